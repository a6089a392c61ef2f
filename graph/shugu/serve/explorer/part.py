"""A part of the graph as the page takes it: things, the links between them, statements, and what these name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from shugu.serve.explorer.index import Index

__all__ = ["MOST_BYTES", "Part", "links_among", "spread"]

# Of statements in one part; those beyond come when they are asked for.
MOST_BYTES = 4 * 1024**2
_MOST_COMPARISONS = 200
_MOST_COMPARED = 40


class Part:
    """Numbers of things, links and statements, gathered one after another; `value` is all of it for the page."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._things: dict[int, None] = {}
        self._links: dict[int, None] = {}
        self._statements: dict[int, dict[str, Any]] = {}
        self._of: dict[int, list[int]] = {}
        self._behind: dict[int, list[int]] = {}
        self._comparisons: dict[int, dict[str, Any]] = {}
        self._bytes = 0

    def add_things(self, numbers: Iterable[int]) -> None:
        """Nothing, after the things are in the part."""
        self._things.update(dict.fromkeys(numbers))

    def add_links(self, numbers: Iterable[int]) -> None:
        """Nothing, after the links are in the part; their ends are, when it is told."""
        self._links.update(dict.fromkeys(numbers))

    def add_statements(self, numbers: Iterable[int]) -> None:
        """Nothing, after the statements are in the part, as many as it has room for, with the things that they name."""
        wanted = [number for number in dict.fromkeys(numbers) if number not in self._statements]
        query = "SELECT number, things, names, links, body FROM statement WHERE number IN ($) ORDER BY number"
        for number, things, names, links, body in self._index.rows(query, wanted):
            if self._bytes + len(body) > MOST_BYTES:
                return
            self._bytes += len(body)
            self._statements[number] = json.loads(body)
            self._of[number] = json.loads(things)
            self.add_things(json.loads(names))
            for link in json.loads(links):
                self._behind.setdefault(link, []).append(number)

    def add_comparisons(self, comparisons: Iterable[dict[str, Any]]) -> None:
        """Nothing, after the comparisons are in the part with their statements."""
        for comparison in comparisons:
            self._comparisons[comparison["number"]] = comparison
            self.add_statements(comparison["statements"][:_MOST_COMPARED])

    def _compare(self) -> None:
        """The disagreements and deliveries that the statements are in belong to the part as well."""
        query = "SELECT DISTINCT comparison FROM compared WHERE statement IN ($) ORDER BY comparison"
        numbers = sorted({number for (number,) in self._index.rows(query, list(self._statements))})
        wanted = [number for number in numbers if number not in self._comparisons][:_MOST_COMPARISONS]
        found = list(self._index.rows("SELECT body FROM comparison WHERE number IN ($)", wanted))
        self.add_comparisons(json.loads(body) for (body,) in found)

    def paragraphs(self) -> dict[str, dict[str, str]]:
        """The paragraphs of the statements, by document and number, where the graph has their texts."""
        wanted = dict.fromkeys(
            (s["document"], s["paragraph"]) for s in self._statements.values() if "quote" in s and "paragraph" in s
        )
        found: dict[str, dict[str, str]] = {}
        for document, number in wanted:
            query = "SELECT text FROM paragraph WHERE document = ? AND number = ?"
            for (text,) in self._index.select(query, document, number):
                found.setdefault(document, {})[str(number)] = text
        return found

    def value(self, **further: Any) -> dict[str, Any]:
        """The part as JSON values, with what else the page is told."""
        self._compare()
        self.add_links(self._behind)
        links = list(self._index.rows("SELECT number, source, target, body FROM link WHERE number IN ($)", self._links))
        self.add_things(end for _, *ends, _ in links for end in ends)
        return {
            "nodes": self._nodes(),
            "edges": self._edges([(number, body) for number, _, _, body in links]),
            "statements": [self._statements[number] for number in sorted(self._statements)],
            "documents": self._documents(),
            "comparisons": [self._comparisons[number] for number in sorted(self._comparisons)],
            **further,
        }

    def _nodes(self) -> list[dict[str, Any]]:
        said: dict[int, list[int]] = {}
        for number in sorted(self._of):
            for thing in self._of[number]:
                said.setdefault(thing, []).append(number)
        ranks = dict(self._index.rows("SELECT thing, place FROM ranked WHERE thing IN ($)", self._things))
        query = "SELECT number, body FROM thing WHERE number IN ($)"
        nodes = []
        for number, body in self._index.rows(query, self._things):
            node = {**json.loads(body), "statements": said.get(number, [])}
            nodes.append({**node, "rank": ranks[number]} if number in ranks else node)
        return nodes

    def _edges(self, links: Sequence[tuple[int, str]]) -> list[dict[str, Any]]:
        return [{**json.loads(body), "statements": sorted(self._behind.get(number, ()))} for number, body in links]

    def _documents(self) -> dict[str, Any]:
        ids = sorted({statement["document"] for statement in self._statements.values()})
        rows = self._index.rows("SELECT id, body FROM document WHERE id IN ($)", ids)
        return {id_: json.loads(body) for id_, body in rows}


def links_among(index: Index, new: Iterable[int], all_: Iterable[int]) -> list[int]:
    """The links from one of the new things to any of all, each once."""
    ties = index.ties
    among = np.zeros(len(ties.starts) - 1, bool)
    among[list(all_)] = True
    found = [ties.links[here][among[ties.others[here]]] for here in map(ties.of, new)]
    return [int(link) for link in np.unique(np.concatenate(found))] if found else []


def spread(numbers: Sequence[int], most: int) -> Sequence[int]:
    """At most so many of the numbers, from all over them: statements stand by document.

    >>> spread([1, 2, 3, 4, 5, 6], 3), spread([1, 2], 3)
    ([1, 3, 5], [1, 2])
    """
    return [numbers[i * len(numbers) // most] for i in range(most)] if len(numbers) > most else numbers
