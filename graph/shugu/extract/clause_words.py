"""What stands behind the verb of a clause, in words: its objects and prepositions without times and figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.argument_words import (
    FEWEST,
    Wording,
    belongs_to_noun,
    is_told,
    read_words,
    tokens_below,
    tokens_of_one,
)
from shugu.extract.clauses import find_verb_with_object
from shugu.extract.coordination import conjuncts
from shugu.extract.lexicon import load_table, load_words
from shugu.extract.sentence import find_prep
from shugu.extract.telling import Telling, shares_modifiers

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_wordings", "is_aside", "read_counted", "read_object"]

_SEVERAL = 3  # things of which one is told
_ARGUMENTS = ("dobj", "attr", "acomp", "oprd", "prep", "dative")


def find_wordings(telling: Telling) -> Iterator[Wording]:
    """The words behind the verb, apart for each thing of an enumeration.

    Without times and clauses, but with the infinitive of what is allowed or pushed to do something. Nothing where
    they say too little, and where a figure tells what they say.
    """
    verb = telling.clause.verb
    behind = (
        argument for argument in _arguments(find_verb_with_object(verb) or verb) if not _is_of_time(telling, argument)
    )
    arguments = _without_measures(telling, list(behind))
    if not arguments or any(_has_figure(telling, argument) for argument in arguments):
        return
    if arguments[0].lemma_.lower() in load_words("events.wordings.said") or _opens_with_pronoun(arguments[0]):
        return
    lead, arguments = _lead(arguments)
    if arguments and (shared := list(_shared(telling, lead, arguments[0]))):
        yield from shared
        return
    whole = not arguments or telling.clause.lemma in load_words("events.described.as_what")
    things = [] if whole else _enumerated(arguments[0], lead)
    if len(things) > 1:
        parted = _with_shared_of([list(tokens_of_one(thing, things)) for thing in things], things)
        told = [read_words(telling, lead, tokens) for tokens in parted]
        several = sum(wording is not None for wording in told)
        if several == len(things) or (
            several and len(things) > 2 and all(_is_set_off(t) for t in things[1:])
        ):  # each says something, unlike law and order
            found = (read_words(telling, lead, tokens, fewest=1) for tokens in parted)
            yield from (wording for wording in found if wording is not None)
            return
    for last in range(len(arguments), 0, -1):  # the shorter, where the whole is too long
        tokens = [token for argument in arguments[:last] for token in tokens_below(argument)]
        if (wording := read_words(telling, lead, tokens, fewest=_fewest(telling, arguments[0]))) is not None:
            yield wording
            return


def _fewest(telling: Telling, first: Token) -> int:
    """How many words must stand behind the verb: one is enough of what is made or traded, as in `exports timber`."""
    goods = telling.clause.lemma in load_words("events.wordings.trading") and first.dep_ == "dobj"
    return 1 if goods and first.pos_ == "NOUN" and telling.is_named else FEWEST


def read_object(telling: Telling, head: Token) -> str:
    """The words of one object with all that says more of it; short where a figure stands in them."""
    things = [head, *(token for token in telling.clause.objects if token.i != head.i)]
    tokens = [t for t in tokens_of_one(head, things) if telling.context.sentence.time_at(t) is None]
    figures = any(is_told(telling, token) for token in head.subtree)
    wording = None if figures else read_words(telling, "", tokens)
    return wording.words if wording is not None else telling.phrase(head)


def read_counted(telling: Telling, head: Token) -> str:
    """The words of what is counted, with its number and what it is for; without other figures."""
    sentence = telling.context.sentence
    behind = [child for child in head.rights if child.dep_ == "prep" or _is_infinitive(child)]
    behind += [child for child in telling.clause.verb.rights if child.dep_ == "prep" and child.lower_ == "for"]
    if head.lemma_.lower() in load_words("events.intents.nouns"):  # "approved two schemes to help growers"
        behind += [child for child in telling.clause.verb.rights if child.dep_ == "advcl" and _has_to(child)]
    told = (t for child in behind for t in _before_figures(telling, child))
    tokens = {token.i: token for token in (*head.lefts, head, *told)}
    kept = [tokens[i] for i in sorted(tokens) if sentence.time_at(tokens[i]) is None]
    while kept and kept[-1].pos_ == "ADP":
        kept.pop()
    return telling.words_of(kept)


def _before_figures(telling: Telling, child: Token) -> list[Token]:
    """The tokens below; of an infinitive, those before the figure and what leads to it: `at a total cost of`."""
    tokens = list(child.subtree)
    first = next((at for at, t in enumerate(tokens) if telling.context.sentence.quantity_at(t) is not None), None)
    if first is None:
        return tokens
    preps = [at for at, t in enumerate(tokens[:first]) if t.dep_ == "prep" and t.lower_ != "of" and t.i > child.i]
    return tokens[: preps[-1]] if child.dep_ == "advcl" and preps else []


def _is_infinitive(verb: Token) -> bool:
    return verb.dep_ in ("acl", "relcl", "xcomp") and _has_to(verb)


def _has_to(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.children)


def _opens_with_pronoun(argument: Token) -> bool:
    """True for a clause about whoever is meant by "them": helps them cope with the cost, ensure that they open."""
    first = argument.left_edge
    opening = first.nbor(1) if first.dep_ == "mark" and first.i + 1 < len(first.doc) else first
    helped = argument.dep_ == "ccomp" and argument.head.lemma_.lower() in ("help", "ensure")
    return helped and opening.tag_ == "PRP"


def _arguments(verb: Token) -> list[Token]:
    control = verb.lemma_.lower() in load_words("verbs.control.lemmas")
    wanted = (*_ARGUMENTS, "xcomp", "ccomp") if control else _ARGUMENTS
    return [c for c in verb.rights if (c.dep_ in wanted and not is_aside(c)) or belongs_to_noun(c)]


def is_aside(prep: Token) -> bool:
    """True for what tells why, after what or as what else: because of the rain, as part of the plan."""
    if prep.dep_ != "prep":
        return False
    if prep.lower_ in load_words("events.wordings.aside"):
        return True
    if any(_is_of_its_own(prep, child) for child in prep.children):
        return True
    fixed = load_words("events.idioms.complements")  # put in place, told with the verb
    if any(f"{prep.lower_} {child.lower_}" in fixed and not child.n_lefts for child in prep.children):
        return True
    if prep.lower_ == "for" and any(child.lower_ == "time" for child in prep.children):
        return True  # for the first time
    return any(child.lower_ in load_words("events.wordings.empty") for child in prep.children)


def _is_of_its_own(prep: Token, child: Token) -> bool:
    """True for a clause by itself, `by cutting waste`, `with the aim of`, and for what is told as a schedule."""
    if prep.lower_ != "with":
        return prep.lower_ == "by" and child.dep_ == "pcomp"
    noun = child.lemma_.lower()
    planned = noun in load_words("verbs.future.nouns") and any(c.dep_ == "acl" and c.tag_ == "VB" for c in child.rights)
    return planned or _is_due(child) or noun in load_words("events.missions.aims")


def _is_due(noun: Token) -> bool:
    """True for the mill of `with the mill expected to open`, and for a date by itself."""
    due = load_words("verbs.schedules.words")
    dated = noun.lemma_.lower() in load_words("verbs.schedules.dates")
    return noun.dep_ == "pobj" and (dated or any(c.dep_ == "acl" and c.lower_ in due for c in noun.rights))


def _is_of_time(telling: Telling, argument: Token) -> bool:
    """True for a preposition before a time, whatever else stands behind it."""
    times = (telling.context.sentence.time_at(child) for child in argument.children)
    return argument.dep_ == "prep" and any(time is not None for time in times)


def _without_measures(telling: Telling, arguments: list[Token]) -> list[Token]:
    """The arguments without what holds a figure and can be left out: supports the line with a loan of 40 million."""
    lemma = telling.clause.lemma
    measures = lemma in load_table("verbs.change") or lemma in load_table("verbs.holding")
    measures = measures or lemma in load_words("verbs.measure.lemmas")
    direct = bool(arguments) and arguments[0].dep_ == "dobj" and not measures
    return [
        argument
        for place, argument in enumerate(arguments)
        if not (argument.dep_ == "prep" and (_is_means(argument) or (direct and place)))
        or not _has_figure(telling, argument)
    ]


def _is_means(argument: Token) -> bool:
    return argument.lower_ in load_words("events.backers.before")


def _has_figure(telling: Telling, argument: Token) -> bool:
    below = list(tokens_below(argument))
    below += [inner for token in below if token.lower_ == "worth" for inner in token.subtree]
    return any(is_told(telling, token) for token in below)


def _lead(arguments: list[Token]) -> tuple[str, list[Token]]:
    """What belongs to the verb of its arguments, and the rest: the preposition, an object that says nothing alone."""
    first = arguments[0]
    lead = ""
    light = first.lower_ in load_words("events.idioms.nouns") and all(t.dep_ == "det" for t in first.lefts)
    if first.dep_ == "dobj" and (light or first.lower_ in load_words("events.wordings.opened")):
        lead, arguments = first.lower_, [*(c for c in first.rights if c.dep_ == "prep"), *arguments[1:]]
        first = arguments[0] if arguments else first
    if first.dep_ == "prep" and arguments:
        inner = [child for child in first.children if child.dep_ in ("pobj", "prep", "pcomp")]
        if len(inner) == 1:
            words, inner = _whole_preposition(first, inner[0])
            return f"{lead} {words}".strip(), [*inner, *arguments[1:]]
    return lead, arguments


def _whole_preposition(prep: Token, noun: Token) -> tuple[str, list[Token]]:
    """`in favour of` and what it governs; a preposition alone where no bare noun with another stands behind it."""
    inner = [child for child in noun.children if child.dep_ == "prep"]
    bare = noun.tag_ == "NN" and not noun.n_lefts and len(inner) == noun.n_rights == 1
    heads = [child for child in inner[0].children if child.dep_ in ("pobj", "pcomp")] if bare else []
    if len(heads) != 1 or inner[0].lower_ not in ("of", "with", "to"):
        return prep.lower_, [noun]
    return f"{prep.lower_} {noun.lower_} {inner[0].lower_}", heads


def _enumerated(first: Token, lead: str) -> Sequence[Token]:
    """The things of an enumeration, where each stands for itself; otherwise only the first."""
    if first.dep_ == "pcomp" and first.tag_ == "VBG":
        return [first, *(token for token in _conjoined(first) if token.tag_ == "VBG")]
    if first.dep_ not in ("dobj", "pobj", "attr") or first.pos_ not in ("NOUN", "PROPN"):
        return [first]
    joint = first.lemma_.lower() in load_words("events.wordings.joining")  # of two that go together
    if joint or lead.rpartition(" ")[2] in ("between", "among"):
        return [first]
    things = conjuncts(first)
    return [first] if any(shares_modifiers(thing) for thing in things) else things


def _is_set_off(thing: Token) -> bool:
    """True behind a comma or an "and", not for what the parser takes apart: `quality and value addition`."""
    first = thing.left_edge
    return first.i > 0 and (first.nbor(-1).dep_ == "cc" or first.nbor(-1).text in (",", ";"))


def _shared(telling: Telling, lead: str, first: Token) -> Iterator[Wording]:
    """`improves the levels of health, schooling and housing`: the levels of each, where there are several of them."""
    if first.dep_ != "dobj" or first.lemma_.lower() not in load_words("events.wordings.of_several"):
        return
    inner = first
    while (below := find_prep(inner, "of")) is not None:
        inner = below
    beside = [child for child in first.children if child.dep_ == "appos" and child.i > inner.i]
    things = [each for head in (inner, *beside) for each in conjuncts(head)]
    if inner.i == first.i or len(things) < _SEVERAL or any(thing.pos_ != "NOUN" for thing in things):
        return
    sentence = telling.context.sentence
    before = [t for t in sentence.tokens[first.left_edge.i : inner.left_edge.i] if t.dep_ not in ("det", "poss")]
    for thing in things:
        if (wording := read_words(telling, lead, list(sentence.phrase(thing)), fewest=1)) is not None:
            yield replace(wording, lead=f"{lead} {sentence.text(before).lower()}".strip())


def _with_shared_of(parted: list[list[Token]], things: Sequence[Token]) -> list[list[Token]]:
    """The words of each of several measures, with what the last is of: the quantity and quality of rice."""
    last = things[-1]
    of = last.nbor(1) if last.i + 1 < len(last.doc) else last
    measures = load_words("verbs.indicators.heads", "events.wordings.of_several")
    if of.lower_ != "of" or any(child.dep_ in ("det", "poss") for child in last.lefts):
        return parted  # whatever of the two the parser hangs it on
    if not all(thing.lemma_.lower() in measures for thing in things):
        return parted
    shared = list(of.subtree)
    return [[*(t for t in tokens if t.i < of.i), *shared] for tokens in parted]


def _conjoined(verb: Token) -> Iterator[Token]:
    """The verbs that go on after one: on raising yields, easing rules and cutting waste."""
    for child in verb.children:
        if child.dep_ == "conj":
            yield child
            yield from _conjoined(child)
