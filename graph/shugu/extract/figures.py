"""Figures: what each quantity of a sentence measures, and of what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING

from shugu.extract.clause_times import deadline_of
from shugu.extract.clauses import Clause
from shugu.extract.context import Context, Qualifiers, Sort
from shugu.extract.figure_allotments import read_allotted
from shugu.extract.figure_basis import basis_of
from shugu.extract.figure_brackets import fallen, read_beside, read_labelled, read_line
from shugu.extract.figure_change_nouns import read_change_before
from shugu.extract.figure_changes import (
    read_carried_on,
    read_converted,
    read_listed,
    read_of_which,
    read_reached,
    read_share_of_subject,
    read_up_or_down,
)
from shugu.extract.figure_comparisons import (
    read_compared,
    read_compared_alone,
    read_equivalent,
    read_greater,
    read_was,
)
from shugu.extract.figure_distances import read_distance
from shugu.extract.figure_gaps import read_gapped, read_part
from shugu.extract.figure_idle import is_idle
from shugu.extract.figure_joint import find_joint
from shugu.extract.figure_lists import read_contributor, read_followed, read_of_period, read_resumed
from shugu.extract.figure_members import read_member
from shugu.extract.figure_memory import LastFigure
from shugu.extract.figure_money import exceeded, in_money, with_money_said
from shugu.extract.figure_nouns import (
    read_fallback,
    read_joined,
    read_modifier,
    read_of_phrase,
    read_with_phrase,
)
from shugu.extract.figure_otherwise import as_before
from shugu.extract.figure_owners import find_bearer, find_default_owner
from shugu.extract.figure_times import at_end, at_time_of_list, is_beside, own_time, time_near, year_before
from shugu.extract.figure_turns import in_turn, is_before_like, read_in_turn
from shugu.extract.figure_verbs import read_change_from, read_change_to, read_changed, read_under_verb
from shugu.extract.figure_works import read_works
from shugu.extract.figure_worth import read_worth
from shugu.extract.lexicon import load_pattern, load_table, load_words
from shugu.extract.posts import name_speaker
from shugu.extract.prose import fold_spaces
from shugu.extract.quantity import Quantity
from shugu.extract.reading import Figure, Reading, is_money
from shugu.extract.times import Time
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Basis, Comparator, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_figures"]

_AFTER = 40  # characters after a figure in which its scope stands
_COUNT = "count"
_PERCENT, _WHOLE = "percent", 100


def find_figures(context: Context, clauses: Sequence[Clause]) -> Iterator[Candidate]:
    """A candidate for each quantity of the sentence that measures or counts something."""
    by_verb = {clause.verb.i: clause for clause in clauses}
    last: tuple[Reading, Quantity, Candidate] | None = None
    told: dict[str | None, tuple[Reading, Quantity]] = {}
    quantities = context.sentence.quantities
    for found, after in zip_longest(quantities, quantities[1:]):
        root = _root(context, found, after)
        before = last[1].unit if last else None
        stated = exceeded(context, in_money(context, found, root, before)) if root is not None else found
        if root is None or is_idle(context, stated, root):
            continue
        previous, preceding = last[:2] if last else (None, None)
        figure = Figure(
            context=context,
            clauses=by_verb,
            quantity=stated,
            previous=previous,
            preceding=preceding,
            following=after,
            told=told,
        )
        reading = _read(figure, root)
        if reading is None or _is_empty(reading) or _counts_nothing(reading, stated):
            continue
        reading = in_turn(figure, reading)
        reading = replace(reading, subject=find_joint(figure, reading) or find_bearer(figure, reading))
        compared = reading.rule == "figure/compared" and last is not None
        bare = stated.unit is None and last is not None and (last[1].unit != _PERCENT or stated.number <= _WHOLE)
        quantity = replace(stated, unit=last[1].unit) if compared and last and bare else stated
        quantity, label = fallen(quantity, reading.label)
        reading = replace(reading, label=label)
        if quantity.unit is None and load_pattern("figures.around.index").search(reading.label):
            quantity = replace(quantity, unit="index")
        candidate = _make(context, quantity, root, reading, previous)
        if candidate is None:
            continue
        if last and (compared or (reading.rule == "figure/changed-from" and figure.after("year_before"))):
            candidate = year_before(candidate, last[2], figure)
        candidate = as_before(figure, candidate, last)
        if quantity.unit is not None and is_money(quantity.unit):
            candidate = with_money_said(context, quantity, candidate)
        candidate = at_time_of_list(candidate, last[2]) if last else candidate
        context.names.figures.measure = reading.label
        context.names.figures.last = LastFigure(
            replace(candidate.subject, span=None),
            candidate.predicate.label,
            context.sentence.sentence.number,
            quantity.unit,
        )
        last = reading, quantity, candidate
        told[quantity.unit] = reading, quantity
        yield candidate
    yield from _find_multiples(context, clauses)


def _is_empty(reading: Reading) -> bool:
    """True for a label that says nothing, or only what was done with a bare count."""
    return reading.label in load_words("figures.nouns.empty") or reading.label.endswith(f" {_COUNT}")


def _counts_nothing(reading: Reading, quantity: Quantity) -> bool:
    """True for `received 4 from the mill`, which does not say what was received."""
    return quantity.unit is None and reading.label in load_words("figures.nouns.done")


def _root(context: Context, quantity: Quantity, after: Quantity | None) -> Token | None:
    """The token on which a quantity hangs; that of the next, where it stands before it in one unit: 40 and 45 t."""
    root = context.sentence.root_of(quantity.start, quantity.end)
    if root is not None and root.pos_ == "VERB":  # "were estimated at 40 t"
        root = context.sentence.root_of(quantity.number_start, quantity.end) or root
    if root is None or after is None or quantity.unit is None or quantity.unit != after.unit:
        return root
    shared = root.dep_ == "nummod" and context.sentence.quantity_at(root.head) == after
    shared = shared or is_before_like(context, quantity, after)
    return context.sentence.root_of(after.start, after.end) if shared else root


def _read(figure: Figure, root: Token) -> Reading | None:
    """The place of a quantity in the parse, read from the inside out."""
    anchor, noun = figure.anchor(root)
    return (
        read_joined(figure, root)
        or read_works(figure, root)
        or read_distance(figure)
        or read_converted(figure)
        or read_in_turn(figure)
        or read_carried_on(figure)
        or read_beside(figure)
        or read_labelled(figure)
        or read_line(figure)
        or read_equivalent(figure)
        or read_reached(figure)
        or read_compared(figure, root)
        or read_compared_alone(figure, root)
        or read_was(figure, root)
        or read_greater(figure, root)
        or read_allotted(figure, root)
        or read_gapped(figure, root)
        or read_part(figure)
        or read_listed(figure)
        or read_change_from(figure, root)
        or read_change_to(figure)
        or read_up_or_down(figure)
        or read_of_period(figure, anchor)
        or read_contributor(figure, anchor)
        or read_followed(figure)
        or read_member(figure, anchor)
        or read_resumed(figure, anchor)
        or read_share_of_subject(figure, anchor)
        or read_change_before(figure)
        or read_modifier(figure, anchor)
        or read_of_phrase(figure, anchor, noun)
        or read_worth(figure, anchor)
        or read_under_verb(figure, anchor, noun)
        or read_with_phrase(figure, anchor, noun)
        or read_of_which(figure, root)
        or read_fallback(figure, anchor, noun)
    )


def _find_multiples(context: Context, clauses: Sequence[Clause]) -> Iterator[Candidate]:
    """`exports doubled`: growth by 100 per cent of what the clause names."""
    multiples = load_table("verbs.multiples")
    for clause in clauses:
        if clause.lemma not in multiples or clause.basis is None or not clause.subjects:
            continue
        verb, times = clause.verb, Decimal(multiples[clause.lemma])
        end = verb.idx + len(verb)
        quantity = Quantity(verb.idx, end, verb.idx, times, "percent", Comparator.EQUAL, verb.text)
        figure = Figure(context=context, clauses={verb.i: clause}, quantity=quantity)
        reading = replace(read_changed(figure, clause, ""), rule="figure/multiple", confidence=0.6)
        candidate = _make(context, quantity, verb, reading)
        if candidate is not None:
            yield candidate


def _make(
    context: Context, quantity: Quantity, root: Token, reading: Reading, before: Reading | None = None
) -> Candidate | None:
    clause = reading.clause
    time = time_near(context, quantity, clause, root)
    if time is None and clause is not None and clause.verb.tag_ == "VBG":
        time = deadline_of(context.sentence, root)  # "By 2030 it will have ten sites, with sales reaching 4 billion"
    if reading.subject is not None and _only_tells(context, reading.subject):
        reading = replace(reading, subject=None)
    subject, label = (reading.subject, reading.label) if reading.subject else find_default_owner(context, reading)
    basis = basis_of(root, replace(reading, subject=subject, label=label), time)
    if basis is None or subject is None or _only_tells(context, subject):
        return None
    meant = basis in (Basis.TARGET, Basis.FORECAST)
    time = time or (_time_ahead(context, root, subject, allotted=_is_allotted(clause, quantity)) if meant else None)
    time = own_time(at_end(time, reading, before), quantity, rule=reading.rule, meant=meant)
    if basis is Basis.ACTUAL and time is not None and time.ahead:
        if is_beside(quantity, time):
            return None  # what is yet to come is no actual, whatever the verb says
        time = None
    if clause is not None and clause.lemma in load_words("verbs.measure.above") and reading.rule == "figure/measured":
        over = quantity.comparator is Comparator.EQUAL
        quantity = replace(quantity, comparator=Comparator.GREATER) if over else quantity
    told = load_table("verbs.told_by_unit").get(quantity.unit or "")
    if told is not None and label == load_table("verbs.by_unit").get(quantity.unit or ""):
        lasting = reading.rule in load_words("figures.nouns.lasting")
        label = label if lasting else str(told)
    confidence = reading.confidence if reading.subject else reading.confidence * 0.6
    return context.make(
        subject,
        label,
        quantity,
        sort=Sort(Kind.OBSERVATION, reading.rule, round(confidence, 2)),
        qualifiers=Qualifiers(
            time=time,
            place=context.place_of(clause) if clause else None,
            basis=basis,
            speaker=(name_speaker(context, clause.speaker) if clause else None) or context.speaker,
            scope=reading.scope or _scope_after(context, quantity),
        ),
    )


def _time_ahead(context: Context, root: Token, subject: Mention, *, allotted: bool) -> Time | None:
    """The time of what is meant where nothing beside it tells one: that of the budget, or the sentence's deadline."""
    budget = allotted or load_pattern("figures.around.budget").search(subject.name) is not None
    return (context.sentence.budgeted if budget else None) or deadline_of(context.sentence, root)


