"""The clauses of a sentence: who does what to whom, and whether it was, is planned, or is only thought of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shugu.extract.lexicon import load_data
from shugu.extract.sentence import ParsedSentence
from shugu.model.fact import Basis

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Clause", "conjuncts", "examples", "find_basis", "find_clauses"]

_PREDICATES = {"VERB", "AUX"}


@dataclass(slots=True)
class Clause:
    """A verb with its arguments as head tokens.

    `objects` are direct objects and predicatives; `preps` pairs of a preposition and the head of
    what it governs; `agent` who does what is told in the passive. `speaker` is the head of the
    subject of a verb of speech above it. `basis` is None for what is negated or hypothetical.
    """

    verb: Token
    subjects: list[Token] = field(default_factory=list)
    objects: list[Token] = field(default_factory=list)
    preps: list[tuple[str, Token]] = field(default_factory=list)
    agents: list[Token] = field(default_factory=list)
    passive: bool = False
    basis: Basis | None = Basis.ACTUAL
    speaker: Token | None = None
    words: str = ""


def conjuncts(head: Token) -> list[Token]:
    """The head and what is coordinated with it, in order."""
    found, pending = [head], [head]
    while pending:
        current = pending.pop()
        for child in current.children:
            if child.dep_ in ("conj", "appos_conj") and child.pos_ in (
                "NOUN",
                "PROPN",
                "NUM",
                "PRON",
                "X",
                "ADJ",
                "SYM",
            ):
                found.append(child)
                pending.append(child)
    return sorted(found, key=lambda token: token.i)


def examples(head: Token) -> list[Token]:
    """What is named as examples of a noun: A and B of `companies such as A and B`."""
    found: list[Token] = []
    for child in head.children:
        such = child.dep_ == "prep" and (
            child.lower_ in ("including", "like")
            or (child.lower_ == "as" and any(c.lower_ == "such" for c in child.children))
        )
        if such:
            found.extend(
                token for p in child.children if p.dep_ == "pobj" for token in conjuncts(p) if token.pos_ == "PROPN"
            )
    return found


def find_clauses(sentence: ParsedSentence) -> list[Clause]:
    """The clauses in the order of their verbs."""
    return [clause for token in sentence.doc if (clause := _read(token)) is not None]


def _read(verb: Token) -> Clause | None:
    if verb.pos_ not in _PREDICATES or verb.dep_ in ("aux", "auxpass", "amod", "compound", "case", "prep", "punct"):
        return None
    if (
        verb.dep_ == "xcomp"
        and _plans(verb.head) is None
        and verb.head.pos_ == "VERB"
        and verb.head.lemma_ not in ("help", "continue", "begin", "start")
    ):
        pass
    clause = Clause(verb)
    clause.passive = any(c.dep_ in ("nsubjpass", "auxpass", "csubjpass") for c in verb.children) or (
        verb.dep_ in ("acl", "relcl")
        and verb.tag_ == "VBN"
        and not any(c.dep_ in ("nsubj", "aux") for c in verb.children)
    )
    clause.subjects = _subjects(verb)
    for child in verb.children:
        if child.dep_ in ("dobj", "attr", "oprd", "dative") and child.pos_ not in ("ADP",):
            clause.objects.extend(conjuncts(child))
        elif child.dep_ == "acomp":
            clause.objects.append(child)
        elif child.dep_ in ("prep", "agent", "dative"):
            clause.preps.extend(_governed(child))
        elif child.dep_ in ("prt",):
            continue
    clause.agents = [
        token for word, token in clause.preps if word == "by" and any(c.dep_ == "agent" for c in verb.children)
    ]
    if clause.agents:
        clause.preps = [(word, token) for word, token in clause.preps if token not in clause.agents]
    clause.basis = find_basis(verb)
    clause.speaker = _speaker(verb)
    clause.words = _words(verb, passive=clause.passive)
    return clause


def _governed(prep: Token) -> Iterator[tuple[str, Token]]:
    for child in prep.children:
        if child.dep_ == "pobj":
            for token in conjuncts(child):
                yield prep.lower_, token
        elif child.dep_ == "prep":
            for word, token in _governed(child):
                yield f"{prep.lower_} {word}", token


def _subjects(verb: Token) -> list[Token]:
    """The heads of the subject; where the verb has none of its own, that of the clause it belongs to."""
    seen = set()
    current = verb
    while current.i not in seen:
        seen.add(current.i)
        own = [child for child in current.children if child.dep_ in ("nsubj", "nsubjpass", "csubj")]
        if own:
            token = own[0]
            if token.tag_ in ("WDT", "WP") and current.dep_ == "relcl":
                return conjuncts(current.head) if current.head.dep_ == "ROOT" else [current.head]
            return conjuncts(token)
        if current.dep_ in ("acl",) or (current.dep_ == "relcl" and current.tag_ in ("VBN", "VBG")):
            return [current.head]
        if current.dep_ == "xcomp":
            objects = [c for c in current.head.children if c.dep_ in ("dobj", "dative")]
            if objects and current.head.lemma_ in (
                "allow",
                "enable",
                "ask",
                "urge",
                "tell",
                "help",
                "require",
                "invite",
                "encourage",
                "order",
                "permit",
            ):
                return conjuncts(objects[0])
            current = current.head
        elif current.dep_ in ("conj", "advcl", "ccomp", "pcomp", "dep", "parataxis", "acomp"):
            current = current.head
            while current.dep_ in ("prep", "pcomp") and current.head.i != current.i:
                current = current.head
            if current.pos_ in ("NOUN", "PROPN") and current.dep_ not in ("ROOT",):
                return [current]
        else:
            return []
    return []


def _plans(head: Token) -> Basis | None:
    """What a verb or adjective says of the infinitive it governs: planned, or foreseen."""
    data = load_data("verbs")["future"]
    if head.lemma_.lower() in data["forecast"] or head.lower_ in data["forecast"]:
        return Basis.FORECAST
    return Basis.TARGET if head.lemma_.lower() in data["target"] else None


def find_basis(verb: Token) -> Basis | None:
    """On what ground the clause stands; None where it is negated, conditional or only possible."""
    hypothetical, future = load_data("verbs")["hypothetical"], load_data("verbs")["future"]
    basis = Basis.ACTUAL
    own = _plans(verb) if verb.lemma_ not in ("set", "agree", "commit", "prepare", "resolve", "seek") else None
    if (
        own is not None
        and not any(c.dep_ == "xcomp" for c in verb.children)
        and any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)
    ):
        basis = own  # "first power is expected in 2026"
    current, depth = verb, 0
    while depth < 6:
        for child in current.children:
            lower = child.lower_
            if child.dep_ == "neg" or (child.dep_ == "det" and lower == "no"):
                return None
            if child.dep_ == "aux" and lower in hypothetical["aux"]:
                if (
                    lower == "would"
                    and not any(c.dep_ == "aux" and c.lower_ == "have" for c in current.children)
                    and _is_reported(current)
                    and not any(c.lower_ in hypothetical["marks"] for c in current.subtree)
                ):
                    basis = Basis.TARGET  # "said that it would invest"
                    continue
                return None
            if child.dep_ == "mark" and lower in hypothetical["marks"]:
                return None
            if (
                child.dep_ in ("nsubj", "nsubjpass", "dobj")
                and any(c.lower_ == "no" and c.dep_ == "det" for c in child.children)
                and current.i == verb.i
            ):
                return None
            if child.dep_ == "aux" and lower in (*future["aux"], "must", "should") and basis is Basis.ACTUAL:
                basis = Basis.TARGET
            if child.dep_ == "advmod" and lower in ("reportedly",) and basis is Basis.ACTUAL:
                basis = Basis.ESTIMATE
        if (
            current.dep_ in ("xcomp", "ccomp")
            or (current.dep_ == "advcl" and current.tag_ == "VB")
            or (current.dep_ == "acl" and current.tag_ == "VB")
        ):
            head = current.head
            plan = _plans(head) if not (current.tag_ in ("VBD", "VBN") and current.dep_ == "ccomp") else None
            if current.dep_ == "ccomp" and head.lemma_ in ("say", "state", "tell", "note", "add"):
                break
            if plan is not None and current.dep_ != "acl":
                basis = plan if basis is Basis.ACTUAL or plan is Basis.FORECAST else basis
            elif head.lemma_ in hypothetical["lemmas"] and current.dep_ == "xcomp":
                return None
            elif (
                current.tag_ == "VB"
                and any(c.dep_ == "aux" and c.lower_ == "to" for c in current.children)
                and basis is Basis.ACTUAL
            ):
                basis = Basis.TARGET
            if current.dep_ in ("advcl", "acl"):
                break
            current, depth = head, depth + 1
            continue
        if (
            current.dep_ == "conj"
            and current.head.pos_ in _PREDICATES
            and not any(c.dep_ in ("nsubj", "nsubjpass") for c in current.children)
        ):
            current, depth = current.head, depth + 1
            continue
        break
    if (
        basis is Basis.ACTUAL
        and verb.dep_ == "advcl"
        and any(c.lower_ in ("when", "once", "after", "before", "until") for c in verb.children)
    ):
        above = find_basis(verb.head)
        return above if above in (Basis.TARGET, Basis.FORECAST) else basis
    return basis


def _is_reported(verb: Token) -> bool:
    """True for a clause under a verb of speech in the past."""
    head = verb.head
    lemmas = (*load_data("verbs")["speech"]["lemmas"], "announce", "promise", "pledge", "agree", "decide")
    inverted = any(c.dep_ in ("parataxis", "ccomp") and c.lemma_ in lemmas for c in verb.children)
    return inverted or (verb.dep_ in ("ccomp", "advcl", "conj") and head.lemma_ in lemmas and head.lemma_ != "deny")


def _speaker(verb: Token) -> Token | None:
    """The subject of the verb of speech that a clause depends on."""
    speech = load_data("verbs")["speech"]["lemmas"]
    current, depth = verb, 0
    while current.dep_ in ("ccomp", "xcomp", "conj", "advcl", "parataxis") and depth < 6:
        head = current.head
        if head.lemma_ in speech and current.dep_ in ("ccomp", "parataxis", "advcl"):
            subjects = [c for c in head.children if c.dep_ == "nsubj"]
            return subjects[0] if subjects else None
        current, depth = head, depth + 1
    for child in verb.children:  # "exports rose, the minister said"
        if child.dep_ in ("parataxis", "ccomp") and child.lemma_ in speech and child.i > verb.i:
            subjects = [c for c in child.children if c.dep_ == "nsubj"]
            return subjects[0] if subjects else None
    return None


def _words(verb: Token, *, passive: bool) -> str:
    """The verb in words: its form with its particle; the passive as a participle."""
    particles = " ".join(child.lower_ for child in verb.children if child.dep_ == "prt")
    form = verb.lower_
    if verb.tag_ in ("VB", "VBG", "VBP") and verb.pos_ == "VERB" and not passive:
        form = verb.lemma_.lower()
    return f"{form} {particles}".strip()
