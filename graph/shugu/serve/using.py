"""The dataset of an update given by the protocol, put into the update's text (SPARQL 1.1 Protocol, 2.2.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import NamedNode

from shugu.serve.refusal import RefusalError
from shugu.store.guard import tokens

__all__ = ["add_using"]


def add_using(text: str, default: Sequence[str], named: Sequence[str]) -> str:
    """The update with a USING clause for each graph before each WHERE; the same text where none is given.

    Raises RefusalError for an update that says itself what it uses.

    >>> add_using("INSERT { ?s a <x:T> } WHERE { ?s a <x:S> }", ["x:g"], [])
    'INSERT { ?s a <x:T> } USING <x:g> WHERE { ?s a <x:S> }'
    >>> add_using("DELETE WHERE { ?s a <x:S> }", ["x:g"], [])
    'DELETE { ?s a <x:S> } USING <x:g> WHERE { ?s a <x:S> }'
    """
    if not default and not named:
        return text
    try:
        clauses = [f"USING {NamedNode(iri)}" for iri in default] + [f"USING NAMED {NamedNode(iri)}" for iri in named]
    except ValueError as error:
        raise RefusalError(400, f"a graph of the dataset has no IRI that can be read: {error}") from None
    return "".join(_pieces(text, " ".join(clauses)))


def _pieces(text: str, clauses: str) -> Iterator[str]:
    depth, end, before = 0, 0, ""
    for match in tokens(text):
        word = match.group().upper() if match["bare"] else match.group()
        if match["bare"] and depth == 0 and word in ("USING", "WITH"):
            raise RefusalError(400, f"the update says {word}, and the request names its graphs as well; do one of both")
        if match["bare"] and depth == 0 and word == "WHERE":
            yield text[end : match.start()]
            if before == "DELETE":
                yield f"{_group(text, match.end())} "
            yield f"{clauses} "
            end = match.start()
        depth += {"{": 1, "}": -1}.get(word, 0)
        if match.lastgroup != "skip" or not word.startswith("#"):
            before = word
    yield text[end:]


def _group(text: str, start: int) -> str:
    """The group in braces that begins behind `start`; empty where it does not end."""
    depth, first = 0, None
    for match in tokens(text[start:]):
        sign = match.group()
        if sign == "{":
            first = match.start() if first is None else first
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0 and first is not None:
                return text[start + first : start + match.end()]
    return ""
