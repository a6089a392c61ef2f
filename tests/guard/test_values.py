"""The value guard: what a row says follows from its own sentences, or the row is refused with the reason."""

from decimal import Decimal

import pytest

from shugu.guard.corrupt import SORTS, corrupt
from shugu.guard.values import Setting, check_candidate, check_fact
from shugu.model.candidate import Candidate, Mention, Term
from shugu.model.document import Document
from shugu.model.fact import Basis, Comparator, Kind, content_of
from shugu.model.time import parse_time
from shugu.ontology import load_ontology
from shugu.read.segment import segment


def candidate(
    _text, *, number=None, unit=None, comparator="=", time=None, basis="actual", subject="Osk", kind="City", **cells
):
    document = Document("d", _text, segment(_text))
    stating = document.sentences[-1]
    return document, Candidate(
        document="d", sentences=(stating.id,), span=stating.span, kind=Kind.OBSERVATION, rule="test",
        subject=Mention(name=subject, type=kind), predicate=Term(name=cells.pop("predicate", "output"), label=cells.pop("label", "output")),
        number=None if number is None else Decimal(number), unit=unit, comparator=Comparator(comparator) if number is not None else None,
        time=parse_time(time) if time else None, basis=Basis(basis), **cells,
    )  # fmt: skip


def check(_text, *, published="2023-06-15", title=None, **cells):
    document, row = candidate(_text, **cells)
    return check_candidate(row, document, setting=Setting(published=published, title=title))


