"""The clauses of a sentence: who does what to whom, and whether it was, is planned, or is only thought of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shugu.extract.basis import PREDICATES, find_basis, find_verb_of_list, is_granted
from shugu.extract.coordination import conjuncts
from shugu.extract.holders import find_joined_holders
from shugu.extract.lexicon import load_table, load_words
from shugu.extract.sentence import ParsedSentence, find_governed
from shugu.extract.subjects import find_subjects, is_main_participle
from shugu.model.fact import Basis

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Clause", "find_clauses", "find_verb_with_object"]

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_BETWEEN = 2  # tokens between two verbs of a row
_DEEPEST = 6  # verbs above a clause that are asked for a speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A verb with its arguments as head tokens.

    `objects` are direct objects and predicatives; `preps` pairs of a preposition and the head of
    what it governs; `agents` who does what is told in the passive. `speaker` is the head of the
    subject of a verb of speech above it. `basis` is None for what is negated or hypothetical.
    """

    verb: Token
    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]
    preps: tuple[tuple[str, Token], ...]
    agents: tuple[Token, ...]
    passive: bool
    basis: Basis | None
    speaker: Token | None
    words: str
    lemma: str

    @property
    def is_possible(self) -> bool:
        """True for what can be or be done."""
        return any(child.dep_ == "aux" and child.lower_ == "can" for child in self.verb.children)

    @property
    def is_finite(self) -> bool:
        """True for a verb that stands in a tense by its own form, by that of a help verb or of `managed to buy`."""
        above = self.verb.head if self.verb.dep_ == "xcomp" else self.verb
        managed = above.tag_ in _FINITE and above.lemma_ in load_words("verbs.carriers.beginning")
        return managed or self.verb.tag_ in _FINITE or any(child.tag_ in _FINITE for child in self.verb.children)


def find_clauses(sentence: ParsedSentence) -> list[Clause]:
    """The clauses in the order of their verbs."""
    apart = ("aux", "auxpass", "amod", "compound", "case", "prep", "punct")
    return [_read(token) for token in sentence.tokens if token.pos_ in PREDICATES and token.dep_ not in apart]


def _read(verb: Token) -> Clause:
    objects: list[Token] = []
    preps: list[tuple[str, Token]] = []
    for child in verb.children:
        if child.dep_ in ("dobj", "npadvmod") and preps and (others := _rest_of_list(child, preps[-1][1])):
            word = preps[-1][0]
            preps.extend((word, token) for token in others)
        elif child.dep_ in ("dobj", "attr", "oprd", "dative") and child.pos_ != "ADP":
            whole = child.tag_ in ("WDT", "WP") and verb.dep_ == "relcl"  # "the mill which it is building"
            if child.lower_ == "that" and child.tag_ in ("WDT", "IN") and not whole:
                continue  # "shows that it can sell"
            objects.extend(conjuncts(verb.head if whole else child))
        elif child.dep_ == "acomp":
            objects.append(child)
        elif child.dep_ == "prep" and f"{verb.lemma_} {child.lower_}" in load_words("events.idioms.phrasal"):
            objects.extend(token for head in find_governed(child) for token in conjuncts(head))
        elif child.dep_ in ("prep", "agent", "dative") or (child.dep_ == "conj" and child.pos_ == "ADP"):
            preps.extend(_governed(child))
    if not (objects or preps):
        objects.extend(_shared_objects(verb))
    by_agent = any(child.dep_ == "agent" for child in verb.children)
    if not (by_agent or preps or objects) and verb.tag_ == "VBN" and (agents := list(_shared_agents(verb))):
        by_agent, preps = True, agents
    rest = [(word, token) for word, token in preps if not (by_agent and word == "by")]
    by = [token for word, token in preps if by_agent and word == "by"]
    passive = _is_passive(verb)
    return Clause(
        verb=verb,
        subjects=tuple(find_subjects(verb)),
        objects=tuple(objects),
        preps=tuple((word, member) for word, token in rest for member in _members_behind(word, token)),
        agents=_with_others([member for token in by for member in _members(token)], verb),
        passive=passive,
        basis=find_basis(verb),
        speaker=_speaker(verb),
        words=_words(verb, passive=passive),
        lemma=verb.lemma_.lower(),
    )


def _with_others(agents: list[Token], verb: Token) -> tuple[Token, ...]:
    """Who did it, with those whose names stand behind the posts of others."""
    others = find_joined_holders(agents[-1], verb.right_edge.i) if agents else []
    return (*agents, *(token for token in others if token.i > agents[-1].i))


def _rest_of_list(noun: Token, governed: Token) -> list[Token]:
    """Havkraft and Arden of `borrowed it from Lindow Bank, the firm Havkraft and Arden`, taken for an object."""
    begin = noun.left_edge.i
    if begin <= governed.i or noun.doc[begin - 1].text != "," or governed.pos_ != "PROPN":
        return []
    heads = (noun, *(child for child in noun.rights if child.dep_ == "appos" and child.pos_ == "PROPN"))
    first = next((head for head in heads if any(child.dep_ == "conj" for child in head.rights)), None)
    return conjuncts(first) if first is not None else []


def _members_behind(word: str, noun: Token) -> list[Token]:
    """The partners of what a preposition governs; the venture itself, where something is set up as one."""
    return [noun] if word == "as" else _members(noun)


