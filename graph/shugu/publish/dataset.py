"""The built graph as an rdflib Dataset whose SPARQL runs in Oxigraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

from oxrdflib import OxigraphStore
from pyoxigraph import QueryBoolean, QuerySolutions, Store
from rdflib import XSD, Dataset, Graph, Literal, Variable
from rdflib.query import Result

from shugu.errors import InputError
from shugu.publish.serialise import prefixes_of
from shugu.publish.source import read_names
from shugu.rdflib_terms import to_oxigraph_term, to_rdflib_graph, to_rdflib_term
from shugu.store.folder import find_graph
from shugu.store.graph import LocalGraph, open_folder
from shugu.vocab import SG

__all__ = ["open_dataset"]


class _ReadOnlyStore(OxigraphStore):
    """Oxigraph under rdflib: guarded queries over all graphs, plain strings as rdflib has them, no writing."""

    def __init__(self, store: Store, prefixes: Mapping[str, str]) -> None:
        super().__init__(store=store)
        self._graph = LocalGraph(store, prefixes)
        self._terms: dict[Any, Any] = {}

    def query(self, query: Any, initNs: Any, initBindings: Any, queryGraph: Any, **kwargs: Any) -> Result:  # noqa: ARG002, N803
        """The result of a query text; prefixes of the collection are known to it."""
        if not isinstance(query, str):
            raise InputError("give the query as text: a parsed one would run in rdflib's own engine")
        given = {str(name).lstrip("?$"): to_oxigraph_term(term) for name, term in (initBindings or {}).items()}
        answer = self._graph.query(query, given)
        if isinstance(answer, QueryBoolean):
            result = Result("ASK")
            result.askAnswer = bool(answer)
        elif isinstance(answer, QuerySolutions):
            result = Result("SELECT")
            result.vars = [Variable(variable.value) for variable in answer.variables]
            result.bindings = self._bindings(answer, result.vars)
        else:
            result = Result("CONSTRUCT")
            result.graph = to_rdflib_graph(answer)
        return result

    def _bindings(self, solutions: QuerySolutions, names: list[Variable]) -> Iterator[dict[Variable, Any]]:
        # Terms recur in an answer; each is made once.
        known = self._terms
        for solution in solutions:
            row = {}
            for name, value in zip(names, solution, strict=True):
                if value is not None:
                    term = known.get(value)
                    if term is None:
                        term = known[value] = to_rdflib_term(value)
                    row[name] = term
            yield row

    def triples(self, triple_pattern: Any, context: Graph | None = None) -> Iterator[Any]:
        """The triples of a pattern, in one graph or in all."""
        for (subject, predicate, object_), contexts in super().triples(triple_pattern, context):
            yield (subject, predicate, _plain(object_)), contexts

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise InputError("the built graph is read-only; copy it into a graph of your own to add to it")

    add = addN = remove = update = remove_graph = _refuse  # noqa: N815 - rdflib's names

    def add_graph(self, graph: Graph) -> None:
        """Nothing: rdflib announces a graph before it reads from it."""


class _BuiltGraph(Dataset):
    """A dataset whose queries do not gather rdflib's namespaces anew: the store below knows the prefixes."""

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> Result:
        """The result of a SPARQL query."""
        if not args:
            kwargs["initNs"] = kwargs.get("initNs") or _KNOWN
        return super().query(query_object, *args, **kwargs)


_KNOWN = {"sg": SG}  # rdflib gathers all that are bound for each query where none is given


def _plain(term: Any) -> Any:
    if isinstance(term, Literal) and term.datatype == XSD.string:
        return Literal(str(term))
    return term


def open_dataset(folder: Path | None = None) -> Dataset:
    """The graph in `folder`, or in the one graph folder here, as a read-only rdflib Dataset."""
    found = find_graph(folder)
    prefixes = prefixes_of(read_names(found)[0])
    store = _ReadOnlyStore(open_folder(found / "store"), prefixes)
    dataset = _BuiltGraph(store=store, default_union=True)
    for prefix, iri in prefixes.items():
        dataset.bind(prefix, iri, override=True, replace=True)
    return dataset