TRUE = [
    ("Osk spent VND21.3 trillion.", {"number": "21300000000000", "unit": "VND"}),
    ("Osk spent 9 million Zambian kwacha.", {"number": "9000000", "unit": "ZMW"}),
    ("Osk spent 81 billion forints and lent 63 billion.", {"number": "63000000000", "unit": "HUF"}),
    ("Osk had 40 mines in 2021, 38 a year earlier.", {"number": "38", "unit": "count", "time": "2020"}),
    ("Osk had 40 mines in the six months to December 31.", {"number": "40", "unit": "count", "time": "2022-07/2022-12"}),
    ("Osk earned 5 euros in the first quarter of 2021. Output fell to 4 t from 6 t in the year-earlier period.", {"number": "6", "unit": "t", "time": "2020-01/2020-03"}),
    ("Osk had 9 mines in the six months to December 31. Osk had 40 ferries.", {"number": "40", "unit": "count", "time": "2022-07/2022-12"}),
    ("Osk had 9 mines in 2021. The mayor spoke on Friday. Osk had 40 ferries.", {"number": "40", "unit": "count", "time": "2021"}),
    ("Osk had 40 mines in 2021, 38 three years earlier.", {"number": "38", "unit": "count", "time": "2018"}),
    ("Osk met on 4 June 2022 and ate 40 pies the following day.", {"number": "40", "unit": "count", "time": "2022-06-05"}),
    ("Osk had 40 mines over the two years from April 2020.", {"number": "40", "unit": "count", "time": "2020-04/2022-03"}),
    ("Output of Osk grew year over year to 40 t.", {"number": "40", "unit": "t"}),
    ("Exports of Osk declined to 40 t.", {"number": "40", "unit": "t"}),
    ("Osk is expected to have earned 5 million euros in 2022.", {"number": "5000000", "unit": "EUR", "time": "2022", "basis": "estimate"}),
    ("Osk had 40 mines in FY22.", {"number": "40", "unit": "count", "time": "2021-04/2022-03"}),
    ("Osk had 40 mines this fiscal year.", {"number": "40", "unit": "count", "time": "2023/2024"}),
    ("Osk spent 46.5 billion yuan.", {"number": "46500000000", "unit": "CNY"}),
    ("Osk spent $2.5-3 billion.", {"number": "2500000000", "unit": "USD", "comparator": ">="}),
    ("Osk sold 50Mt of coal.", {"number": "50000000", "unit": "t"}),
    ("Kenya grows tea. Firms left. Ships left. Farms sold. Firms sold. Exports reached 40 t.", {"subject": "Kenya", "kind": "Country", "number": "40", "unit": "t"}),
    ("The Lindow Rail Budget passed. Firms left. Ships left. Farms sold. Firms sold. The budget has 40 parts.", {"subject": "Lindow Rail Budget", "kind": "Policy", "number": "40", "unit": "count"}),
    ("Osk spent Rs 4.5 lakh crore.", {"number": "4500000000000", "unit": "INR"}),
    ("Osk spent $1.9bn on it.", {"number": "1900000000", "unit": "USD"}),
    ("Osk spent 2.5m euros.", {"number": "2500000", "unit": "EUR"}),
    ("Osk has thirty-five schools.", {"number": "35", "unit": "count"}),
    ("Osk has two and a half million trees.", {"number": "2500000", "unit": "count"}),
    ("Osk has more than 5,000 firms.", {"number": "5000", "unit": "count", "comparator": ">"}),
    ("Osk has at least 12 ferries.", {"number": "12", "unit": "count", "comparator": ">="}),
    ("Osk has 300+ ferries.", {"number": "300", "unit": "count", "comparator": ">="}),
    ("Osk has nearly 900 firms.", {"number": "900", "unit": "count", "comparator": "~"}),
    ("Osk has thousands of firms.", {"number": "1000", "unit": "count", "comparator": ">"}),
    ("Osk owns one third of the port.", {"number": "33.33", "unit": "percent"}),
    ("In Osk, nine in ten homes are heated by gas.", {"number": "90", "unit": "percent"}),
    ("Output of Osk doubled.", {"number": "100", "unit": "percent"}),
    ("Output of Osk grew tenfold.", {"number": "10", "unit": "count"}),
    ("Output of Osk fell by 3.4 per cent.", {"number": "-3.4", "unit": "percent"}),
    ("Osk needs 3 to 5 million tonnes.", {"number": "3000000", "unit": "t", "comparator": ">="}),
    ("Osk needs 1 500 tonnes.", {"number": "1500", "unit": "t"}),
    ("Osk needs 2,5 million tonnes.", {"number": "2500000", "unit": "t"}),
    ("Osk has 1.250.000 trees.", {"number": "1250000", "unit": "count"}),
    ("Osk has 1'250 trees.", {"number": "1250", "unit": "count"}),
    ("Osk has 2½ million trees.", {"number": "2500000", "unit": "count"}),
    ("Osk has one-and-a-half million trees.", {"number": "1500000", "unit": "count"}),
    ("Osk has no fewer than 40 trees.", {"number": "40", "unit": "count", "comparator": ">="}),
    ("Osk has no more than 40 trees.", {"number": "40", "unit": "count", "comparator": "<="}),
    ("Osk has ca. 40 trees.", {"number": "40", "unit": "count", "comparator": "~"}),
    ("Osk has no trees.", {"number": "0", "unit": "count"}),
    ("Osk needs more  than\u00a01\u202f500 tonnes.", {"number": "1500", "unit": "t", "comparator": ">", "stated": "more than 1 500 tonnes"}),
    ("Osk needs 12\u00a0345,5 tonnes.", {"number": "12345.5", "unit": "t"}),
    ("In 2018 300 boats came to Osk.", {"number": "300", "unit": "count", "time": "2018"}),
    ("Osk needs 3 to 5 million tonnes.", {"number": "5000000", "unit": "t", "comparator": "<="}),
    ("Osk spent 2.1 and 3.4 billion euros respectively.", {"number": "2100000000", "unit": "EUR"}),
    ("Osk ranked third.", {"number": "3", "unit": "rank"}),
    ("Osk ranked first for five consecutive years.", {"number": "5", "unit": "year"}),
    ("Osk has 1.2 GW of wind power.", {"number": "1200", "unit": "MW"}),
    ("Osk covers 60 square kilometres.", {"number": "60", "unit": "km2"}),
    ("Osk opened it on 4 June 2022.", {"time": "2022-06-04"}),
    ("Osk opened it on June 4.", {"time": "2023-06-04"}),
    ("It was 2015. Osk opened it on May 26.", {"time": "2015-05-26"}),
    ("Osk met from May 26 to 29, 2015.", {"time": "2015-05-26/2015-05-29"}),
    ("Osk opened it last year.", {"time": "2022"}),
    ("Osk opened it three years ago.", {"time": "2020"}),
    ("Osk opened it yesterday.", {"time": "2023-06-14"}),
    ("Osk opened it last month.", {"time": "2023-05"}),
    ("Osk earned it in the first quarter of 2021.", {"time": "2021-01/2021-03"}),
    ("Osk earned it in the second half of 2021.", {"time": "2021-07/2021-12"}),
    ("Osk grew since 2014.", {"time": "2014/.."}),
    ("They met on 3 May 2021. On the same day Osk opened it.", {"time": "2021-05-03"}),
    ("Osk aims to have 12 ferries by 2030.", {"number": "12", "unit": "count", "time": "2030", "basis": "target"}),
    ("Osk is expected to earn 5 million euros next year.", {"number": "5000000", "unit": "EUR", "time": "2024", "basis": "forecast"}),
    ("Osk earned not only 5 million euros.", {"number": "5000000", "unit": "EUR"}),
    ("The Osk Harbour Board grew. The OHB has 12 boats.", {"number": "12", "unit": "count", "subject": "Osk Harbour Board", "kind": "Company"}),
    ("Osk Harbour Board was founded. The company has 12 boats.", {"number": "12", "unit": "count", "subject": "Osk Harbour Board", "kind": "Company"}),
    ("Osk built a school to nurse 12 sick people.", {"number": "12", "unit": "count", "predicate": "aims-to-nurse", "label": "aims to nurse", "basis": "target"}),
]  # fmt: skip

