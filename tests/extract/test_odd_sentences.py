"""What no writer would write is read without a fault: text is untrusted, and broken by how pages are made into text."""

import os
import random
import re

import pytest

from conftest import REPOSITORY
from rules import document_of, need_rules, read
from shugu.evaluate.passages import read_passages
from shugu.extract.trees import hang
from shugu.extraction import extract_document
from shugu.nlp.pipeline import parse_sentences

need_rules()

TEXTS = int(os.environ.get("SHUGU_BROKEN_TEXTS", "30"))  # more of them look further: SHUGU_BROKEN_TEXTS=3000


@pytest.mark.parametrize(
    "text",
    [
        "than half since % 2019.",
        'TIME," SAID dr.',
        "",
        ".",
        "%",
        "“ ” ( ) – — % $",
        "the Sarnai Bao,",
        "And of the.",
        "Which, and which, and it.",
    ],
)
def test_what_says_nothing_gives_no_row(text):
    assert read(text) == []


def test_a_post_before_a_name_that_breaks_off_is_nobodys():
    found = read("Timor-Leste’s Minister for Fisheries Mr. The ministry denied")
    assert all(candidate.subject.name.strip() for candidate in found)


@pytest.mark.parametrize("space", ["\u00a0", "\t", "  ", "\u202f", " \u00a0 ", "\u3000"])
def test_white_space_of_any_kind_says_the_same(space):
    plain = "In 2019 Norland sold more than 1 500 tonnes of tea to Lindow Bank for $40 million."
    document = document_of(plain.replace(" ", space))
    known = {(c.number, c.unit, c.comparator, c.time and c.time.text) for c in read(plain)}
    found = extract_document(document).candidates
    assert {(c.number, c.unit, c.comparator, c.time and c.time.text) for c in found} == known
    assert {number for number, *_ in known} == {1_500, 40_000_000}
    assert {document.quote(c.subject.span) for c in found if c.subject.span} == {"Norland"}


def test_names_are_cited_where_they_stand_behind_stretches_of_white_space():
    document = document_of("In   2019  Havkraft   opened the Lindow   Wind  Park.")
    spans = {document.quote(c.object.span) for c in read(document.text) if c.object is not None and c.object.span}
    assert spans == {"the Lindow   Wind  Park"}


@pytest.mark.parametrize(
    "words",
    ["A", "A ", "LINDOW ", "of the ", "and ", "(", "40, ", "Lindow (", "which opened a mill that ", "$", "1 ", "a-"],
)
def test_one_thing_said_a_thousand_times_is_soon_read(words):
    assert read(f"Havkraft opened {words * 1_000}.") is not None


def test_a_token_never_hangs_below_itself():
    root = next(parse_sentences(["Norland opened the new port of Lindow."]))[:].root
    below = next(root.rights)
    hang(root, below, "conj")
    assert (root.head.i, root.dep_) == (root.i, "ROOT")
    hang(below, root, "appos")
    assert (below.head.i, below.dep_) == (root.i, "appos")


def broken(chance, sentences):
    """A sentence with words lost, doubled, in another place, in capitals, or run into another one."""
    words = chance.choice(sentences).split()
    at = chance.randrange(len(words))
    change = chance.randrange(6)
    if change == 0:
        del words[at : at + chance.randint(1, 3)]
    elif change == 1:
        words[at:at] = [
            chance.choice(["(", "which", "and", "of", "its", "“", "–", "respectively", "said", "%", "2019"])
        ]
    elif change == 2:
        words = words[:at] + chance.choice(sentences).split()
    elif change == 3:
        chance.shuffle(words)
    elif change == 4:
        words = [word.upper() if chance.random() < 0.5 else word.lower() for word in words]
    else:
        words[at:at] = words[at : at + 4]
    return " ".join(words) or "."


@pytest.mark.parametrize("seed", range(TEXTS))
def test_broken_sentences_are_read_and_evidence_stands_in_them(seed):
    chance = random.Random(seed)
    passages = read_passages(REPOSITORY / "tests" / "passages")
    sentences = [part for passage in passages for part in re.split(r"(?<=[.!?])\s+", passage.text) if part]
    document = document_of("\n\n".join(broken(chance, sentences) for _ in range(12)))
    for candidate in extract_document(document, published="2021-05-04").candidates:
        evidence = document.quote(candidate.span)
        assert evidence.strip()
        assert candidate.subject.name.strip()
        assert candidate.predicate.name
        if candidate.number is not None:
            assert candidate.stated in document.text
