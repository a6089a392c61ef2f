"""The clauses of a sentence: who does what to whom, and whether it was, is planned, or is only thought of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shugu.extract.basis import PREDICATES, find_basis, find_verb_of_list, is_granted
from shugu.extract.lexicon import load_words
from shugu.extract.lists import NameList, find_described, find_list, find_lists, lists_together
from shugu.extract.sentence import ParsedSentence, find_governed
from shugu.extract.subjects import (
    find_listed,
    find_made,
    find_name_before,
    find_root,
    find_shared,
    is_finite,
    is_main_participle,
)
from shugu.model.fact import Basis

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Clause", "conjuncts", "examples", "find_clauses", "find_subjects"]

_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "X", "ADJ", "SYM"})
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
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


def conjuncts(head: Token) -> list[Token]:
    """The head and what is coordinated with it, in order."""
    names = find_list(head) if head.pos_ == "PROPN" else None
    if names is not None:
        return [token for each in lists_together(head.doc, names) for token in each.heads(head.doc)]
    found, pending = [head], [head]
    while pending:
        inner = [c for c in pending.pop().children if c.pos_ in _NOMINAL and (c.dep_ == "conj" or _is_listed(c))]
        found.extend(inner)
        pending.extend(inner)
    return sorted(found, key=lambda token: token.i)


def _is_listed(token: Token) -> bool:
    """True for the second of `Lindow, the old port and the airport`, which is parsed as an apposition to the first."""
    if token.dep_ != "appos" or token.head.pos_ != "PROPN" or token.head.dep_ not in ("dobj", "pobj"):
        return False
    ands = any(child.dep_ == "cc" and child.lower_ == "and" for child in token.children)
    listed = any(child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN") for child in token.children)
    determined = token.pos_ == "PROPN" or any(child.lower_ == "the" for child in token.children)
    return ands and listed and determined and token.i + 1 < token.doc[-1].i


def examples(head: Token) -> list[Token]:
    """What is named as examples of a noun: A and B of `companies such as A and B`."""
    heads = (token for child in head.children if _names_examples(child) for token in find_governed(child))
    found = [token for first in heads for token in conjuncts(first) if token.pos_ == "PROPN"]
    return found or [token for names in _lists_of(head) for token in names.heads(head.doc)]


def _lists_of(head: Token) -> list[NameList]:
    """The lists of names that are examples of a noun which the parser does not hang them on."""
    doc = head.doc
    own = next((names for names in find_lists(doc) if _is_same(find_described(doc, names), head)), None)
    return lists_together(doc, own) if own is not None else []


def _is_same(one: Token | None, other: Token) -> bool:
    return one is not None and one.i == other.i


def _names_examples(prep: Token) -> bool:
    such = prep.lower_ == "as" and any(child.lower_ == "such" for child in prep.children)
    return prep.dep_ == "prep" and (prep.lower_ in ("including", "like") or such)


def find_clauses(sentence: ParsedSentence) -> list[Clause]:
    """The clauses in the order of their verbs."""
    apart = ("aux", "auxpass", "amod", "compound", "case", "prep", "punct")
    return [_read(token) for token in sentence.tokens if token.pos_ in PREDICATES and token.dep_ not in apart]


def _read(verb: Token) -> Clause:
    objects: list[Token] = []
    preps: list[tuple[str, Token]] = []
    for child in verb.children:
        if child.dep_ in ("dobj", "attr", "oprd", "dative") and child.pos_ != "ADP":
            objects.extend(conjuncts(child))
        elif child.dep_ == "acomp":
            objects.append(child)
        elif child.dep_ in ("prep", "agent", "dative"):
            preps.extend(_governed(child))
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


def find_subjects(verb: Token) -> list[Token]:
    """The heads of the subject; where the verb has none of its own, that of the clause it belongs to."""
    return _own_subjects(verb) or _unseen_subjects(verb) or _subjects_above(verb)


def _own_subjects(verb: Token) -> list[Token]:
    own = [child for child in verb.children if child.dep_ in _SUBJECTS]
    return [token for head in _without_descriptions(own) for token in _meant_by(head, verb)]


def _unseen_subjects(verb: Token) -> list[Token]:
    """The subject that the parser does not give the verb: a list or name before it, that of the verb before."""
    if is_main_participle(verb):
        return [find_root(verb)]
    listed = find_listed(verb)
    if listed or not is_finite(verb):
        return listed
    before = find_name_before(verb)
    shared = find_shared(verb) if before is None else None
    return [before] if before is not None else conjuncts(shared) if shared is not None else []


def _subjects_above(verb: Token) -> list[Token]:
    """The subject of the clause that a verb belongs to, or the noun that it says more of."""
    current, seen = verb, set()
    while current.i not in seen:
        seen.add(current.i)
        if own := _own_subjects(current):
            return own
        meant = current.dep_ == "acl" and current.tag_ == "VB" and _is_plan(current.head)
        if meant:  # "announced plans to build"
            current = next((above for above in current.head.ancestors if above.pos_ in PREDICATES), current.head)
            continue
        listed = find_verb_of_list(current)
        if listed is not None:
            current = listed
            continue
        if current.dep_ == "acl" or (current.dep_ == "relcl" and current.tag_ in ("VBN", "VBG")):
            return [find_made(current)]
        if current.dep_ == "xcomp":
            objects = [c for c in current.head.children if c.dep_ in ("dobj", "dative")]
            if objects and current.head.lemma_ in load_words("verbs.control.lemmas"):
                return conjuncts(objects[0])
            current = current.head
        elif current.dep_ in ("conj", "advcl", "ccomp", "pcomp", "dep", "parataxis", "acomp"):
            current = _above_preps(current.head)
            if _is_plan(current):
                current = next((above for above in current.ancestors if above.pos_ in PREDICATES), current)
            if current.pos_ in ("NOUN", "PROPN") and current.dep_ != "ROOT":
                return [current]
        else:
            return []
    return []


def _is_plan(noun: Token) -> bool:
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in load_words("verbs.future.nouns")


def _without_descriptions(subjects: list[Token]) -> list[Token]:
    """The first subject; the name, where a description and the name behind it are both taken for subjects."""
    named = [token for token in subjects if token.pos_ == "PROPN"]
    described = len(subjects) > 1 and subjects[0].pos_ == "NOUN" and named
    return named[:1] if described else subjects[:1]


def _meant_by(subject: Token, verb: Token) -> list[Token]:
    """The heads of a subject; of a relative pronoun, what it refers to."""
    if subject.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
        return conjuncts(verb.head) if verb.head.dep_ == "ROOT" else [verb.head]
    return conjuncts(subject)


def _above_preps(token: Token) -> Token:
    while token.dep_ in ("prep", "pcomp") and token.head.i != token.i:
        token = token.head
    return token


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
    particles = " ".join(child.lower_ for child in verb.children if child.dep_ == "prt")
    form = verb.lower_
    if verb.tag_ in ("VB", "VBG", "VBP") and verb.pos_ == "VERB" and not passive:
        form = verb.lemma_.lower()
    granted = f"{verb.head.lower_} to " if is_granted(verb) else ""
    return f"{granted}{form} {particles}".strip()
