"""The held-out passages are sound data; what the rules reach on them is in docs/evaluation.md."""

from pathlib import Path

import pytest

from shugu.evaluate.passages import read_passages

PASSAGES = read_passages(Path(__file__).parent)


def test_there_are_twenty():
    assert len(PASSAGES) == 20


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.id)
def test_every_quote_stands_in_its_text(passage):
    text = " ".join(passage.text.split())
    assert [row.id for row in (*passage.facts, *passage.traps) if " ".join((row.quote or "").split()) not in text] == []


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.id)
def test_there_are_facts_and_traps(passage):
    assert len(passage.facts) >= 8
    assert len(passage.traps) >= 4
