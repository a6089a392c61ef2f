"""Values for variables of a query, put into its text token by token."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode

from shugu.store.guard import tokens

__all__ = ["bind_variables"]

Term = NamedNode | BlankNode | Literal


def bind_variables(text: str, given: Mapping[str, Term]) -> str:
    """The query with the terms in place of the variables, by their names without `?`.

    Inside of groups the variable gives way to its term, in filters and branches too; where a variable
    is only named, to be selected or bound, it stays, and a VALUES block behind the query gives it its value.
    """
    if not given:
        return text
    names = " ".join(f"?{name}" for name in given)
    terms = " ".join(str(term) for term in given.values())
    return f"{''.join(_pieces(text, given))}\nVALUES ({names}) {{ ({terms}) }}"


def _pieces(text: str, given: Mapping[str, Term]) -> Iterator[str]:
    depth, end, naming, before = 0, 0, True, ""
    for match in tokens(text):
        yield text[end : match.start()]
        end, piece = match.end(), match.group()
        word = piece.upper()
        if piece == "{":
            depth, naming = depth + 1, False
        elif piece == "}":
            depth -= 1
        elif word == "SELECT":
            naming = True
        term = given.get(piece[1:]) if piece[0] in "?$" else None
        named_only = depth == 0 or naming or before == "AS"
        yield piece if term is None or named_only else str(term)
        before = word
    yield text[end:]