def _members(noun: Token) -> list[Token]:
    """The partners of a joint venture of A and B, where they are named; else the noun itself."""
    if noun.lemma_.lower() not in load_words("events.ventures.nouns") or not noun.n_lefts:
        return [noun]  # "in partnership with"
    links = load_words("events.ventures.links")
    preps = (child for child in noun.children if child.dep_ == "prep" and child.lower_ in links)
    partners = [token for prep in preps for head in find_governed(prep) for token in conjuncts(head)]
    beside = [child for child in noun.children if child.dep_ == "appos"] if partners else []
    named = [_named(token) for token in (*partners, *beside)]
    return named if named and all(token.pos_ == "PROPN" for token in named) else [noun]


def _named(token: Token) -> Token:
    """The name of `local firm Alcat`, where it stands behind its noun; else the token itself."""
    beside = (child for child in token.children if child.dep_ == "appos" and child.pos_ == "PROPN")
    return token if token.pos_ == "PROPN" else next(beside, token)


def _shared_objects(verb: Token) -> Iterator[Token]:
    """The treaty of `signed and ratified a treaty`, which is parsed as the object of the second verb alone.

    And the line of `owns, runs and repairs a line`, that of the last.
    """
    last = _last_of_row(verb)
    for child in last.children if last is not None else ():
        if child.dep_ == "dobj":
            yield from conjuncts(child)


def _shared_agents(verb: Token) -> Iterator[tuple[str, Token]]:
    """The board of `sorted and valued by the board`, which is parsed as that of the second verb alone."""
    last = _last_of_row(verb)
    for child in last.children if last is not None and last.tag_ == "VBN" else ():
        if child.dep_ == "agent":
            yield from _governed(child)


def find_verb_with_object(verb: Token) -> Token | None:
    """The last of several verbs in a row, whose object is that of one without any; None for a verb that has its own."""
    if any(child.dep_ in ("dobj", "prep", "prt", "xcomp", "ccomp") for child in verb.rights):
        return None
    last = _last_of_row(verb)
    return last if last is not None and any(child.dep_ == "dobj" for child in last.children) else None


def _last_of_row(verb: Token) -> Token | None:
    """The last of several verbs in a row, with nothing but commas and an "and" between them; None for one alone."""
    last, joined = verb, False
    while (following := next((c for c in last.children if c.dep_ == "conj" and c.i > last.i), None)) is not None:
        between = verb.doc[last.i + 1 : following.i]
        if len(between) > _BETWEEN or any(t.dep_ != "cc" and t.text != "," for t in between):
            break
        joined = joined or any(token.dep_ == "cc" for token in between)
        last = following
    return last if joined and last.pos_ == "VERB" else None


def _is_passive(verb: Token) -> bool:
    labels = {child.dep_ for child in verb.children}
    if not labels.isdisjoint({"nsubjpass", "auxpass", "csubjpass"}):
        return True
    listed = is_main_participle(verb) or find_verb_of_list(verb) is not None
    participle = verb.dep_ in ("acl", "relcl") and verb.tag_ == "VBN" and not listed
    return participle and labels.isdisjoint({"nsubj", "aux"})


def _governed(prep: Token) -> Iterator[tuple[str, Token]]:
    for child in prep.children:
        if child.dep_ == "pobj":
            for token in conjuncts(child):
                yield prep.lower_, token
        elif child.dep_ == "prep":
            for word, token in _governed(child):
                yield f"{prep.lower_} {word}", token
        elif child.dep_ == "conj" and child.pos_ == "ADP":  # "links to Lindow and to Arden"
            yield from _governed(child)


def _speaker(verb: Token) -> Token | None:
    """The subject of the verb of speech that a clause depends on."""
    speech = load_words("verbs.speech.lemmas")
    current = verb
    for _ in range(_DEEPEST):
        if current.dep_ not in ("ccomp", "xcomp", "conj", "advcl", "parataxis"):
            break
        if current.head.lemma_ in speech and current.dep_ in ("ccomp", "parataxis", "advcl"):
            agreeing = (
                current.dep_ == "advcl"
                and current.tag_ == "VBG"
                and current.lemma_ in load_words("verbs.future.target")
            )
            return None if agreeing else _first_subject(current.head)
        current = current.head
    for child in verb.children:  # "exports rose, the minister said"
        if child.dep_ in ("parataxis", "ccomp") and child.lemma_ in speech and child.i > verb.i:
            return _first_subject(child)
    return None


def _first_subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ == "nsubj"), None)


def _words(verb: Token, *, passive: bool) -> str:
    """The verb in words: its form with its particle; the passive as a participle."""
    phrasal = load_words("events.idioms.phrasal")
    beside = (c for c in verb.children if c.dep_ == "prt" or f"{verb.lemma_} {c.lower_}" in phrasal)
    particles = " ".join(child.lower_ for child in beside)
    form = verb.lower_
    if verb.tag_ in ("VB", "VBG", "VBP") and verb.pos_ == "VERB" and not passive:
        lemma = verb.lemma_.lower()
        form = str(load_table("verbs.lemmas").get(lemma, lemma))
    granted = f"{verb.head.lower_} to " if is_granted(verb) else ""
    return f"{granted}{_prefix(verb)}{form} {particles}".strip()


def _prefix(verb: Token) -> str:
    """The co- of co-financed, which the parser takes apart."""
    before = verb.doc[max(0, verb.i - 2) : verb.i]
    apart = len(before) == 2 and before[1].text == "-" and not (before[0].whitespace_ or before[1].whitespace_)
    return f"{before[0].lower_}-" if apart and before[0].lower_ in load_words("events.idioms.prefixes") else ""
