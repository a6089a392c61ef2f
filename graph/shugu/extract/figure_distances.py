"""How far one place is from another."""

from __future__ import annotations

from shugu.extract.lexicon import load_words
from shugu.extract.reading import Figure, Reading, label_of
from shugu.extract.reference import BUILT

__all__ = ["read_distance"]


def read_distance(figure: Figure) -> Reading | None:
    """`in Lindow, 40 km from the capital`: how far the place or thing named before is from what is named behind."""
    if figure.quantity.unit not in load_words("figures.nouns.lengths"):
        return None
    away, root = figure.after("away"), figure.context.sentence.root_of(figure.quantity.start, figure.quantity.end)
    if away is None or root is None or root.dep_ == "dobj":  # "spans 84 km from Lindow"
        return None
    words = figure.context.sentence.words
    behind = [t for t in figure.context.sentence.tokens_of(away.end(), len(words)) if t.dep_ == "pobj"]
    if not behind:
        return None
    label = f"{label_of('distance')} {away.group().strip()} {figure.phrase(behind[0])}"
    named = [t for t in figure.context.sentence.tokens_of(0, figure.quantity.start) if t.ent_type_ or t.dep_ == "nsubj"]
    mentions = [figure.context.name(t) for t in reversed(named) if figure.context.sentence.is_plain(t)]
    places = (m for m in mentions if m is not None and (figure.context.is_place(m) or m.type in BUILT))
    clause = figure.clause_above(behind[0])
    return Reading(next(places, None) or figure.subject(clause), label, "figure/distance", 0.6, clause)
