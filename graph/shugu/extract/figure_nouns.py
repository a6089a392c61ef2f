"""Figures inside noun phrases: a 500 MW park, a capacity of 500 MW, a deal worth $2 billion."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.context import is_named
from shugu.extract.figure_bearers import tell_apart
from shugu.extract.figure_change_nouns import read_change_noun
from shugu.extract.figure_costs import find_objects_before, find_thing_done
from shugu.extract.figure_grants import purpose_of
from shugu.extract.figure_verbs import first_of_row, read_under_verb
from shugu.extract.lexicon import load_pattern, load_table, load_words
from shugu.extract.reading import Figure, Reading, is_money, label_of, plural_of

if TYPE_CHECKING:
    from spacy.tokens import Token


__all__ = [
    "is_indicator",
    "read_fallback",
    "read_joined",
    "read_modifier",
    "read_of_phrase",
    "read_with_phrase",
    "reading_of",
]

_MODIFIER = {"nummod", "compound", "nmod", "amod", "npadvmod", "quantmod", "poss"}
_BESIDE = ("appos", "dep", "nmod")
_NOUNS = ("NOUN", "PROPN")


def is_indicator(noun: Token) -> bool:
    """True for a noun that names what is measured: capacity, sales."""
    return not {noun.lemma_.lower(), noun.lower_}.isdisjoint(load_words("verbs.indicators.heads"))


def reading_of(figure: Figure, head: Token, label: str, sure: tuple[str, float]) -> Reading | None:
    """A reading of the thing that a noun names, in the clause above it."""
    clause = figure.clause_above(head)
    if head.dep_ == "attr" and clause is not None and clause.subjects and clause.subjects[0].pos_ in _NOUNS:
        named = figure.subject(clause)  # "Arden Park is a 40 MW project": the park's
        if named is not None and is_named(named):
            return Reading(named, label, *sure, clause)
    subject = tell_apart(figure, head, figure.context.name(head))
    return Reading(subject, label, *sure, clause) if subject is not None else None


def read_modifier(figure: Figure, anchor: Token) -> Reading | None:
    """`a 500 MW solar park`, `a $2 billion loan`, `12 percent growth`."""
    head = _head_of(anchor)
    before = head.i >= anchor.i or head.lemma_ == "worth"
    if figure.quantity.unit is None or anchor.dep_ not in _MODIFIER or head.pos_ not in _NOUNS or not before:
        return None
    if head.lemma_.lower() in load_table("verbs.nouns_of_change"):
        return read_change_noun(figure, head, rule="figure/change-noun")
    if figure.quantity.unit == "percent" and anchor.tag_ == "PDT":
        return _read_share_aside(figure, head)
    if head.dep_ == "dobj" and head.lower_ in load_words("figures.nouns.supplies"):  # "generate 40 MW electricity"
        return read_under_verb(figure, head, head)
    reading = _read_more_or_fewer(figure, head) or _read_attained(figure, head) or _read_under_indicator(figure, head)
    if reading is not None or (_is_measure(head) and _is_told_before(figure, anchor)):
        return reading
    return (
        _read_budget(figure, head)
        or _read_borne(figure, head, figure.unit_label(head))
        or reading_of(figure, head, figure.unit_label(head), ("figure/modifier", 0.7))
    )


def _read_share_aside(figure: Figure, head: Token) -> Reading | None:
    """`40,000 children, nearly half the city's population`: of what share the figure before is."""
    whole = figure.context.name(head)
    if figure.previous is None or whole is None or head.dep_ != "appos":
        return None
    label = f"{label_of('share')} {label_of('of')} {whole.name}"
    return replace(figure.previous, label=label, rule="figure/share", confidence=0.6, scope=None)


def _read_more_or_fewer(figure: Figure, head: Token) -> Reading | None:
    """`bought 5 per cent fewer beans`: the decline of what was bought."""
    degrees = load_table("figures.degrees")
    words = (child.lower_ for child in head.children if child.tag_ == "JJR" and child.idx >= figure.quantity.end)
    change = next((degrees[word] for word in words if word in degrees), None)
    clause = figure.clause_above(head)
    if change is None or figure.quantity.unit != "percent" or head.dep_ != "dobj" or clause is None:
        return None
    label = f"{clause.words} {head.text} {load_table('figures.labels')[change]}"
    return Reading(figure.subject(clause), label, "figure/change-noun", 0.65, clause)


def _read_attained(figure: Figure, head: Token) -> Reading | None:
    """`has 95% access to clean water`, `achieved 90% vaccination of infants`: the share of whoever has it."""
    clause = figure.clause_above(head)
    if figure.quantity.unit != "percent" or head.dep_ != "dobj" or clause is None or clause.passive:
        return None
    if clause.lemma not in load_words("figures.nouns.attaining"):
        return None
    what = figure.phrase(head)
    to = next((child for child in head.rights if child.dep_ == "prep" and child.lower_ == "to"), None)
    pobj = next((child for child in to.children if child.dep_ == "pobj"), None) if to is not None else None
    label = f"{what} to {figure.phrase(pobj)}" if pobj is not None and " to " not in what else what
    return Reading(figure.subject(clause), label, "figure/attained", 0.6, clause)


def _head_of(anchor: Token) -> Token:
    """The park of `a 40 MW solar park`, the capacity of `40 MW generation capacity`."""
    head = anchor.head
    if head.pos_ == "ADJ" and head.dep_ == "amod":
        head = head.head
    measure = head.dep_ == "compound" and head.i < head.head.i and is_indicator(head.head)
    return head.head if measure else head


def _is_measure(noun: Token) -> bool:
    """True for an indicator that a figure before it measures: 40 MW capacity, but no 40 million dollar fund."""
    return is_indicator(noun) and noun.lemma_ not in load_words("figures.nouns.not_indicators")


def _read_under_indicator(figure: Figure, head: Token) -> Reading | None:
    """`has 40 MW generation capacity`, `having a total of 40 MW generation capacity`: of whoever has it."""
    if not _is_measure(head):
        return None
    total = _total_of(head)
    reading = read_under_verb(figure, total, head)
    if reading is None:
        return None
    vague = reading.label in load_words("figures.nouns.vague")
    label = reading.label if total.i == head.i and not vague else figure.phrase(head)
    return replace(reading, label=label, rule="figure/modifier-of-indicator")


def _total_of(noun: Token) -> Token:
    """The total of `a total of 40 MW generation capacity`; the noun itself where it is under none."""
    of = noun.head
    total = noun.dep_ == "pobj" and of.lower_ == "of" and of.head.lower_ in load_words("figures.nouns.totals")
    return of.head if total else noun


def _read_budget(figure: Figure, head: Token) -> Reading | None:
    """`the ministry's $4 million roads budget`: the budget of whose it is."""
    if not _is_measure(head):
        return None
    owner, label = figure.split(head)
    if owner is None or not label or not is_money(figure.quantity.unit or ""):
        return None
    return Reading(owner, label, "figure/modifier-of-indicator", 0.6, figure.clause_above(head))


def _read_borne(figure: Figure, head: Token, label: str) -> Reading | None:
    """The 40 of `a centre with a 40-bed capacity`, the sum of `receives a $3 million loan`: of who has it."""
    clause, first = figure.clause_above(head), first_of_row(head)
    if head.lemma_.lower() in load_words("figures.nouns.given"):
        if first.dep_ != "dobj" or clause is None or clause.lemma not in load_words("verbs.holding"):
            return None
        what = f"{figure.phrase(head)} {load_table('verbs.holding')[clause.lemma]}".strip()
        return Reading(figure.subject(clause), what, "figure/borne", 0.65, clause)
    if not _is_measure(head):
        return None
    above = first.head.head
    if first.dep_ == "pobj" and first.head.lower_ == "with" and above.pos_ in _NOUNS and not is_indicator(above):
        named = above.dep_ == "attr" or (above.dep_ == "pobj" and above.head.lower_ == "as")
        if named and clause is not None and clause.subjects:  # "is the main buyer, with", "ranks first as the buyer"
            return Reading(figure.subject(clause), label, "figure/borne", 0.65, clause)
        return reading_of(figure, above, label, ("figure/borne", 0.65))
    return None


def _is_told_before(figure: Figure, anchor: Token) -> bool:
    """True for `the $10 million cost`, of nothing that is named: the text has told it before."""
    head = anchor.head
    measure = anchor.dep_ in _MODIFIER and is_indicator(head) and head.i > anchor.i
    return measure and figure.before("definite") is not None and figure.owner(head) is None


def read_joined(figure: Figure, root: Token) -> Reading | None:
    """`a four-lane road`: the road has four lanes."""
    if figure.quantity.counted is None:
        return None
    head = root.head
    while head.pos_ not in _NOUNS or figure.is_figure(head):
        if head.head.i == head.i:
            return None
        head = head.head
    label = plural_of(figure.quantity.counted)
    return _read_borne(figure, head, label) or reading_of(figure, head, label, ("figure/joined", 0.6))


def read_of_phrase(figure: Figure, anchor: Token, noun: Token | None) -> Reading | None:
    """`a capacity of 500 MW`, `an increase of 9 percent`, `a loan of $30 million`."""
    prep, head = anchor.head, anchor.head.head
    wanted = load_words("figures.prepositions.of_noun")
    if anchor.dep_ != "pobj" or prep.lower_ not in wanted or head.pos_ not in _NOUNS:
        return None
    if head.lemma_.lower() in load_table("verbs.nouns_of_change"):
        return read_change_noun(figure, head, rule="figure/change-of")
    if head.lemma_.lower() in load_words("figures.nouns.totals"):
        whole = _read_total(figure, head) or read_under_verb(figure, head, noun)
        if whole is not None:
            return whole
    if is_indicator(head):
        return _read_presented(figure, head, prep) or _read_indicator(figure, head, prep)
    if figure.quantity.unit is None:
        made = head.lemma_.lower() in load_words("figures.nouns.made")
        return _read_made(figure, head, noun) if made and noun is not None else None
    return _read_worked(figure, head, noun) or _read_size(figure, head, prep)


def _read_worked(figure: Figure, head: Token, noun: Token | None) -> Reading | None:
    """`will involve the planting of 900 hectares of trees`: how much is worked on by what the clause is about."""
    clause, first = figure.clause_above(head), first_of_row(head)
    worked = head.lower_ in load_words("verbs.works.made_of") and noun is not None
    if not worked or clause is None or clause.passive or not (first.dep_ == "dobj" or first.pos_ == "VERB"):
        return None
    label = f"{head.lower_} {label_of('of')} {figure.noun_label(noun)}"
    return Reading(figure.subject(clause), label, "figure/indicator-of", 0.6, clause)


def _read_presented(figure: Figure, head: Token, prep: Token) -> Reading | None:
    """`the minister presented a budget of $40 million`: the budget of the land, or of the body that presented it."""
    clause = figure.clause_above(head)
    if clause is None or not load_pattern("figures.around.budget").search(head.text):
        return None
    if clause.lemma not in load_words("figures.nouns.presenting") or head not in (*clause.objects, *clause.subjects):
        return None
    by = figure.subject(clause)
    body = by if by is not None and by.type != "Person" and is_named(by) else None
    owner = figure.owner(head, skip=prep) or body or figure.context.names.territory()
    return Reading(owner, figure.phrase(head, prep), "figure/indicator-of", 0.65, clause) if owner is not None else None


def _read_made(figure: Figure, head: Token, noun: Token) -> Reading | None:
    """`will lead to the creation of 350 jobs`: the jobs created by what leads to it."""
    clause = figure.clause_above(head)
    if clause is None or clause.passive or head.dep_ not in ("pobj", "dobj"):
        return None
    label = f"{figure.noun_label(noun)} {load_table('verbs.holding')['create']}"
    return Reading(figure.subject(clause), label, "figure/indicator-of", 0.6, clause)


def _read_total(figure: Figure, head: Token) -> Reading | None:
    """`a grant in the amount of $95,000`: what is the grant's, as if it were a $95,000 grant."""
    above: Token | None = head.head.head
    if head.dep_ != "pobj" or head.head.lower_ != "in":
        return None
    if above is not None and above.pos_ not in _NOUNS:
        above = next(find_objects_before(figure, figure.clause_above(head), head), None)
    if above is None:
        return None
    label = figure.unit_label(above)
    return _read_borne(figure, above, label) or reading_of(figure, above, label, ("figure/modifier", 0.7))


