"""Inference and comparison: the CONSTRUCT queries of the ontology, run in the order of their names."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import NamedNode, Quad, QueryTriples, Store

from shugu.ontology import NamedQuery

__all__ = ["derive"]


def derive(store: Store, queries: Mapping[str, NamedQuery], graph: str) -> dict[str, int]:
    """Number of triples that each query added to the named graph `graph`, by its name.

    Each query sees what the ones before it added. A triple that stands in any graph already is not
    added again, so what is derived never mixes with what is cited.
    """
    target = NamedNode(graph)
    added = {}
    for name, query in queries.items():
        result = store.query(query.text, use_default_graph_as_union=True)
        assert isinstance(result, QueryTriples)  # the ontology's tests hold these to be CONSTRUCT queries
        fresh = {
            triple
            for triple in result
            if next(store.quads_for_pattern(triple.subject, triple.predicate, triple.object), None) is None
        }
        store.extend(Quad(t.subject, t.predicate, t.object, target) for t in fresh)
        added[name] = len(fresh)
    return added
