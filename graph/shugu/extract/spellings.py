"""Names of known entities as a text spells them: with other quotation marks, or with words that a title leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from shugu.model.entity import Entity

__all__ = ["with_spellings"]

_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})
_GAP = "…"
_LONGEST = 160  # characters that may stand where a name has an ellipsis


def with_spellings(known: Iterable[Entity], text: str) -> Iterator[Entity]:
    """The entities, each with the forms of its names that the text has and the name does not.

    >>> plan = Entity(id="p", type="Plan", label='Plan … for the "Arden Coast"')
    >>> next(with_spellings([plan], "A Plan of Lindow for the “Arden Coast”.")).aliases
    ('Plan of Lindow for the “Arden Coast”', 'Plan of Lindow for the Arden Coast')
    """
    plain = text.translate(_MARKS)
    for entity in known:
        forms = tuple(dict.fromkeys(form for name in entity.names for form in _forms(name, plain, text)))
        yield replace(entity, aliases=(*entity.aliases, *forms)) if forms else entity


def _forms(name: str, plain: str, text: str) -> Iterator[str]:
    """The stretches of the text that are the name with other marks, or with words for its ellipsis."""
    wanted = name.translate(_MARKS)
    if _GAP in wanted:
        parts = (re.escape(part.strip()) for part in wanted.split(_GAP))
        pattern = re.compile(rf" [^.\n]{{1,{_LONGEST}}}? ".join(parts))
        for match in pattern.finditer(plain):
            form = text[match.start() : match.end()]
            yield from (form, re.sub('["“”]', "", form))
    elif wanted != name or "'" in name or '"' in name:
        start = plain.find(wanted)
        if start >= 0 and text[start : start + len(wanted)] != name:
            yield text[start : start + len(wanted)]