def _is_allotted(clause: Clause | None, quantity: Quantity) -> bool:
    """True for a sum that somebody is to get: `the health ministry will receive $40 million`."""
    lemmas = load_words("figures.nouns.allotting")
    return clause is not None and quantity.unit is not None and is_money(quantity.unit) and clause.lemma in lemmas


def _only_tells(context: Context, subject: Mention) -> bool:
    """True for the person by whose word the sentence stands: what she tells the number of is another's."""
    if subject.type != "Person" or not context.names.holds_post(subject):
        return False
    speech = load_words("verbs.speech.lemmas")
    speakers = (t for t in context.sentence.tokens if t.dep_ == "nsubj" and t.head.lemma_ in speech)
    return any((mention := context.name(token)) is not None and mention.name == subject.name for token in speakers)


def _scope_after(context: Context, quantity: Quantity) -> str | None:
    """The words after a figure that say over what span or against what it holds."""
    words, start = fold_spaces(context.document.quote(context.sentence.sentence.span))[0], quantity.end
    scope = load_pattern("figures.around.scope").search(words[start : start + 2 * _AFTER])
    if scope is None or scope.start() > _AFTER:
        scope = load_pattern("figures.around.scope_before").search(
            words[max(0, quantity.start - _AFTER) : quantity.start]
        )
    if scope:
        return scope.group().lower().replace("-", " ")
    earlier = load_pattern("figures.around.earlier").search(words[start : start + _AFTER])
    return str(load_table("figures.around")["scope_of_earlier"]) if earlier else None
