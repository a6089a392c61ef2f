"""The passages: whole, consistent, and no sentence of theirs taken for granted."""

import re
import tomllib
from datetime import date
from decimal import Decimal

import pytest

from conftest import REPOSITORY
from shugu.evaluate.passages import read_passage, read_passages
from shugu.model.time import parse_time

FOLDER = REPOSITORY / "tests" / "passages"
PATHS = sorted(FOLDER.glob("*.toml"))
KEYS = {
    "kind",
    "subject",
    "predicate",
    "object",
    "value",
    "unit",
    "comparator",
    "time",
    "place",
    "basis",
    "speaker",
    "scope",
    "quote",
}
COMPARATORS = {"=", ">", ">=", "<", "<=", "~"}
SCALES = {
    "thousand": 3, "lakh": 5, "million": 6, "m": 6, "mn": 6, "crore": 7, "billion": 9, "bn": 9, "trillion": 12,
    "cents": -2, "tons": 0,
    "gw": 3, "tonnes": 0,
}  # fmt: skip
WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "dozen": 12, "a": 1, "no": 0, "largest": 1, "highest": 1, "longest": 1, "biggest": 1, "top": 1,
}  # fmt: skip
FRACTIONS = {"half": "50", "quarter": "25", "third": "33.3", "thirds": "66.7", "fifth": "20", "tenth": "10", "fifths": "40 60 80", "quarters": "75", "tenths": "30 70 90", "eighth": "12.5", "double": "100", "doubled": "100", "triple": "200", "tripled": "200", "all": "100", "every": "100"}  # fmt: skip


def test_there_are_sixty_of_them_at_least():
    assert len(PATHS) >= 60


def test_ids_are_the_names_of_the_files_and_numbers_stand_once():
    passages = read_passages(FOLDER)
    assert [passage.id for passage in passages] == [path.stem for path in PATHS]
    numbers = [path.stem[:2] for path in PATHS]
    assert len(set(numbers)) == len(numbers)


def test_many_regions_sectors_and_currencies_are_there():
    passages = read_passages(FOLDER)
    assert len({passage.region for passage in passages}) >= 8
    assert len({passage.sector for passage in passages}) >= 8
    money = {fact.unit for passage in passages for fact in passage.facts if re.fullmatch("[A-Z]{3}", fact.unit or "")}
    assert {"CNY", "USD", "EUR", "INR"} <= money


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
class TestPassage:
    def test_its_length_facts_and_traps_are_of_the_genre(self, path):
        passage = read_passage(path)
        assert 60 <= len(passage.text.split()) <= 150
        assert 6 <= len(passage.facts) <= 24
        assert passage.traps

    def test_its_keys_are_known(self, path):
        data = tomllib.loads(path.read_text("utf-8"))
        assert set(data) == {"id", "title", "published", "region", "sector", "text", "fact", "trap"}
        assert type(data["published"]) is date
        for fact in data["fact"]:
            assert set(fact) <= KEYS, fact
        for trap in data["trap"]:
            assert set(trap) <= KEYS | {"why"}, trap
            assert trap["why"]

    def test_every_quotation_stands_in_the_text(self, path):
        passage = read_passage(path)
        for row in (*passage.facts, *passage.traps):
            assert row.quote
            assert row.quote in passage.text, row.quote

    def test_every_time_is_a_time_and_none_is_later_than_an_actual_can_be(self, path):
        passage = read_passage(path)
        for row in passage.facts:
            if row.time:
                time = parse_time(row.time)
                if row.basis == "actual" and row.kind == "event":
                    assert time.earliest is None or time.earliest <= date.fromisoformat(passage.published), row

    def test_every_number_follows_from_the_text(self, path):
        passage = read_passage(path)
        for row in passage.facts:
            assert (row.value is None) == (row.unit is None), row
            assert row.comparator is None or row.comparator in COMPARATORS
            if row.value is not None:
                assert follows(row.value, row.unit, row.quote), (row.value, row.quote)

    def test_no_fact_stands_twice_and_no_trap_is_a_fact(self, path):
        passage = read_passage(path)
        said = [
            (r.subject, r.predicate, r.object, r.value, r.unit, r.comparator, r.time, r.basis, r.scope)
            for r in passage.facts
        ]
        assert len(set(said)) == len(said)
        trapped = [
            (r.subject, r.predicate, r.object, r.value, r.unit, r.comparator, r.time, r.basis, r.scope)
            for r in passage.traps
        ]
        assert not set(said) & set(trapped)


def follows(value, unit, quote):
    """Whether a number can be read off a quotation: digits with a scale, a number word, a fraction, a multiple."""
    text = quote.casefold()
    found = {Decimal(WORDS[word]) for word in re.findall("[a-z]+", text) if word in WORDS}
    for number, scale in re.findall(r"(\d+(?:,\d+)*(?:\.\d+)?)[\s-]*([a-z]+)?", text):
        plain = Decimal(number.replace(",", ""))
        found |= {plain, plain.scaleb(SCALES.get(scale or "", 0))}
        found |= {plain.scaleb(power) for power in (set(SCALES.values()) if len(re.findall(r"\d", text)) else ())
                  if any(word in SCALES and SCALES[word] == power for word in re.findall("[a-z]+", text))}  # fmt: skip
    found |= {number.scaleb(power) for number in set(found) for word, power in SCALES.items() if f" {word}" in text}
    if unit == "rank" and "in that order" in text:
        found |= set(map(Decimal, range(1, text.count(",") + 2)))
    if unit == "percent":
        ratios = re.findall(r"\b(\w+)(?: \w+)? in (\w+)", text)  # one household in five
        found |= {
            Decimal(100 * WORDS[one]) / WORDS[other] for one, other in ratios if one in WORDS and WORDS.get(other)
        }
        found |= {Decimal(p) for w, ps in FRACTIONS.items() if re.search(rf"\b{w}\b", text) for p in ps.split()}
        found |= {(number - 1) * 100 for number in set(found)}  # 2.4 times as much is a growth of 140 percent
    return any(abs(value - number) <= Decimal("0.05") * (unit == "percent") for number in found)