def _read_size(figure: Figure, head: Token, prep: Token) -> Reading | None:
    """`a hall of 400 m2`: the size of what the noun names; where it is had, of a part of who has it."""
    if head.dep_ == "dobj" and head.head.lemma_ in load_words("figures.nouns.parts"):
        clause = figure.clauses.get(head.head.i)
        label = f"{figure.phrase(head, prep)} {figure.unit_label(head)}"
        return Reading(figure.subject(clause), label, "figure/part-of", 0.65, clause)
    if head.dep_ == "pobj" and head.head.lower_ == "with" and head.head.head.pos_ in ("VERB", "AUX"):
        clause, mention = figure.clause_above(head), figure.context.name(head)
        if mention is not None and mention.type == "Topic":  # "the sale ended with a total collection of $4 million"
            return Reading(figure.subject(clause), figure.phrase(head, prep), "figure/of", 0.6, clause)
    return reading_of(figure, head, figure.unit_label(head), ("figure/of", 0.65))


def _read_indicator(figure: Figure, head: Token, prep: Token) -> Reading:
    """`Lindow's population of 40,000`, `the park has a capacity of 500 MW`."""
    label, owner, clause = figure.phrase(head, prep), figure.owner(head, skip=prep), figure.clause_above(head)
    if head.lemma_.lower() in load_words("figures.nouns.with_purpose"):
        root = figure.context.sentence.root_of(figure.quantity.start, figure.quantity.end)
        label += purpose_of(figure, (root, head) if root is not None else (head,))
    first = first_of_row(head)
    connecting = load_words("figures.prepositions.above_indicator")
    if owner is None and first.dep_ == "pobj" and first.head.lower_ in connecting:
        above = first.head.head
        thing = above.pos_ in _NOUNS and not is_indicator(above)
        owner = figure.context.name(above) if thing else find_thing_done(figure, clause, head)
    if owner is None and first.dep_ in ("dobj", "attr", "pobj"):
        owner = figure.subject(clause)
    return Reading(owner, label, "figure/indicator-of", 0.75, clause)


