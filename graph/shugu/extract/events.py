"""What clauses tell apart from figures: events, relations, descriptions, plans."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.agents import find_agents
from shugu.extract.clauses import Clause
from shugu.extract.companions import find_companions
from shugu.extract.complements import (
    find_alone,
    find_backers,
    find_bare,
    find_leaders,
    find_partners,
    find_site,
    with_complement,
)
from shugu.extract.context import Context, Sort, is_named
from shugu.extract.coordination import examples
from shugu.extract.copulas import read_copula
from shugu.extract.effects import find_effects
from shugu.extract.gists import short_gist
from shugu.extract.idle import is_idle
from shugu.extract.lexicon import load_words
from shugu.extract.objects import find_object, is_idiom
from shugu.extract.owners import is_bare
from shugu.extract.plans import find_plans
from shugu.extract.posts import name_speaker
from shugu.extract.purposes import as_purpose, find_made_for, is_aim, name_sum
from shugu.extract.schedules import find_schedules
from shugu.extract.sentence import find_prep
from shugu.extract.signings import find_signings
from shugu.extract.statements import find_statements
from shugu.extract.telling import Telling, read_telling
from shugu.extract.works import tells_works
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_events"]

_MOST_SUBJECTS = 24
_LIST = 3  # objects, of which some may have a name


_FINITE = ("VBD", "VBZ", "VBP", "MD")


def find_events(context: Context, clauses: Sequence[Clause]) -> Iterator[Candidate]:
    """A candidate for each thing that a clause says of its subject, one for each participant."""
    caption = not any(token.tag_ in _FINITE for token in context.sentence.tokens)
    for clause in clauses:
        idle = is_idle(clause)
        together = clause.lemma in load_words("events.signing.together")  # "A and B agreed to build a line"
        if clause.basis is None or not clause.subjects or (idle and not together):
            continue
        if (caption and clause.verb.tag_ == "VBG") or _is_of_clause(clause):  # "The minister opening the plant"
            continue
        if tells_works(context, clause):
            continue
        if effects := list(find_effects(context, clause)):
            yield from effects
            continue
        speaker = name_speaker(context, clause.speaker) or context.speaker
        told = as_purpose(replace(clause, words=with_complement(clause)))
        tellings = list(_tellings(context, told, speaker))
        signings = [candidate for telling in tellings for candidate in find_signings(telling)]
        found = signings or (candidate for telling in tellings if not idle for candidate in _tell(telling))
        yield from (candidate for candidate in found if not _is_with_speaker(candidate))


def _is_with_speaker(candidate: Candidate) -> bool:
    """True for whoever tells it, taken for one more partner: `was signed between A and B, Ada Brook said`."""
    thing, speaker = candidate.object, candidate.speaker
    return thing is not None and speaker is not None and thing.name == speaker.name and speaker.type == "Person"


def _is_of_clause(clause: Clause) -> bool:
    """True for what "which" tells of the whole clause before it: `has made no cuts, which annoys its rivals`."""
    verb = clause.verb
    return verb.dep_ == "relcl" and verb.tag_ == "VBZ" and verb.head.tag_ == "NNS" and len(clause.subjects) == 1


def _tellings(context: Context, clause: Clause, speaker: Mention | None) -> Iterator[Telling]:
    """The clause for each of its subjects and of what is named as their examples."""
    for head in _told_apart(context, find_made_for(clause)) or _subjects(clause):
        if head.lower_ in ("them", "him", "her") and clause.verb.dep_ == "ccomp":
            continue  # "has seen them win tenders"
        both = context.names.both(context.sentence, head)
        if both:
            yield from (read_telling(context, clause, mention, speaker) for mention in both)
            continue
        subject, told = name_speaker(context, head), clause
        if subject is not None and _only_says_which(head, clause, subject):
            continue
        if is_bare(head) and (owner := _owner_of_bare(context, head)) is not None:
            subject, told = owner, replace(clause, words=f"{head.lower_} {clause.words}")
        if subject is None and head.lower_ in ("we", "i"):
            subject = _who_speaks(context, speaker) if head.lower_ == "we" else speaker
        subject = name_sum(context, head, clause.verb) or subject
        if subject is not None:
            yield read_telling(context, told, subject, speaker)


def _who_speaks(context: Context, speaker: Mention | None) -> Mention | None:
    """Whom "we" means: the body of whoever speaks, or the speaker; the place of a text that says "our city"."""
    return (context.names.body_of(speaker) or speaker) if speaker is not None else context.names.ours()


def _only_says_which(head: Token, clause: Clause, subject: Mention) -> bool:
    """True for `the firms settling there`: of nobody in particular, the participle says who is meant."""
    bare = head.tag_ == "NNS" and subject.name == head.lower_
    return bare and clause.verb.dep_ == "acl" and clause.verb.tag_ == "VBG" and clause.verb.i == head.i + 1


def _told_apart(context: Context, heads: Sequence[Token]) -> list[Token]:
    """The heads of what has a name of its own, or words enough to tell which is meant: a big data system."""
    named = ((head, context.name(head)) for head in heads)
    return [head for head, thing in named if thing is not None and (is_named(thing) or thing.name.count(" ") > 1)]


def _subjects(clause: Clause) -> list[Token]:
    """The heads of a subject; for a noun with examples, and for one of a list of examples, all of them."""
    heads = (examples(_those_meant(subject)) or [subject] for subject in clause.subjects[:_MOST_SUBJECTS])
    return list(dict.fromkeys(token for found in heads for token in found))[: 2 * _MOST_SUBJECTS]


def _those_meant(subject: Token) -> Token:
    """The policies of `a series of policies such as A and B`; else the subject itself."""
    of = find_prep(subject, "of") if subject.lemma_.lower() in load_words("figures.nouns.collective") else None
    return of if of is not None and of.tag_ == "NNS" else subject


def _owner_of_bare(context: Context, head: Token) -> Mention | None:
    """What the work is on, where it says so; else the thing built that was spoken of last."""
    own = context.find_name(find_prep(head, "on", "of", "at"))
    return own if own is not None else context.names.last_built()


def _tell(telling: Telling) -> Iterator[Candidate]:
    """The candidates of one subject: its examples and objects, else what is announced, who did it, with whom."""
    if scheduled := find_schedules(telling):
        yield from scheduled
        return
    objects = list(telling.objects)
    if telling.clause.verb.lemma_ == "be" and objects and not telling.clause.passive:
        described = list(read_copula(telling, objects[0]))
        yield from described or (find_statements(telling) if objects[0].pos_ in ("ADJ", "VERB") else ())
        return
    if companions := list(find_companions(telling)):
        yield from companions
        return
    told = False
    for candidate in _of_examples(telling, objects):
        told = True
        yield candidate
    idiom = next((token for token in objects if is_idiom(token)), None)
    found = [find_object(telling, head) for head in objects if idiom is None or head.i != idiom.i]
    plans = find_plans(telling) if not any(c.object is not None for candidates, _ in found for c in candidates) else []
    if plans:
        yield from plans
        return
    told = told or any(tells for _, tells in found)
    known = {c.object.name for candidates, _ in found for c in candidates if c.object is not None}
    partners = [
        partner
        for partner in find_partners(telling, told=told, idiom=idiom is not None)
        if partner.object is None or partner.object.name not in known
    ]
    named = partners or any(c.object is not None for candidates, _ in found for c in candidates)
    for candidates, _ in found:  # "granted a permit for the farm" is told with the farm alone
        yield from (c for c in candidates if not (named and c.text is not None and " " not in c.text))
    if len(objects) >= _LIST and not telling.event and any(candidates for candidates, _ in found):
        yield from _others_of_list(telling, known)
    if not told and (words := _announced(telling)):
        told = True
        yield telling.make(telling.clause.words, words, Sort(Kind.EVENT, "clause/announced", 0.5))
    agents = list(find_agents(telling))
    yield from agents
    yield from partners
    yield from find_site(telling)
    backers = [*find_backers(telling), *find_leaders(telling)]
    yield from backers
    aim = is_aim(telling.clause)
    alone = [] if told or agents or partners or aim or _announces(telling) else list(find_alone(telling, idiom))
    if alone and (whole := list(_in_words(telling))):
        yield from whole
        return
    yield from alone
    if not (agents or partners or alone or backers or any(candidates for candidates, _ in found)):
        said = list(find_statements(telling))
        yield from said or find_bare(telling)


def _others_of_list(telling: Telling, known: Collection[str]) -> Iterator[Candidate]:
    """`supplied beds, ECG units and lamps`: the things without a name in a list where others have one."""
    for candidate in find_statements(telling):
        if candidate.text is not None and " " in candidate.text and not any(name in candidate.text for name in known):
            yield candidate


def _in_words(telling: Telling) -> Iterator[Candidate]:
    """What a clause says besides when and where: connected to the grid, in 2020."""
    place = telling.qualifiers.place
    for candidate in find_statements(telling):
        if place is None or place.name not in (candidate.text or ""):
            yield candidate


def _of_examples(telling: Telling, objects: Sequence[Token]) -> Iterator[Candidate]:
    """`unites 37 firms including A and B`: one candidate for each that is named."""
    words = telling.clause.words
    heads = [(words, head) for head in objects] + [(f"{words} {prep}", head) for prep, head in _drawn(telling)]
    for told, head in heads:
        for token in examples(head):
            if (mention := telling.context.name(token)) is not None:
                label = f"{told} {head.lower_} including"
                yield telling.make(label, mention, Sort(telling.kind, "clause/example", telling.sure))


def _drawn(telling: Telling) -> Iterator[tuple[str, Token]]:
    """The companies of `pulled in thousands of companies`, where the particle is taken for a preposition."""
    if any(child.dep_ == "dobj" for child in telling.clause.verb.children) or telling.clause.passive:
        return
    for prep, token in telling.clause.preps:
        counted = find_prep(token, "of")
        heads = () if token.dep_ == "conj" and token.head.pos_ == "PROPN" else (token, counted)
        yield from ((prep, head) for head in heads if head is not None and head.tag_ == "NNS")


def _announces(telling: Telling) -> bool:
    """True for a verb such as announce in the active voice, which says nothing without what is announced."""
    return not telling.clause.passive and telling.clause.lemma in load_words("verbs.announcing.lemmas")


def _tells_of_itself(verb: Token) -> bool:
    """True for what whoever announces it has done itself, where the verb tells a happening."""
    own = any(child.dep_ == "nsubj" and child.lower_ in ("it", "they") for child in verb.children)
    telling = load_words("verbs.event.lemmas") - load_words("events.wordings.happening")
    return own and verb.lemma_.lower() in telling and any(child.dep_ == "dobj" for child in verb.children)


def _announced(telling: Telling) -> str:
    """The gist of the clause that a verb such as announce governs."""
    if not _announces(telling):
        return ""
    said = next((c for c in telling.clause.verb.children if c.dep_ in ("ccomp", "xcomp")), None)
    timeless = telling.clause.lemma == "report" and telling.qualifiers.time is None  # a paper that others quote
    if telling.clause.verb.tag_ == "VB" and telling.clause.verb.dep_ == "advcl":
        return ""  # "came to announce"
    if said is not None and _tells_of_itself(said):
        return ""  # "announced that it has opened a mill": told of the opening
    open_ = said is None or any(c.lower_ in load_words("verbs.hypothetical.marks") for c in said.children)
    if said is None or open_ or timeless:
        return ""
    shows = telling.clause.lemma in load_words("verbs.announcing.of_figures")
    figures = shows and any(telling.is_figure(token) for token in said.subtree)  # told as such
    return "" if figures else short_gist(telling.context, said, telling.subject)
