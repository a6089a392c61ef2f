"""Extractors that understand nothing: a scorer that gives them more than nearly nothing is too lenient."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import permutations

from shugu.evaluate.passages import Passage
from shugu.evaluate.rows import Row

__all__ = ["CONTROLS"]

_NAME = re.compile(r"[A-Z][\w'-]+(?: [A-Z][\w'-]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"])")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def _sentences(passage: Passage) -> list[tuple[str, list[str]]]:
    """The sentences of a passage, each with the capitalised names in it, the first word where there is none."""
    sentences = _SENTENCE_END.split(passage.text)
    return [(text, list(dict.fromkeys(_NAME.findall(text))) or text.split()[:1]) for text in sentences]


def _echo(passage: Passage) -> Iterator[Row]:
    """Each sentence as a claim about its first name, said by its last."""
    for text, names in _sentences(passage):
        start = passage.text.index(text)
        yield Row(
            document=passage.id,
            kind="claim",
            subject=names[0],
            predicate="says",
            object=text,
            speaker=names[-1],
            start=start,
            end=start + len(text),
        )


def _describe(passage: Passage) -> Iterator[Row]:
    """Each sentence as a description of its first name."""
    for text, names in _sentences(passage):
        start = passage.text.index(text)
        yield Row(
            document=passage.id,
            kind="attribute",
            subject=names[0],
            predicate="is described",
            object=text,
            start=start,
            end=start + len(text),
        )


def _list_numbers(passage: Passage) -> Iterator[Row]:
    """Every number as a count of the first name of its sentence."""
    for text, names in _sentences(passage):
        for number in _NUMBER.findall(text):
            value = Decimal(number.replace(",", ""))
            yield Row(
                document=passage.id,
                kind="observation",
                subject=names[0],
                predicate="number",
                value=value,
                unit="count",
            )


def _reviewed_numbers(passage: Passage) -> Iterator[Row]:
    """Every number as reviewers scaled it, with its unit, of the first name of its sentence."""
    sentences = _sentences(passage)
    for fact in passage.facts:
        if fact.value is not None:
            start = (fact.quote or "")[:20]
            names = next((names for text, names in sentences if start in text), ["It"])
            yield Row(
                document=passage.id,
                kind="observation",
                subject=names[0],
                predicate="has",
                value=fact.value,
                unit=fact.unit,
            )


def _link_names(passage: Passage) -> Iterator[Row]:
    """Every two names of a sentence, both ways."""
    for _, names in _sentences(passage):
        for one, other in permutations(names, 2):
            yield Row(document=passage.id, kind="relation", subject=one, predicate="linked with", object=other)


CONTROLS: Mapping[str, Callable[[Passage], Iterator[Row]]] = {
    "echoes each sentence as a claim": _echo,
    "describes each sentence's first name by the sentence": _describe,
    "lists every number": _list_numbers,
    "lists every number as reviewers read it": _reviewed_numbers,
    "links every pair of names": _link_names,
}
