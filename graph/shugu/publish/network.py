"""The graph as a network: for networkx, for Gephi and yEd, and for the network page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from io import BytesIO

import networkx as nx

from shugu.publish.facts import FactRow
from shugu.publish.views import EntityRow, local_name

__all__ = ["SPEAKS_OF", "to_gexf", "to_graphml", "to_network"]

# What ties a speaker to the subject of a statement.
SPEAKS_OF = "speaks of"


def to_network(rows: Iterable[FactRow], entities: Mapping[str, EntityRow]) -> nx.MultiDiGraph:
    """A directed multigraph: a node for every entity, an edge for every statement between two,
    and one from each speaker to what the statement is about.

    Nodes carry label, labelZh, type and statements; edges label, basis, time, document, statement.
    Nodes and edges stand in the order of their ids.
    """
    network = nx.MultiDiGraph()
    rows = list(rows)
    spoken = Counter(row.subject_id for row in rows)
    for iri, entity in sorted(entities.items()):
        network.add_node(
            local_name(iri),
            label=_clean(entity.label),
            labelZh=_clean(entity.label_zh or ""),
            type=entity.type,
            iri=iri,
            statements=spoken[iri],
        )
    for row in rows:
        if row.object_id in entities and row.subject_id in entities:
            network.add_edge(
                local_name(row.subject_id or ""),
                local_name(row.object_id or ""),
                key=row.id,
                id=row.id,
                label=_clean(row.predicate),
                kind=row.kind,
                basis=row.basis or "",
                time=row.time or "",
                document=row.document,
            )
        if row.speaker_id in entities and row.subject_id in entities:
            network.add_edge(
                local_name(row.speaker_id or ""),
                local_name(row.subject_id or ""),
                key=f"{row.id} speaker",
                id=row.id,
                label=SPEAKS_OF,
                kind="claim",
                basis="actual",
                time=row.time or "",
                document=row.document,
            )
    return network


def _clean(text: str) -> str:
    """The text without the characters that XML 1.0 excludes."""
    return "".join(
        c for c in text if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )


def to_graphml(network: nx.MultiDiGraph) -> bytes:
    """The network as GraphML, for yEd, Cytoscape and networkx."""
    out = BytesIO()
    nx.write_graphml_xml(network, out, named_key_ids=True)
    return out.getvalue() + b"\n"


def to_gexf(network: nx.MultiDiGraph) -> bytes:
    """The network as GEXF 1.2, for Gephi."""
    # networkx stamps the day of writing, which would make each build another.
    text = "\n".join(nx.generate_gexf(network, version="1.2draft")) + "\n"
    return _without_date(text).encode("utf-8")


def _without_date(gexf: str) -> str:
    head, mark, rest = gexf.partition(' lastmodifieddate="')
    return head + rest.partition('"')[2] if mark else gexf
