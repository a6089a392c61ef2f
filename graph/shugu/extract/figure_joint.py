"""Who have a figure together: `Lindow and Arden made up 60 percent of sales`."""

from __future__ import annotations

from shugu.extract.lexicon import load_words
from shugu.extract.reading import Figure, Reading, label_of
from shugu.model.candidate import Mention

__all__ = ["find_joint"]

_OF_SEVERAL = ("figure/object", "figure/share")
_MOST = 4  # that have a figure together


def find_joint(figure: Figure, reading: Reading) -> Mention | None:
    """All the subjects of a clause in the active voice that has one figure for them; None where one of them has it."""
    clause, context = reading.clause, figure.context
    if clause is None or not clause.subjects or clause.passive:
        return None
    if reading.rule not in _OF_SEVERAL or reading.subject is None:
        return None
    first, *others = clause.subjects
    together = 0 < len(others) < _MOST and all(token.dep_ == "conj" and first.is_ancestor(token) for token in others)
    ands = any(child.lower_ == "and" for token in clause.subjects for child in token.children if child.dep_ == "cc")
    apart = load_words("figures.nouns.apart")
    if not (together and ands) or any(token.lower_ in apart for token in context.sentence.tokens):
        return None
    names = [mention.name for token in clause.subjects if (mention := context.name(token)) is not None]
    if len(set(names)) <= len(others) or names[0] != reading.subject.name:
        return None
    span = context.sentence.span(first.idx, others[-1].idx + len(others[-1]))
    return Mention(name=f"{', '.join(names[:-1])} {label_of('and')} {names[-1]}", type="Topic", span=span)
