"""What a thing holds or is made of: `the package includes two tunnels`, `the venture consists of A and B`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.basis import PREDICATES, find_basis
from shugu.extract.clause_times import time_of
from shugu.extract.clauses import Clause
from shugu.extract.context import Context, Qualifiers, Sort, is_named
from shugu.extract.coordination import conjuncts
from shugu.extract.features import find_features
from shugu.extract.lexicon import load_table, load_words
from shugu.extract.posts import name_speaker
from shugu.extract.reference import BUILT
from shugu.extract.sentence import find_governed
from shugu.extract.telling import with_of
from shugu.extract.works import tells_works
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Basis, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_parts"]

_MOST = 24  # parts of one thing in one sentence
_LONGEST = 20  # tokens of a part
_BESIDE = 2  # tokens from a noun to what stands behind it and a comma
_NOUNS = ("NOUN", "PROPN")


def find_parts(context: Context, clauses: Sequence[Clause]) -> Iterator[Candidate]:
    """A candidate for each thing that another is said to include, cover, consist of or be equipped with."""
    for clause in clauses:
        if clause.basis is not None and _tells_of_whole(clause) and (found := _parts_of(clause)):
            words, heads = found
            if tells_works(context, clause):
                continue
            speaker = name_speaker(context, clause.speaker)
            time = time_of(context.sentence, clause.verb) if clause.basis is not Basis.ACTUAL else None
            qualifiers = Qualifiers(basis=_basis_of(clause), speaker=speaker, time=time)
            for subject in clause.subjects[:_MOST]:
                whole = context.name(subject) if not any(c.tag_ == "WP$" for c in subject.children) else None
                if whole is not None and whole.type != "Person":
                    yield from _tell(context, whole, words, heads, qualifiers)
    for token in context.sentence.tokens:
        if token.dep_ == "prep" and token.lower_ in load_words("events.parts.prepositions"):
            yield from _including(context, token)
        elif token.dep_ == "prep" and token.lower_ == "with":
            yield from find_features(context, token)
        elif token.dep_ == "prep" and token.lower_ == "of" and token.head.pos_ == "PROPN":
            yield from _of_whole(context, token)


def _tells_of_whole(clause: Clause) -> bool:
    """True for a finite verb with a subject, and for a participle right behind its noun."""
    verb = clause.verb
    if not clause.subjects or verb.tag_ != "VBG" or any(child.dep_ == "aux" for child in verb.children):
        return bool(clause.subjects)
    gap = verb.i - clause.subjects[-1].i
    return verb.dep_ == "acl" and (gap == 1 or (gap == _BESIDE and verb.nbor(-1).text == ","))


def _basis_of(clause: Clause) -> Basis:
    """The basis of a clause, of a participle at what is yet to be set up that of the verb above it."""
    verb, noun = clause.verb, clause.verb.head
    above = next((t for t in noun.ancestors if t.pos_ in PREDICATES), None) if verb.dep_ == "acl" else None
    new = any(child.lower_ in load_words("names.determiners.indefinite") for child in noun.children)
    own = clause.basis or Basis.ACTUAL
    return (find_basis(above) or own) if above is not None and new else own


def _parts_of(clause: Clause) -> tuple[str, list[Token]] | None:
    """The words of the verb and the heads of the parts, where it is a verb of holding or being made of."""
    if clause.lemma in load_words("events.parts.verbs") and not clause.passive:
        return clause.words, [token for token in clause.objects if token.pos_ in _NOUNS]
    prep = load_table("events.parts.made").get(clause.lemma)
    if prep is None or (clause.lemma in load_words("events.parts.passive") and not clause.passive):
        return None
    heads = [token for word, token in clause.preps if word == prep and token.pos_ in _NOUNS]
    return (f"{clause.words} {prep}", heads) if heads else None


def _including(context: Context, prep: Token) -> Iterator[Candidate]:
    """`the Lindow cluster, including A and B`: of one thing, for of several they are examples."""
    noun = prep.head
    if noun.tag_ == "NNS" and prep.i - noun.i <= _BESIDE:
        yield from _of_counted(context, noun, prep)
    if noun.pos_ not in _NOUNS or noun.tag_ in ("NNS", "NNPS") or context.sentence.quantity_at(noun):
        return
    whole = context.name(noun)
    several = noun.dep_ == "pobj" and noun.head.head.tag_ in ("NNS", "NNPS")  # of whom those named are examples
    if whole is not None and is_named(whole) and not several and prep.i - noun.i <= _BESIDE:
        heads = [token for first in find_governed(prep) for token in conjuncts(first)]
        if whole.type in BUILT and any(token.ent_type_ == "ORG" for token in heads):
            return  # of those who build or pay for it
        yield from _tell(context, whole, str(load_table("events.parts")["includes"]), heads, Qualifiers())


def _of_counted(context: Context, noun: Token, prep: Token) -> Iterator[Candidate]:
    """`four pilot schemes, including A and B`: what those few are, where it is told in common nouns."""
    counted = any(child.dep_ == "nummod" and child.is_alpha for child in noun.lefts)
    heads = [token for first in find_governed(prep) for token in conjuncts(first)]
    whole, above = context.name(noun), next((t for t in noun.ancestors if t.pos_ in PREDICATES), None)
    basis = find_basis(above) if above is not None else Basis.ACTUAL
    if not counted or whole is None or basis is None or len(heads) < _BESIDE or any(t.pos_ == "PROPN" for t in heads):
        return
    words = context.sentence.text([*(t for t in noun.lefts if t.dep_ != "det"), noun])
    told = replace(whole, name=words)
    yield from _tell(context, told, str(load_table("events.parts")["include"]), heads, Qualifiers(basis=basis))


def _of_whole(context: Context, of: Token) -> Iterator[Candidate]:
    """`the Arden Cargo Terminal of the Lindow Line`: one named built thing is part of another."""
    part, heads = context.name(of.head), list(find_governed(of))
    whole = context.name(heads[0]) if heads and heads[0].pos_ == "PROPN" else None
    if part is None or whole is None or not (part.type in BUILT and whole.type in BUILT and " " in part.name):
        return
    name = part.name.removesuffix(f" of {whole.name}").removesuffix(f" of the {whole.name}")
    if is_named(part) and is_named(whole) and name != whole.name and " " in name:
        yield context.make(replace(part, name=name), "part of", whole, sort=Sort(Kind.RELATION, "part/of", 0.6))


def _tell(
    context: Context, whole: Mention, words: str, heads: Sequence[Token], qualifiers: Qualifiers
) -> Iterator[Candidate]:
    told = {whole.name}
    for head in dict.fromkeys(heads[:_MOST]):
        part = _part(context, head)
        name = part.name if isinstance(part, Mention) else part
        if part is not None and name is not None and name not in told:
            told.add(name)
            yield context.make(whole, words, part, sort=Sort(Kind.RELATION, "part", 0.55), qualifiers=qualifiers)


def _part(context: Context, head: Token) -> Mention | str | None:
    """The part by its name or in words; None for things counted, which a figure tells, and for a bare noun."""
    counted = any(context.sentence.quantity_at(token) is not None for token in (head, *head.lefts))
    if (
        counted
        or context.sentence.time_at(head) is not None
        or head.lemma_.lower() in load_words("events.described.vague")
    ):
        return None
    mention = context.name(head)
    if mention is not None and is_named(mention) and head.pos_ == "PROPN":
        return mention
    tokens = sorted(set(with_of(context, head)), key=lambda token: token.i)
    words = context.sentence.text(tokens)
    if mention is not None and is_named(mention) and mention.name == words:
        return mention
    return words if " " in words and len(tokens) <= _LONGEST else None
