"""What somebody means to do, told in words: the whole of it, where neither a name nor a figure says it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.context import Sort, is_named
from shugu.extract.lexicon import load_table, load_words
from shugu.extract.telling import Telling
from shugu.model.candidate import Candidate
from shugu.model.fact import Basis, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_plans", "read_wording", "words_behind"]

_ARGUMENTS = ("dobj", "attr", "acomp", "oprd", "prep", "dative")
_OUTSIDE = ("relcl", "appos", "advcl", "parataxis", "npadvmod", "ccomp")
_FEWEST = 2  # words of a plan besides its verb


def find_plans(telling: Telling) -> list[Candidate]:
    """`will improve the quality of rural networks`: one candidate, or one for each thing that is to be made."""
    named = is_named(telling.subject) or telling.subject.span is None
    verb = telling.clause.verb
    if not named or telling.clause.agents or (verb.dep_ == "pcomp" and _is_aiming(verb.head.head)):
        return []
    if _is_aiming(verb) and not telling.clause.passive:
        return _aims(telling)
    if telling.qualifiers.basis not in (Basis.TARGET, Basis.FORECAST):
        return []
    label = f"{_lead(telling)} {_verb(telling)}"
    found = (_plan(telling, label, tokens) for tokens in words_behind(telling))
    return [candidate for candidate in found if candidate is not None]


def _is_aiming(verb: Token) -> bool:
    return verb.lemma_.lower() in load_words("verbs.plan_words.aiming")


def _lead(telling: Telling) -> str:
    """Plans to, of who can plan; will, of a thing; will be, of what is done to it."""
    kind = "agents" if telling.subject.type in load_words("verbs.plan_words.agents") else "things"
    kind = "passive" if telling.clause.passive else kind
    return str(load_table("verbs.plan_words.labels")[kind])


def _verb(telling: Telling) -> str:
    """The verb of a plan with its particle, whatever form the parser takes it for: will have completed, formed."""
    verb = telling.clause.verb
    if telling.clause.passive or verb.tag_ not in ("VBN", "VBD"):
        return telling.clause.words
    return " ".join([verb.lemma_.lower(), *(child.lower_ for child in verb.children if child.dep_ == "prt")])


def _aims(telling: Telling) -> list[Candidate]:
    """`aims at building a central city`: the aim is a plan, whenever it is told."""
    preps = load_words("verbs.plan_words.aiming_preps")
    prep = next((c for c in telling.clause.verb.children if c.dep_ == "prep" and c.lower_ in preps), None)
    if prep is None:
        return []
    meant = replace(telling, qualifiers=replace(telling.qualifiers, basis=Basis.TARGET))
    tokens = [token for child in prep.children for token in _kernel(child)]
    plan = _plan(meant, f"{telling.clause.lemma}s {prep.lower_}", tokens)
    return [] if plan is None else [plan]


def _plan(telling: Telling, label: str, tokens: list[Token]) -> Candidate | None:
    words = read_wording(telling, tokens)
    return telling.make(label, words, Sort(Kind.TARGET, "plan", telling.sure - 0.1)) if words else None


def read_wording(telling: Telling, tokens: list[Token]) -> str:
    """The words of tokens, where they are enough to say something and no figure tells them."""
    full = [token for token in tokens if token.pos_ not in ("DET", "ADP", "PRON", "PUNCT", "PART", "CCONJ")]
    if len(full) < _FEWEST or any(telling.is_figure(token) for token in tokens):
        return ""
    return telling.words_of(tokens)


def words_behind(telling: Telling) -> Iterator[list[Token]]:
    """The words behind the verb; apart for each of several objects that has its own article.

    Without times and clauses, but with the infinitive of what is allowed or pushed to do something.
    """
    verb = telling.clause.verb
    objects = [token for token in telling.clause.objects if token.i > verb.i]
    if len(objects) > 1 and all(any(c.dep_ == "det" for c in token.children) for token in objects):
        yield from (list(telling.context.sentence.phrase(token)) for token in objects)
        return
    control = verb.lemma_.lower() in load_words("verbs.control.lemmas")
    wanted = (*_ARGUMENTS, "xcomp", "ccomp") if control else _ARGUMENTS
    arguments = [child for child in verb.rights if child.dep_ in wanted or _belongs_to_noun(child)]
    tokens = [token for child in arguments for token in _kernel(child)]
    sentence = telling.context.sentence
    kept = [token for token in tokens if sentence.time_at(token) is None]
    while kept and (kept[-1].dep_ in ("prep", "cc", "punct") or kept[-1].pos_ == "ADP"):
        kept.pop()
    yield kept


def _belongs_to_noun(token: Token) -> bool:
    """True for the infinitive right behind a noun that it says more of: an engine to fuel growth, the first to fly."""
    first = token.left_edge
    if token.dep_ not in ("advcl", "relcl", "acl") or token.tag_ != "VB" or first.lower_ not in ("to", "for"):
        return False
    nouns = load_words("events.described.nouns")
    phrase = [above for above in (token.head, *token.head.children) if above.i < first.i and above.dep_ != "nsubj"]
    lead = first.nbor(-1)
    return lead.pos_ in ("NOUN", "PROPN") and any(
        word.lower_ in nouns for above in phrase for word in (above, *above.subtree) if word.i < first.i
    )


def _kernel(head: Token) -> Iterator[Token]:
    for child in (*head.lefts, head, *head.rights):
        if child.i == head.i:
            yield child
        elif child.dep_ == "mark" and child.lower_ != "for":
            continue
        elif _belongs_to_noun(child) or (child.dep_ not in _OUTSIDE and not _is_clause(child)):
            yield from _kernel(child)


def _is_clause(token: Token) -> bool:
    """True for another verb beside this one, and for a clause on a noun that is no participle right behind it."""
    if token.dep_ == "acl":
        return token.tag_ != "VBN" or token.left_edge.i != token.i or token.nbor(-1).text == ","
    return token.dep_ == "conj" and token.pos_ in ("VERB", "AUX")
