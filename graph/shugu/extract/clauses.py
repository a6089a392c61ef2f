"""The clauses of a sentence: who does what to whom, and whether it was, is planned, or is only thought of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from shugu.extract.basis import PREDICATES, find_basis, find_verb_of_list, is_granted
from shugu.extract.lexicon import load_words
from shugu.extract.lists import NameList, find_described, find_list, find_lists, lists_together
from shugu.extract.phrases import is_field, is_post
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
_LISTED = ("CCONJ", "DET", "NUM")
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
    """The head and what is coordinated with it, in order; for `the towns of Lindow and Arden`, the two towns."""
    names = find_list(head) if head.pos_ == "PROPN" else None
    if names is not None:
        return [token for each in lists_together(head.doc, names) for token in each.heads(head.doc)]
    found, pending = [head], [head]
    while pending:
        token = pending.pop()
        inner = [c for c in token.children if c.pos_ in _NOMINAL and (c.dep_ == "conj" or _is_listed(c))]
        inner += _beside_whole_name(token)
        found.extend(inner)
        pending.extend(inner)
    listed = [token for token in sorted(found, key=lambda token: token.i) if not _describes_name(token)]
    return [named for token in listed or found[:1] for named in _places_of(token)]


def _beside_whole_name(head: Token) -> list[Token]:
    """The bank of `the Agency for Development and the Lindow Bank`, which is parsed as a part of the name before it."""
    ofs = (child for child in head.children if child.dep_ == "prep" and child.ent_iob_ == "I")
    inside = (token for of in ofs for token in find_governed(of) if token.ent_iob_ == "I")
    return [c for token in inside for c in token.children if c.dep_ == "conj" and _is_apart(token, c)]


def _is_apart(token: Token, other: Token) -> bool:
    """True for a name of its own behind another, not for the Science of a Ministry of Education and Science."""
    between = token.doc[token.i + 1 : other.i]
    return bool(other.ent_type_) and not is_field(other) and any(not word.ent_type_ for word in between)


def _describes_name(token: Token) -> bool:
    """True for a part in something or a post behind a name, parsed as one more name: `Lindow Rail, the operator of`."""
    parts = load_words("events.nominals.parts") | load_words("names.posts.nouns")
    if token.dep_ != "conj" or token.lemma_.lower() not in parts:
        return False
    named = token.head
    while named.dep_ == "conj" and named.pos_ == "NOUN":
        named = named.head
    first = token.left_edge.i
    beside = first > 0 and token.doc[first - 1].text == "," and token.doc[first].lower_ != "and"
    return named.pos_ == "PROPN" and (beside or named.i != token.head.i)


def _places_of(token: Token) -> list[Token]:
    """Lindow and Arden of `the towns of Lindow and Arden`; the token itself where it heads no such list."""
    if token.tag_ not in ("NNS", "NNPS") or token.lemma_.lower() not in load_words("events.nominals.placed"):
        return [token]
    of = (child for child in token.children if child.dep_ == "prep" and child.lower_ == "of")
    named = [t for prep in of for first in find_governed(prep) if first.pos_ == "PROPN" for t in conjuncts(first)]
    return named or [token]


def _is_listed(token: Token) -> bool:
    """True for the second of `Lindow, the old port and the airport`, which is parsed as an apposition to the first."""
    if token.dep_ != "appos" or token.head.pos_ != "PROPN" or token.head.dep_ not in ("dobj", "pobj"):
        return False
    ands = any(child.dep_ == "cc" and child.lower_ == "and" for child in token.children)
    listed = any(child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN") for child in token.children)
    determined = token.pos_ == "PROPN" or any(child.lower_ == "the" for child in token.children)
    return ands and listed and determined and token.i + 1 < token.doc[-1].i


def examples(head: Token) -> list[Token]:
    """What is named as examples of a noun: A and B of `companies such as A and B`, whichever of the three is asked.

    A long list is often parsed in pieces, so it is read as it stands, name by name.
    """
    first = _first_example(head)
    found: list[Token] = []
    for token in head.doc[first:] if first is not None else ():
        if token.pos_ == "PROPN":
            if found and found[-1].i == token.i - 1:
                found.pop()  # the last word of a name stands for it
            found.append(token)
        elif token.text not in (",", "&", "-") and token.pos_ not in _LISTED and not _leads_to_name(token):
            break
    listed = [token for names in _lists_of(head) for token in names.heads(head.doc)]
    return listed if len(listed) > len(found) else found


def _lists_of(head: Token) -> list[NameList]:
    """The lists of names that are examples of a noun which the parser does not hang them on."""
    doc = head.doc
    own = next((names for names in find_lists(doc) if _is_same(find_described(doc, names), head)), None)
    return lists_together(doc, own) if own is not None else []


def _is_same(one: Token | None, other: Token) -> bool:
    return one is not None and one.i == other.i


def _leads_to_name(token: Token) -> bool:
    """True for words right before a name: `and the state-owned firm Lindow Rail`."""
    following = token.doc[token.i + 1 : token.i + 6]
    words = list(takewhile(lambda t: t.pos_ in ("NOUN", "ADJ") or t.text == "-", following))
    behind = token.i + 1 + len(words)
    return token.pos_ in ("NOUN", "ADJ") and behind < len(token.doc) and token.doc[behind].pos_ == "PROPN"


def _first_example(head: Token) -> int | None:
    """Where the examples of a noun begin, or those among which a name stands; None where there are none."""
    doc, at = head.doc, head.i
    if head.pos_ == "PROPN":
        while at > 0 and (doc[at - 1].pos_ in ("PROPN", "CCONJ", "DET", "NUM") or doc[at - 1].text in (",", "&", "-")):
            at -= 1
        words = [doc[i].lower_ for i in range(max(0, at - 2), at)]
        noun = at - (3 if words == ["such", "as"] else 2)
        noun -= noun > 0 and doc[noun].text == ","
        return at if _opens_examples(words) and noun >= 0 and doc[noun].tag_ == "NNS" else None
    at += at + 1 < len(doc) and doc[at + 1].text == ","
    after = [token.lower_ for token in doc[at + 1 : at + 3]]
    begin = at + (3 if after == ["such", "as"] else 2)
    opened = after == ["such", "as"] or after[:1] in (["including"], ["like"])
    return begin if opened and head.tag_ == "NNS" else None


def _opens_examples(words: list[str]) -> bool:
    return words == ["such", "as"] or words[-1:] in (["including"], ["like"])


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
        elif (said := _said_before(current)) is not None:
            current = said
        elif current.dep_ in ("conj", "advcl", "ccomp", "pcomp", "dep", "parataxis", "acomp"):
            current = _above_preps(current.head)
            if _is_plan(current):
                current = next((above for above in current.ancestors if above.pos_ in PREDICATES), current)
            if current.pos_ in ("NOUN", "PROPN") and current.dep_ != "ROOT":
                return [current]
        else:
            return []
    return []


def _said_before(participle: Token) -> Token | None:
    """The verb of what is said, which a participle behind "he said" belongs to: `..., he said, adding a line`."""
    verb = participle.head
    if participle.dep_ != "advcl" or participle.tag_ != "VBG" or verb.lemma_ not in load_words("verbs.speech.lemmas"):
        return None
    return next((child for child in verb.children if child.dep_ == "ccomp" and child.i < verb.i < participle.i), None)


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
        person = verb.head.ent_type_ == "PERSON" or is_post(verb.head)
        before = subject.doc[subject.i - 1]
        if subject.tag_ == "WDT" and person and before.i != verb.head.i and before.pos_ in ("NOUN", "PROPN"):
            return [before]  # "Ada Brook, founder of Havkraft, which opened": no person is meant by "which"
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
    phrasal = load_words("events.idioms.phrasal")
    beside = (c for c in verb.children if c.dep_ == "prt" or f"{verb.lemma_} {c.lower_}" in phrasal)
    particles = " ".join(child.lower_ for child in beside)
    form = verb.lower_
    if verb.tag_ in ("VB", "VBG", "VBP") and verb.pos_ == "VERB" and not passive:
        form = verb.lemma_.lower()
    granted = f"{verb.head.lower_} to " if is_granted(verb) else ""
    return f"{granted}{form} {particles}".strip()