def read_with_phrase(figure: Figure, anchor: Token, noun: Token | None) -> Reading | None:
    """`a hospital with 300 beds`."""
    prep, head = anchor.head, anchor.head.head
    if anchor.dep_ != "pobj" or head.pos_ not in _NOUNS:
        return None
    if prep.lower_ not in load_words("figures.prepositions.noun"):
        return None
    if head.lower_ in load_words("figures.nouns.home") and prep.lower_ == "to" and noun is not None:
        clause = figure.clause_above(head)
        return Reading(figure.subject(clause), figure.noun_label(noun), "figure/home-to", 0.7, clause)
    bare = noun is not None and figure.quantity.unit is None
    label = figure.noun_label(noun) if bare else figure.unit_label(head)
    return reading_of(figure, head, label, ("figure/with", 0.6))


def read_fallback(figure: Figure, anchor: Token, noun: Token | None) -> Reading | None:
    """A figure whose place says little: of the noun it stands beside, else of the subject of its clause."""
    if anchor.dep_ in ("nsubj", "nsubjpass") and figure.quantity.unit is None:
        return None  # few of nothing that is named
    if figure.quantity.unit in load_words("figures.nouns.spans") and figure.before("within"):
        return None  # how long something took, not what is told
    apart = anchor.dep_ == "pobj" and anchor.head.lower_ in load_words("figures.prepositions.apart")
    definite = figure.quantity.unit is None and figure.before("definite")
    if _is_told_before(figure, anchor) or definite or apart:
        return None  # "After 40 finds, the sector is the largest"
    clause, what = figure.clause_above(anchor), figure.label(noun)
    if anchor.dep_ == "dobj" and (held := load_table("verbs.holding").get(anchor.head.lemma_.lower())):
        what = held  # "the line cost 9 billion", where the parser takes the verb for a noun
    if what in load_words("figures.nouns.unsaid") and anchor.dep_ not in _BESIDE:
        return None
    if anchor.dep_ in _BESIDE and anchor.head.pos_ in _NOUNS:
        row = _row_before(figure, anchor.head)
        subject = figure.context.name(anchor.head) if row is None else row.subject
        rule = "figure/apposition" if row is None else "figure/in-row"
        return Reading(subject, what, rule, 0.5, clause) if subject is not None else None
    return Reading(figure.subject(clause), what, "figure/fallback", 0.4, clause)


def _row_before(figure: Figure, noun: Token) -> Reading | None:
    """The reading of the first of `40 villages, 7 schools`, where the parser takes the second for a name of it."""
    counted = any(child.dep_ == "nummod" and figure.is_figure(child) for child in noun.children)
    plain = figure.quantity.unit is None and figure.preceding is not None and figure.preceding.unit is None
    return figure.previous if counted and plain else None