PURPOSES = [
    "Osk signed a loan to build 12 ferries.",
    "Osk, with 12 ferries, will be closed.",
    "The budget of Osk holds 12 ferries.",
    "Osk announced an investment in 12 ferries.",
]

FALSE = [
    ("Osk has 12 ferries, enough to cover its needs.", {"number": "12", "unit": "count", "basis": "target"}, "no aim"),
    ("Osk was able to buy 12 ferries.", {"number": "12", "unit": "count", "basis": "target"}, "no aim"),
    ("Osk has 9 ferries. It had 12 in 2021, six years later.", {"number": "12", "unit": "count", "time": "2015"}, "time"),
    ("Osk built a school and nursed the sick.", {"text": "the sick", "predicate": "aims-to-nurse", "label": "aims to nurse", "basis": "target"}, "no aim"),
    ("Osk spent 46.5 billion yuan.", {"number": "46600000000", "unit": "CNY"}, "number"),
    ("Osk needs 1 500 tonnes.", {"number": "500", "unit": "t"}, "number"),
    ("Osk needs 2,5 million tonnes.", {"number": "5000000", "unit": "t"}, "number"),
    ("Osk needs 2,5 million tonnes.", {"number": "2", "unit": "count"}, "number"),
    ("Osk has 1.250.000 trees.", {"number": "1.25", "unit": "count"}, "number"),
    ("Osk needs 1 500 tonnes.", {"number": "1", "unit": "count"}, "number"),
    ("Osk had 9 mines in 2020. Osk had 8 in 2021. Osk had 40 ferries.", {"number": "40", "unit": "count", "time": "2020"}, "time"),
    ("Osk declined to open 40 schools.", {"number": "40", "unit": "count"}, "denied"),
    ("Osk spent 46.5 billion yuan.", {"number": "46500000", "unit": "CNY"}, "number"),
    ("Osk spent 46.5 billion yuan.", {"number": "46500000000", "unit": "USD"}, "unit"),
    ("Osk spent 46.5 billion yuan.", {"number": "-46500000000", "unit": "CNY"}, "sign"),
    ("Osk spent $5 million.", {"number": "5000000", "unit": "AUD"}, "unit"),
    ("Osk has more than 200 firms, and 20 of them fish.", {"number": "20", "unit": "count", "comparator": ">"}, "comparator"),
    ("Osk has more than 5,000 firms.", {"number": "5000", "unit": "count", "comparator": "<"}, "comparator"),
    ("Osk has more than 5,000 firms.", {"number": "5000", "unit": "count"}, "comparator"),
    ("Growth in Osk fell by 3 percent.", {"number": "3", "unit": "percent", "predicate": "growth", "label": "growth"}, "sign"),
    ("Osk has 900 firms in 2021.", {"number": "900", "unit": "count", "time": "2020"}, "2021"),
    ("Osk opened it on 4 June 2022.", {"time": "2021-06-04"}, "time"),
    ("Osk opened it on 4 June 2022.", {"time": "2022-06-05"}, "time"),
    ("Osk opened it on 4 June 2022.", {"time": "2022-07-04"}, "time"),
    ("Osk opened it.", {"time": "2023-06-15"}, "time"),
    ("Osk opened it last year.", {"time": "2023"}, "time"),
    ("Osk met from May 26 to 29, 2015.", {"time": "2015-05-26/2015-05-30"}, "time"),
    ("Osk grew in 2014.", {"time": "2014/.."}, "time"),
    ("Osk aims to have 12 ferries by 2030.", {"number": "12", "unit": "count"}, "foreseen or meant"),
    ("Osk has 12 ferries.", {"number": "12", "unit": "count", "basis": "target"}, "no aim"),
    ("Osk has 12 ferries.", {"number": "12", "unit": "count", "basis": "forecast"}, "foresees nothing"),
    ("Osk does not have 12 ferries.", {"number": "12", "unit": "count"}, "denied"),
    ("Osk might have 12 ferries.", {"number": "12", "unit": "count"}, "supposed"),
    ("Osk has 12 ferries.", {"number": "12", "unit": "count", "subject": "Halden"}, "Halden"),
    ("Osk has 12 ferries.", {"number": "12", "unit": "count", "place": Mention(name="Halden", type="City")}, "Halden"),
    ("Osk has 12 ferries.", {"text": "14 ferries"}, "14"),
    ("Osk has 12 ferries.", {"number": "12", "unit": "count", "stated": "12 boats"}, "stated wording"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cells"), TRUE)
def test_what_follows_from_its_sentence_passes(text, cells):
    verdict = check(text, **cells)
    assert verdict.ok, verdict.reasons
    assert verdict.derivation


@pytest.mark.parametrize("text", PURPOSES)
def test_what_is_done_for_a_purpose_or_told_ahead_of_its_verb_is_meant(text):
    assert check(text, number="12", unit="count", basis="target").ok


@pytest.mark.parametrize(("text", "cells", "word"), FALSE)
def test_what_does_not_follow_is_refused_with_the_reason(text, cells, word):
    verdict = check(text, **cells)
    assert not verdict.ok
    assert any(word in reason for reason in verdict.reasons), verdict.reasons


def test_the_derivation_says_how():
    assert (
        check("Osk spent 46.5 billion yuan.", number="46500000000", unit="CNY").derivation
        == "46.5 billion yuan -> 46500000000 CNY"
    )
    line = check("It was 2015. Osk opened it on May 26.", time="2015-05-26").derivation
    assert line == "May 26 + 2015 of a sentence before -> 2015-05-26"
    assert "published 2023-06-15" in check("Osk opened it last year.", time="2022").derivation


def test_a_row_with_nothing_wrong_but_its_time_is_told_so():
    assert check("Osk had 40 mines.", number="40", unit="count", time="2021").time_alone
    assert not check("Osk had 40 mines.", number="41", unit="count", time="2021").time_alone
    assert not check("Osk had 40 mines.", number="40", unit="count").time_alone


def test_the_publication_is_never_the_date_of_an_event():
    assert not check("Osk opened it in spring.", time="2023-06-15").ok
    assert not check("Osk opened it in spring.", time="2023").ok


def test_a_row_of_sentences_that_the_document_does_not_have_is_refused():
    document, row = candidate("Osk has 12 ferries.")
    other = Document("d", "", ())
    assert check_candidate(row, document).ok
    assert not check_candidate(row, other).ok


def test_long_lines_take_time_in_proportion():
    import time

    def seconds(times):
        """Of the processor, the least of three: what else the machine does counts for little."""
        taken = []
        for number in ("7", "8", "9"):
            text = f"Osk had one hundred and {number}2,345 of 6 and " * times + "firms."
            start = time.process_time()
            check(text, number="7", unit="count")
            taken.append(time.process_time() - start)
        return min(taken)

    seconds(10)
    assert seconds(400) < 40 * max(seconds(40), 0.01)  # ten where it is in proportion, a hundred where it is squared


@pytest.fixture(scope="module")
def guizhou_rows(corpus):
    from shugu.loading import load
    from shugu.pipeline import verify
    from shugu.settings import collections_folder

    loaded = load(collections_folder() / "guizhou")
    verified, _ = verify(loaded, corpus)
    terms = load_ontology().vocabulary
    return [
        (s, verified[s.info.id].document, loaded.entities, Setting(published=s.info.published, title=s.info.title, vocabulary=terms))
        for s in loaded.sheets
    ]  # fmt: skip


def test_accepted_rows_of_guizhou_pass_but_for_two_in_a_hundred(guizhou_rows):
    verdicts = {
        fact.id: check_fact(fact, document, entities, setting=setting)
        for sheet, document, entities, setting in guizhou_rows
        for fact in sheet.accepted
    }
    refused = {row: verdict.reasons for row, verdict in verdicts.items() if not verdict.ok}
    assert len(verdicts) > 600
    assert len(refused) <= 0.02 * len(verdicts), refused


@pytest.mark.parametrize("seed", ["1", "another"])
def test_planted_faults_are_caught_nineteen_times_in_twenty(guizhou_rows, seed):
    planted, missed = dict.fromkeys(SORTS, 0), {sort: [] for sort in SORTS}
    for sheet, document, entities, setting in guizhou_rows:
        for fault in corrupt(sheet.accepted, document, entities, seed=seed):
            planted[fault.sort] += 1
            if check_fact(fault.fact, fault.document, entities, setting=setting).ok:
                missed[fault.sort].append((fault.fact.id, fault.change))
    assert min(planted.values()) >= 50
    total = sum(planted.values())
    assert total >= 500
    assert sum(map(len, missed.values())) <= 0.05 * total, missed
    for sort in ("digit", "scale", "unit", "sign", "year", "month or day"):
        assert len(missed[sort]) <= 0.03 * planted[sort], missed[sort]
    for sort in SORTS:
        assert len(missed[sort]) <= 0.12 * planted[sort], (sort, missed[sort])


def test_the_same_seed_plants_the_same_faults(guizhou_rows):
    sheet, document, entities, _ = guizhou_rows[0]
    once, twice, other = (
        [(c.sort, c.change) for c in corrupt(sheet.accepted, document, entities, seed=s)] for s in "112"
    )
    assert once == twice != other


def test_a_planted_fault_is_never_another_accepted_row(guizhou_rows):
    for sheet, document, entities, _ in guizhou_rows:
        said = {content_of(fact) for fact in sheet.accepted}
        for fault in corrupt(sheet.accepted, document, entities):
            changed = fault.document if fault.sort == "negation" else content_of(fault.fact)
            assert changed not in (document, *said), (fault.sort, fault.fact.id)
