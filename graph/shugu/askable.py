"""What it is to be a graph that can be asked, wherever its triples lie."""

from __future__ import annotations

from typing import Protocol

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

__all__ = ["Answer", "AskableGraph"]

Answer = QuerySolutions | QueryTriples | QueryBoolean


class AskableGraph(Protocol):
    """Anything that answers SPARQL 1.1 queries, with its named graphs as part of the default graph."""

    def query(self, text: str) -> Answer:
        """The answer of a query, read as it comes; raises QueryError for one that cannot be taken."""
        ...
