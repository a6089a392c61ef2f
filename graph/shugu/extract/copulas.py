"""What a thing is said to be: `Lindow is the busiest port`, `its mission is to feed the valley`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shugu.extract.appositions import is_ranked, is_set_apart, label_of_description
from shugu.extract.clause_times import time_of
from shugu.extract.context import Context, Qualifiers, Sort, is_named
from shugu.extract.coordination import conjuncts
from shugu.extract.lexicon import load_pattern, load_words
from shugu.extract.sentence import find_prep
from shugu.extract.telling import Telling
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Basis, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_missions", "is_told_as_mission", "read_copula"]

_LONGEST = 40  # tokens of a mission
_WORDS = 8  # of a name: what is longer is a sentence that the parser took for one
_BODIES = ("Company", "Organization", "GovernmentBody", "Fund", "University")
_BARE = ("NNS", "NN")


def read_copula(telling: Telling, head: Token) -> Iterator[Candidate]:
    """`X is a cooperative of farmers`: what a thing is, where the words say more than its class."""
    inverted = list(_inverted(telling, head))
    if inverted or not _may_be_told(telling, head):
        yield from inverted
        return
    sort = Sort(Kind.ATTRIBUTE, "clause/is", telling.sure - 0.1)
    if _is_one_of(head) or head.tag_ == "JJS":
        yield telling.make("is", telling.phrase(head), sort)
        return
    whole = telling.context.find_name(find_prep(head, "of"))
    if head.lemma_.lower() in load_words("events.nominals.parts") and whole is not None and is_named(whole):
        yield from _part_of(telling, head)
        return
    words = telling.phrase(head)
    if " " in words and not is_ranked(telling.context.sentence.phrase(head)):
        yield telling.make(label_of_description(words), words, sort)


def _part_of(telling: Telling, head: Token) -> Iterator[Candidate]:
    """`is a supplier of Lindow Rail and Havkraft`: of each of them."""
    first = find_prep(head, "of")
    for token in conjuncts(first) if first is not None else ():
        whole = telling.context.name(token)
        if whole is not None and is_named(whole):
            yield telling.make(f"{head.lower_} of", whole, Sort(Kind.RELATION, "clause/part", telling.sure))


def _inverted(telling: Telling, head: Token) -> Iterator[Candidate]:
    """`Norland's main exports are coffee and tea`: each is among them; `its top export is cocoa`: that is it."""
    subject = next((t for t in telling.clause.subjects if t.tag_ in _BARE and t.head.i == telling.clause.verb.i), None)
    if (
        subject is None
        or not (is_set_apart(subject) or _are_named(telling, subject, head))
        or subject.lemma_.lower() in load_words("events.missions.nouns")
    ):
        return
    vague = load_words("events.described.vague")
    if subject.lemma_.lower() in vague or telling.clause.passive:
        return
    context, several = telling.context, subject.tag_ == "NNS"
    named = [t for t in conjuncts(head) if t.pos_ in ("NOUN", "PROPN") and context.sentence.is_plain(t)]
    words = _whose(telling, subject)
    for token in named if len(named) > several and " " in words else ():
        thing = context.name(token)
        if thing is not None and (is_named(thing) or not any(c.dep_ in ("det", "poss") for c in token.children)):
            label = "is among" if several else "is"
            sort = Sort(Kind.ATTRIBUTE, "clause/is", telling.sure - 0.1)
            yield context.make(thing, label, words, sort=sort, qualifiers=telling.qualifiers)


def _are_named(telling: Telling, subject: Token, head: Token) -> bool:
    """True for `the project sponsors are Lindow Rail and Havkraft`, bodies one by one."""
    definite = subject.tag_ == "NNS" and subject.left_edge.lower_ in ("the", "its", "their")
    named = [telling.context.name(token) for token in conjuncts(head)]
    return definite and len(named) > 1 and all(m is not None and is_named(m) and m.type in _BODIES for m in named)


def _whose(telling: Telling, subject: Token) -> str:
    """The words of a subject, with the name of whoever "its" means; none where it means nobody."""
    pronoun = next((child for child in subject.children if child.tag_ == "PRP$"), None)
    if pronoun is None:
        return telling.phrase(subject)
    owner = telling.context.name(pronoun)
    return f"{telling.phrase(subject).partition(' ')[2]} of {owner.name}" if owner is not None else ""


def _may_be_told(telling: Telling, head: Token) -> bool:
    """True for a thing, named or of a kind, that is said to be something which says more than its class."""
    subject, best = telling.subject, _is_one_of(head) or is_set_apart(head)
    told = is_named(subject) or (best and _is_kind(telling))
    if not told or subject.type == "Person" or len(subject.name.split()) > _WORDS:
        return False
    vague = load_words("events.described.vague")
    if _is_one_of(head):  # not "one of three" nor "one of the ways"
        of = find_prep(head, "of")
        return of is None or (of.pos_ != "NUM" and of.lemma_.lower() not in vague)
    if head.tag_ == "JJS":
        words = telling.context.sentence.words
        return load_pattern("events.records.words").match(words, head.idx) is None  # told as a record
    unsaid = ("no", "our", "my", "your")
    if telling.is_figure(head) or any(child.lower_ in unsaid for child in head.children):
        return False
    noun = head.tag_ in ("NN", "NNP") or (best and head.tag_ == "NNS")
    part = head.lemma_.lower() in load_words("events.nominals.parts")
    partners = find_prep(head, "between", "of", "with")  # of whom a venture is told
    venture = head.lemma_.lower() in load_words("events.ventures.nouns") and partners is not None
    return noun and not venture and (part or head.lemma_.lower() not in vague)


def _is_one_of(head: Token) -> bool:
    """True for `one of the largest ports`."""
    return head.lower_ == "one" and any(child.lower_ == "of" for child in head.children)


def _is_kind(telling: Telling) -> bool:
    """True for a subject that means all of a kind, or one by more than its noun: blueberries, the digital economy."""
    subject = next((token for token in telling.clause.subjects if token.pos_ != "PRON"), None)
    if subject is None or subject.tag_ not in _BARE or subject.lemma_.lower() in load_words("events.missions.nouns"):
        return False
    bare = not any(child.dep_ in ("det", "poss", "nummod") for child in subject.children)
    return bare or " " in telling.subject.name


def find_missions(context: Context) -> Iterator[Candidate]:
    """`Lindow Board, whose mission is to feed the valley`, `the mandate of Lindow Board is to …`: what it is for."""
    nouns = load_words("events.missions.nouns")
    for token in context.sentence.tokens:
        if token.lemma_.lower() not in nouns or token.dep_ != "nsubj" or token.head.lemma_ != "be":
            continue
        told = next((c for c in token.head.children if c.dep_ in ("xcomp", "ccomp") and _is_infinitive(c)), None)
        aim = token.lemma_.lower() in load_words("events.missions.aims")
        owner = _owner(context, token)
        if told is None or owner is None or owner.name[:1].islower() or owner.type == "Person":
            continue
        tokens = [t for t in told.subtree if t.i >= told.i and context.sentence.time_at(t) is None]
        if 2 < len(tokens) <= _LONGEST and not any(context.sentence.quantity_at(t) for t in tokens):
            sort = Sort(Kind.TARGET if aim else Kind.ATTRIBUTE, "mission", 0.6)
            time = time_of(context.sentence, told) if aim else None
            qualifiers = Qualifiers(basis=Basis.TARGET if aim else Basis.ACTUAL, time=time)
            words = context.sentence.text(tokens)
            yield context.make(owner, token.lemma_.lower(), words, sort=sort, qualifiers=qualifiers)


def is_told_as_mission(verb: Token) -> bool:
    """True for the infinitive of `its mission is to feed the valley`, which is no plan of the mission."""
    while verb.head.tag_ == "VB" and (verb.dep_, verb.tag_) in (("conj", "VB"), ("advcl", "VBG")):
        verb = verb.head
    above = verb.head
    if verb.dep_ not in ("xcomp", "ccomp") or above.lemma_ != "be":
        return False
    nouns = load_words("events.missions.nouns")
    return any(child.dep_ == "nsubj" and child.lemma_.lower() in nouns for child in above.children)


def _owner(context: Context, noun: Token) -> Mention | None:
    """Whose mission it is: of a relative clause, of whoever is named before or behind, of what "its" means."""
    poss = next((child for child in noun.children if child.dep_ == "poss"), None)
    if poss is not None and poss.tag_ == "WP$":
        return context.name(noun.head.head) if noun.head.dep_ == "relcl" else None
    return context.find_name(poss if poss is not None else find_prep(noun, "of"))


def _is_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.tag_ == "TO" for child in verb.children)
