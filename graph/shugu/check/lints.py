"""The rules of good ontologies and of sound data, as SELECT queries that list what breaks them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import NamedNode, QuerySolutions, Store

from shugu.model.finding import Finding, Severity
from shugu.ontology import NamedQuery

__all__ = ["find_lints"]


def find_lints(
    store: Store, queries: Mapping[str, NamedQuery], *, kind: str, severity: Severity = Severity.VIOLATION
) -> Iterator[Finding]:
    """A finding for every row of every query; `kind` goes before the query's name."""
    for name, query in queries.items():
        result = store.query(query.text, use_default_graph_as_union=True)
        assert isinstance(result, QuerySolutions)  # the ontology's tests hold these to be SELECT queries
        rows = sorted(
            (term.value if isinstance(term := row["term"], NamedNode) else str(term), row["message"].value)
            for row in result
        )
        for about, message in rows:
            yield Finding(f"{kind} {name}", about, message, severity)
