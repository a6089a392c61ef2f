"""The clauses of a sentence: who does what to whom, and whether it was, is planned, or is only thought of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shugu.extract.basis import PREDICATES, find_basis, find_verb_of_list, is_granted
from shugu.extract.coordination import conjuncts
from shugu.extract.lexicon import load_words
from shugu.extract.sentence import ParsedSentence, find_governed
from shugu.extract.subjects import find_subjects, is_main_participle
from shugu.model.fact import Basis

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Clause", "find_clauses"]

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

    @property
    def lemma(self) -> str:
        """The lemma of the verb in lower case."""
        return str(self.verb.lemma_.lower())


def find_clauses(sentence: ParsedSentence) -> list[Clause]:
    """The clauses in the order of their verbs."""
    apart = ("aux", "auxpass", "amod", "compound", "case", "prep", "punct")
    return [_read(token) for token in sentence.tokens if token.pos_ in PREDICATES and token.dep_ not in apart]


def _read(verb: Token) -> Clause:
    objects: list[Token] = []
    preps: list[tuple[str, Token]] = []
    for child in verb.children:
        if child.dep_ in ("dobj", "attr", "oprd", "dative") and child.pos_ != "ADP":
            whole = child.tag_ in ("WDT", "WP") and verb.dep_ == "relcl"  # "the mill which it is building"
            objects.extend(conjuncts(verb.head if whole else child))
        elif child.dep_ == "acomp":
            objects.append(child)
        elif child.dep_ == "prep" and f"{verb.lemma_} {child.lower_}" in load_words("events.idioms.phrasal"):
            objects.extend(token for head in find_governed(child) for token in conjuncts(head))
        elif child.dep_ in ("prep", "agent", "dative"):
            preps.extend(_governed(child))
    if not (objects or preps):
        objects.extend(_shared_objects(verb))
    by_agent = any(child.dep_ == "agent" for child in verb.children)
    passive = _is_passive(verb)
    return Clause(
        verb=verb,
        subjects=tuple(find_subjects(verb)),
        objects=tuple(objects),
        preps=tuple((word, token) for word, token in preps if not (by_agent and word == "by")),
        agents=tuple(token for word, token in preps if by_agent and word == "by"),
        passive=passive,
        basis=find_basis(verb),
        speaker=_speaker(verb),
        words=_words(verb, passive=passive),
    )


def _shared_objects(verb: Token) -> Iterator[Token]:
    """The treaty of `signed and ratified a treaty`, which is parsed as the object of the second verb alone."""
    second = next((child for child in verb.children if child.dep_ == "conj" and child.pos_ == "VERB"), None)
    if second is None or second.i != verb.i + 2 or verb.nbor(1).dep_ != "cc":
        return
    for child in second.children:
        if child.dep_ == "dobj":
            yield from conjuncts(child)


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


def _speaker(verb: Token) -> Token | None:
    """The subject of the verb of speech that a clause depends on."""
    speech = load_words("verbs.speech.lemmas")
    current = verb
    for _ in range(_DEEPEST):
        if current.dep_ not in ("ccomp", "xcomp", "conj", "advcl", "parataxis"):
            break
        if current.head.lemma_ in speech and current.dep_ in ("ccomp", "parataxis", "advcl"):
            return _first_subject(current.head)
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
        form = verb.lemma_.lower()
    granted = f"{verb.head.lower_} to " if is_granted(verb) else ""
    return f"{granted}{form} {particles}".strip()
