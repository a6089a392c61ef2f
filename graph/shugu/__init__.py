"""shugu: from articles to a cited knowledge graph.

The one function most programs need is :func:`load`. Everything else is imported from the module
that defines it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["load"]


def load(folder: str | Path | None = None) -> Dataset:
    """A built graph as a read-only `rdflib.Dataset` whose SPARQL runs in Oxigraph.

    `folder` is what `shugu build` wrote, None for the one `*-graph` folder in the current
    directory. Named graphs are part of the default graph. Queries are given as text; the prefixes
    of the collection (`e:` entities, `st:` statements, `sg:` the ontology …) are known to them.
    Raises `shugu.errors.NotBuiltError` where there is no built graph.
    """
    from shugu.publish.dataset import open_dataset  # noqa: PLC0415 - rdflib is heavy; importing shugu is not

    return open_dataset(None if folder is None else Path(folder))
