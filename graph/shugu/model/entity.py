"""An entity: a thing that facts are about, with its names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

__all__ = ["Entity", "fold_name"]

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One row of `entities.tsv`.

    `type` is the local name of an ontology class. `label` is the English name, `label_zh` the
    Chinese one where it is known. `aliases` are further names of this very thing; `distinct` are
    names of other things that it must never be merged with. Coordinates are WGS 84 degrees.
    """

    id: str
    type: str
    label: str
    label_zh: str | None = None
    aliases: tuple[str, ...] = ()
    distinct: tuple[str, ...] = ()
    geonames: str | None = None
    wikidata: str | None = None
    iso3166: str | None = None
    latitude: str | None = None
    longitude: str | None = None
    note: str | None = None
    line: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the entity, the English label first."""
        return (self.label, *((self.label_zh,) if self.label_zh else ()), *self.aliases)


def fold_name(name: str) -> str:
    """The name as it is compared: Unicode normal form KC, single spaces, letter case folded.

    >>> fold_name("Ｓaint  Hélène") == fold_name("saint hélène")
    True
    """
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", name)).strip().casefold()
