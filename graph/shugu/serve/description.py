"""SPARQL 1.1 Service Description: what the endpoint is, can do, and will not do."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from shugu.serve.formats import GRAPHS
from shugu.serve.limits import Limits
from shugu.vocab import PREFIXES

__all__ = ["describe_service"]

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_SCHEMA = PREFIXES["schema"]
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_RDF = ("Turtle", "TriG", "N-Triples", "N-Quads", "RDF_XML", "JSON-LD")
_TYPE = NamedNode(PREFIXES["rdf"] + "type")


def describe_service(endpoint: str, limits: Limits, media: str, abilities: frozenset[str]) -> bytes:
    """The description of the service at an address, in a media type of GRAPHS; no blank nodes.

    `abilities` may hold `update` and `service`, for SERVICE in queries.
    """
    triples = list(_triples(endpoint, limits, abilities))
    format_: RdfFormat = getattr(RdfFormat, GRAPHS[media])
    prefixes = {"sd": _SD, "format": _FORMATS, "schema": _SCHEMA, "rdf": PREFIXES["rdf"]}
    return serialize(triples, format=format_, prefixes=prefixes) or b""


def _triples(endpoint: str, limits: Limits, abilities: frozenset[str]) -> Iterator[Triple]:
    service, dataset, graph = (NamedNode(f"{endpoint}#{name}") for name in ("service", "dataset", "graph"))
    yield Triple(service, _TYPE, _sd("Service"))
    yield Triple(service, _sd("endpoint"), NamedNode(endpoint))
    for language in ("SPARQL10Query", "SPARQL11Query", *(("SPARQL11Update",) if "update" in abilities else ())):
        yield Triple(service, _sd("supportedLanguage"), _sd(language))
    for name in (*_RESULTS, *_RDF):
        yield Triple(service, _sd("resultFormat"), NamedNode(_FORMATS + name))
    if "update" in abilities:
        for name in _RDF:
            yield Triple(service, _sd("inputFormat"), NamedNode(_FORMATS + name))
    yield Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    if "service" in abilities:
        yield Triple(service, _sd("feature"), _sd("BasicFederatedQuery"))
    yield Triple(service, _sd("defaultDataset"), dataset)
    yield Triple(dataset, _TYPE, _sd("Dataset"))
    yield Triple(dataset, _sd("defaultGraph"), graph)
    yield Triple(graph, _TYPE, _sd("Graph"))
    for number, limit in enumerate(limits.described(), start=1):
        node = NamedNode(f"{endpoint}#limit-{number}")
        yield Triple(service, NamedNode(_SCHEMA + "additionalProperty"), node)
        yield Triple(node, _TYPE, NamedNode(_SCHEMA + "PropertyValue"))
        yield Triple(node, NamedNode(_SCHEMA + "name"), Literal(limit.name, language="en"))
        value = Literal(str(limit.value), datatype=NamedNode(PREFIXES["xsd"] + "decimal"))
        yield Triple(node, NamedNode(_SCHEMA + "maxValue"), value)
        yield Triple(node, NamedNode(_SCHEMA + "unitText"), Literal(limit.unit, language="en"))
        yield Triple(node, NamedNode(_SCHEMA + "description"), Literal(limit.beyond, language="en"))


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)
