"""What stands beside verb and object in a clause: partners, fixed complements, and clauses without any."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.agents import is_of_time
from shugu.extract.clause_times import time_of
from shugu.extract.clause_words import is_aside
from shugu.extract.clauses import Clause
from shugu.extract.context import Qualifiers, Sort, is_named
from shugu.extract.coordination import conjuncts
from shugu.extract.lexicon import load_table, load_words
from shugu.extract.reference import BUILT
from shugu.extract.sentence import find_governed
from shugu.extract.telling import Telling
from shugu.model.candidate import Candidate
from shugu.model.fact import Basis, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = [
    "find_alone",
    "find_backers",
    "find_bare",
    "find_leaders",
    "find_partners",
    "find_site",
    "with_complement",
]

_BESIDE = ("dobj", "xcomp", "ccomp", "prep", "agent", "acomp", "attr", "oprd", "dative")


def with_complement(clause: Clause) -> str:
    """The words of a clause with what belongs to its verb: came into force, put into service, went live."""
    fixed = load_words("events.idioms.complements")
    whole = (f"{word} {token.lower_}" for word, token in clause.preps if all(c.dep_ == "det" for c in token.lefts))
    phrases = [phrase for phrase in whole if phrase in fixed]
    adverbs = load_words("events.idioms.adverbs")
    single = [child.lower_ for child in clause.verb.children if child.i > clause.verb.i and child.lower_ in adverbs]
    return " ".join([clause.words, *single[:1], *phrases[:1]])


def find_partners(telling: Telling, *, told: bool, idiom: bool) -> Iterator[Candidate]:
    """What stands after the prepositions of the clause; `told` where its objects already tell what it says."""
    sides = (*_sides_of_transfer(telling.clause), *_sides_of_idiom(telling.clause))
    along = [partner for partner in _partners_in(telling.clause) if told or telling.is_identified]
    words: set[str] = set()
    for word, token in (*telling.clause.preps, *sides):
        before = told or bool(words - {word})  # Arden of "operates in Lindow and Arden" is told as Lindow is
        candidate = _partner(telling, word, token, told=before, idiom=idiom)
        if candidate is not None:
            words.add(word)
            yield candidate
    for word, token in along:
        candidate = _partner(telling, word, token, told=told, idiom=True)
        if candidate is not None and candidate.object is not None:
            yield candidate


def _partners_in(clause: Clause) -> Iterator[tuple[str, Token]]:
    """With whom it is done: in partnership with Lindow Rail."""
    for word, token in clause.preps:
        if word == "in" and token.lower_ in load_words("events.ventures.phrases"):
            for prep in (child for child in token.children if child.dep_ == "prep" and child.lower_ == "with"):
                yield from (("with", named) for head in find_governed(prep) for named in conjuncts(head))


def _sides_of_transfer(clause: Clause) -> Iterator[tuple[str, Token]]:
    """Who gave or took, where the preposition is taken for a part of the object: ordered 28 trains from Lindow Rail."""
    if clause.lemma not in load_words("events.transfer.verbs") or clause.passive:
        return
    for prep in (child for token in clause.objects for child in token.children if child.dep_ == "prep"):
        if prep.lower_ in load_words("events.transfer.prepositions"):
            for token in (t for head in find_governed(prep) for t in conjuncts(head)):
                if token.pos_ == "PROPN":
                    yield prep.lower_, token


def _sides_of_idiom(clause: Clause) -> Iterator[tuple[str, Token]]:
    """Where and with whom, where the preposition is taken for a part of the idiom: set up branches in Lindow."""
    nouns = load_words("events.idioms.nouns")
    objects = (token for token in clause.objects if token.lemma_.lower() in nouns)
    for prep in (prep for token in objects for prep in _preps_of_idiom(token)):
        if prep.lower_ != "of":
            for token in (t for head in find_governed(prep) for t in conjuncts(head)):
                yield prep.lower_, token


def _preps_of_idiom(noun: Token) -> Iterator[Token]:
    """The prepositions of an idiom; of talks, with whom they are held, however much is said of what they are about."""
    yield from (child for child in noun.children if child.dep_ == "prep")
    if noun.lemma_.lower() in load_words("events.idioms.talks"):
        yield from (t for t in noun.subtree if t.dep_ == "prep" and t.lower_ == "with" and t.head.i != noun.i)


def _partner(telling: Telling, word: str, token: Token, *, told: bool, idiom: bool) -> Candidate | None:
    """What stands after a preposition, where it has a name or is all that the clause tells."""
    clause = telling.clause
    partner, place = telling.context.name(token), telling.qualifiers.place
    if partner is None or not _is_told_of(telling, word, token) or not (idiom or _is_fitting(telling, word, told=told)):
        return None
    settles = clause.lemma in load_words("events.prepositions.settling")  # where is what it says, not where it happened
    if place is not None and partner.name == place.name and (told or telling.qualifiers.time) and not settles:
        return None
    known = is_named(telling.subject) or telling.subject.span is None
    empty = token.lemma_.lower() in load_words("events.prepositions.empty")
    common = known and not (told or empty) and (" " in partner.name or token.tag_ == "NN")
    common = common and (idiom or (telling.event and word in load_words("events.prepositions.common")))
    if not (is_named(partner) or partner.span is None or common):
        return None
    objects = (o for o in clause.objects if o.pos_ == "NOUN" and not telling.is_figure(o))
    direct = next((f"{token.lower_} " for token in objects), "")
    sort = Sort(telling.kind, "clause/preposition", round(telling.sure - (0.1 if told else 0.0), 2))
    if word in load_words("events.prepositions.where"):  # one of several places, not where the others lie
        telling = replace(telling, qualifiers=replace(telling.qualifiers, place=None))
    return telling.make(f"{clause.words} {direct}{word}", partner if is_named(partner) else partner.name, sort)


def _is_told_of(telling: Telling, word: str, token: Token) -> bool:
    """False for figures, times, relative pronouns, and what belongs to the verb: into operation."""
    if word not in load_words("events.prepositions.partners") or token.tag_ in ("WDT", "WP"):
        return False
    if f"{word} {token.lower_}" in load_words("events.idioms.complements"):
        return False
    if token.lower_.rstrip(".") in load_words("events.posts.address"):
        return False  # "handed over to Dr. Ada Brook", parsed as two
    figures = not telling.context.sentence.is_plain(token) or any(telling.is_figure(c) for c in token.children)
    measure = token.lemma_.lower() in load_words("verbs.indicators.heads")  # "approved with a value of 40 million"
    figures = figures or (measure and any(telling.is_figure(t) for t in token.subtree))
    return not figures and not is_of_time(telling, token)


def _is_fitting(telling: Telling, word: str, *, told: bool) -> bool:
    """False for where something was besides, for what is said of things without a name, and for what is had.

    And for what stands beside a change that a figure tells: cut the time between Lindow and Arden to 40 minutes.
    """
    if telling.clause.lemma == "have" or _is_measured(telling):
        return False
    where = word in load_words("events.prepositions.where")
    if where and (told or telling.clause.lemma not in load_words("events.prepositions.placing")):
        return False
    return is_named(telling.subject) or telling.subject.span is None or telling.event


def find_alone(telling: Telling, idiom: Token | None = None) -> Iterator[Candidate]:
    """A happening with a time or place that the clause tells of its subject without anything else.

    `idiom` is an object that says nothing but belongs to the verb: took effect.
    """
    if not _stands_alone(telling, idiom):
        return
    clause = telling.clause
    words = f"{_was(telling)}{clause.words}"
    words = f"{words} {idiom.lower_}" if idiom is not None else words
    place = telling.qualifiers.place if telling.qualifiers.time is None else None
    yield telling.make(f"{words} in" if place else words, place, Sort(Kind.EVENT, "clause/alone", telling.sure))


def find_bare(telling: Telling) -> Iterator[Candidate]:
    """A happening that the clause tells of its subject with nothing besides: `the first section has been built`."""
    clause = telling.clause
    past = clause.verb.tag_ in ("VBD", "VBN") or telling.qualifiers.basis is Basis.TARGET
    if not (telling.event and past and telling.is_identified and clause.is_finite) or clause.objects:
        return
    if len(clause.subjects) > 1 and not telling.is_named:
        return  # a list of matters, in which the parser goes astray
    empty = load_words("events.wordings.happening", "verbs.announcing.lemmas")
    hollow = (clause.lemma in empty and not _is_held(telling)) or clause.is_possible or _is_counted(telling)
    beside = any(child.dep_ in _BESIDE and not is_aside(child) for child in clause.verb.rights)
    hollow = hollow or any(child.lower_ == "being" for child in clause.verb.lefts)  # is not done yet
    if telling.subject.type != "Person" and not (hollow or beside):
        yield telling.make(f"{_was(telling)}{clause.words}", None, Sort(Kind.EVENT, "clause/bare", telling.sure))


def _is_held(telling: Telling) -> bool:
    """True for what was held and has a name, or says what it is for: `a tender for the works was held`."""
    named = telling.subject.name[:1].isupper() and telling.clause.verb.lower_ in load_words("events.meetings.held")
    nouns = load_words("events.wordings.held_nouns")
    heads = [token for token in telling.clause.subjects if token.lemma_.lower() in nouns]
    full = any(child.dep_ == "prep" and child.lower_ in ("for", "on", "of") for t in heads for child in t.rights)
    return telling.clause.passive and (named or (full and telling.clause.lemma in load_words("events.wordings.held")))


def _is_counted(telling: Telling) -> bool:
    """True where a figure before one of the subjects tells it: over 5,000 nurses and 40 doctors will be trained."""
    heads = (token for subject in telling.clause.subjects for token in (subject, *subject.children))
    return any(telling.is_figure(token) for token in heads)


def _was(telling: Telling) -> str:
    """What stands before the participle of a passive."""
    if not (telling.clause.passive and telling.clause.words.startswith(telling.clause.verb.lower_)):
        return ""
    return "was " if telling.qualifiers.basis is Basis.ACTUAL else "will be "


def _stands_alone(telling: Telling, idiom: Token | None) -> bool:
    said = any(child.dep_ in ("ccomp", "parataxis") for child in telling.clause.verb.children)
    announced = said and telling.clause.lemma in load_words("verbs.announcing.lemmas")
    foreseen = telling.clause.passive and telling.clause.lemma in load_words("events.wordings.foreseen")
    if announced or foreseen or _says_which(telling):  # "is seen to be at work by 2025"
        return False
    apart = (token for token in telling.clause.objects if idiom is None or token.i != idiom.i)
    if _is_measured(telling) or any(token.dep_ != "npadvmod" for token in apart):
        return False
    fixed = telling.clause.words.split(" ", 1)[-1] in load_words("events.idioms.complements")  # came into force
    if fixed and telling.subject.type == "Person":
        return False
    going_on = any(child.lower_ == "being" for child in telling.clause.verb.children)
    if going_on and not (is_named(telling.subject) or telling.subject.span is None):
        return False  # "measures being taken"
    happening = telling.event or " " in telling.clause.words  # with what belongs to its verb: came into force
    happening = happening or _is_planned(telling)
    if not (happening or telling.clause.passive):
        return False
    shaped = idiom is not None and telling.qualifiers.basis is Basis.TARGET and " " in telling.subject.name
    return shaped or ((happening or telling.is_named) and _is_settled(telling))  # "will have taken shape"


def _is_planned(telling: Telling) -> bool:
    """True for what a certain thing is to do or undergo, whatever it is: the offer will end on 3 May."""
    meant = telling.qualifiers.basis in (Basis.TARGET, Basis.FORECAST) and telling.is_identified
    empty = load_words("events.wordings.hollow", "events.wordings.happening")
    measured = any(telling.is_figure(token) for child in telling.clause.verb.rights for token in child.subtree)
    return meant and not measured and telling.clause.lemma not in empty


def _says_which(telling: Telling) -> bool:
    """True where a figure tells it, and for what only says which things are meant: houses completed in May."""
    if _is_counted(telling):
        return True
    several = any(token.tag_ == "NNS" for token in telling.clause.subjects)
    return several and not telling.is_named and telling.clause.verb.dep_ in ("acl", "relcl")


def _is_settled(telling: Telling) -> bool:
    """True where the clause says when or where it was."""
    own = telling.qualifiers.time is not None and time_of(telling.context.sentence, telling.clause.verb) is not None
    where = telling.event and telling.qualifiers.place is not None
    return own or where


def find_site(telling: Telling) -> Iterator[Candidate]:
    """`opened a mill in Lindow`: that what is opened or built there lies there."""
    clause, place = telling.clause, telling.qualifiers.place
    finite = clause.verb.tag_ in ("VBD", "VBN") and clause.verb.dep_ in ("ROOT", "conj", "ccomp", "relcl", "acl")
    told = finite or telling.qualifiers.basis is not Basis.ACTUAL  # not "is building" nor "when completed"
    if place is None or not told or clause.lemma not in load_words("events.siting.verbs"):
        return
    begun = any(token.lemma_.lower() in load_words("events.siting.works") for token in clause.objects)
    itself = clause.passive or not clause.objects or (begun and not any(t.n_rights for t in clause.objects))
    thing = telling.subject if itself else telling.context.name(clause.objects[0])
    if thing is None or thing.type not in BUILT or place.name in thing.name:
        return
    if is_named(thing):
        sort = Sort(Kind.RELATION, "clause/site", 0.6)
        yield telling.context.make(
            thing, "located in", place, sort=sort, qualifiers=Qualifiers(basis=telling.qualifiers.basis)
        )


def find_backers(telling: Telling) -> Iterator[Candidate]:
    """`built with a loan from the Lindow Bank`, `with the support of Havkraft`: who made it possible."""
    clause, given = telling.clause, load_table("events.backing")
    before, behind = load_words("events.backers.before"), load_words("events.backers.behind")
    objects = [token for token in clause.objects if token.pos_ in ("NOUN", "PROPN")]
    thing = telling.context.name(objects[0]) if objects and not clause.passive else telling.subject
    for word, token in clause.preps:
        label = given.get(token.lemma_.lower()) if word in before else None
        if label is None or thing is None or not (is_named(thing) or " " in thing.name):
            continue
        preps = [t for t in token.subtree if t.dep_ == "prep" and t.lower_ in behind and t.i > token.i]
        for head in (named for prep in preps for first in find_governed(prep) for named in conjuncts(first)):
            backer = telling.context.name(head)
            if backer is not None and is_named(backer) and backer.name != thing.name and not telling.is_figure(head):
                sort = Sort(Kind.RELATION, "clause/backer", 0.6)
                basis = Qualifiers(basis=telling.qualifiers.basis)
                yield telling.context.make(thing, label, backer, sort=sort, qualifiers=basis)


def find_leaders(telling: Telling) -> Iterator[Candidate]:
    """`raised $40 million in a round led by Havkraft`: who leads what is given."""
    heads = (*telling.clause.objects, *(token for _, token in telling.clause.preps))
    for noun in heads if telling.is_named and not telling.clause.passive else ():
        if noun.lemma_.lower() not in load_words("events.backers.led"):
            continue
        for participle in (c for c in noun.children if c.dep_ == "acl" and c.lower_ == "led"):
            agents = (child for child in participle.children if child.dep_ == "agent")
            for head in (token for agent in agents for first in find_governed(agent) for token in conjuncts(first)):
                leader = telling.context.name(head)
                if leader is not None and is_named(leader):
                    label = f"{telling.clause.words} {noun.lower_} led by"
                    yield telling.make(label, leader, Sort(telling.kind, "clause/leader", 0.6))


def _is_measured(telling: Telling) -> bool:
    """True for verbs of change and measure beside a number, and for bare hopes."""
    lemma = telling.clause.lemma
    if lemma in load_words("verbs.future.target", "verbs.future.forecast"):
        return not telling.clause.passive
    measures = (
        lemma in load_table("verbs.change")
        or lemma in load_words("verbs.measure.lemmas")
        or lemma in load_table("verbs.holding")
        or lemma in load_words("figures.nouns.motion")
    )
    return measures and bool(telling.context.sentence.quantities)
