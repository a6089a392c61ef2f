"""What the IRIs of a page are called, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from shugu.serve.site.cells import Ask, Row, fill, local_name, nodes

__all__ = ["Name", "Names", "read_names"]

_AT_ONCE = 500
_LONGEST = 500  # characters of a name; all of it stands among the triples


@dataclass(frozen=True, slots=True)
class Name:
    """A name and its language tag; None where it has none, as the last part of an IRI."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """Labels by IRI and language."""

    language: str
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, iri: str) -> Name:
        """The name in the reader's language, else in English, else in any; the last part of an IRI without one."""
        known = self.labels.get(iri, {})
        for language in (self.language, "en", "", *sorted(known)):
            if known.get(language, "").strip():
                return Name(known[language], language or None)
        return Name(local_name(iri))

    def others(self, iri: str) -> list[Name]:
        """The names in other languages."""
        shown = self.of(iri)
        known = self.labels.get(iri, {})
        return [Name(text, language) for language, text in sorted(known.items()) if text != shown.text and text.strip()]


async def read_names(ask: Ask, language: str, iris: Iterable[str | None]) -> Names:
    """The names of IRIs; what is no IRI that a query can hold is left out."""
    wanted = sorted({iri for iri in iris if iri is not None and _is_iri(iri)})
    labels: dict[str, dict[str, str]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        part = nodes(wanted[start : start + _AT_ONCE])
        for row in await ask(fill("labels", things=part)):
            _take(row, labels)
    return Names(language, labels)


def _take(row: Row, labels: dict[str, dict[str, str]]) -> None:
    label = row["label"]
    if label["type"] == "literal":
        known = labels.setdefault(row["thing"]["value"], {})
        language = label.get("xml:lang", "").split("-")[0].lower()
        value = label["value"] if len(label["value"]) <= _LONGEST else f"{label['value'][:_LONGEST]}…"
        known[language] = min(value, known.get(language, value))


def _is_iri(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True
