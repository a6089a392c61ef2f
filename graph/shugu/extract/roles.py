"""Who runs or builds a thing, and who was there: its operator Lindow Rail, in the presence of Ada Brook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from shugu.extract.basis import find_basis
from shugu.extract.clause_times import time_of
from shugu.extract.context import Context, Qualifiers, Sort, is_named
from shugu.extract.coordination import conjuncts, examples
from shugu.extract.lexicon import load_table, load_words
from shugu.extract.sentence import find_governed, find_prep
from shugu.extract.subjects import find_subjects
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Basis, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_presence", "find_roles", "find_ventures"]

_FEWEST = 2  # that make a venture
_SUBJECTS = ("nsubj", "nsubjpass")
_LANDS = ("Country", "Province", "Region", "Place")
_ABOUT = ("dobj", "nsubjpass", "nsubj")


def find_roles(context: Context) -> Iterator[Candidate]:
    """A candidate for each name whose part in another thing a noun before it tells."""
    for token in context.sentence.tokens:
        if token.pos_ == "NOUN" and token.lemma_.lower() in load_words("events.roles.nouns"):
            if token.tag_ == "NNS" and token.dep_ == "appos":
                yield from _of_several(context, token)
                continue
            named = _named_beside(context, token)
            whole = None if named is None else _whole(context, token)
            if token.lemma_.lower() == "capital" and (whole is None or not context.is_place(whole)):
                whole = _land_before(context, token)
            if named is not None and whole is not None and whole.name != named.name:
                sort = Sort(Kind.RELATION, "role", 0.6)
                yield context.make(named, f"{token.lemma_.lower()} of", whole, sort=sort)


def _of_several(context: Context, role: Token) -> Iterator[Candidate]:
    """`Norland Rail and Havkraft, the owners of the Lindow Line`: each has the part that stands behind them."""
    top = role.head
    if top.i > role.i:
        return
    while top.dep_ == "conj" and top.head.pos_ == "PROPN":
        top = top.head
    heads = [token for token in conjuncts(top) if token.pos_ == "PROPN" and token.i < role.i]
    names = {mention.name: mention for token in heads if (mention := context.name(token)) and is_named(mention)}
    whole = context.find_name(find_prep(role, "of", "in", "behind"))
    if len(names) < _FEWEST or whole is None or not (is_named(whole) or " " in whole.name):
        return
    for name, mention in names.items():
        if name != whole.name:
            yield context.make(mention, f"{role.lemma_.lower()} of", whole, sort=Sort(Kind.RELATION, "role", 0.6))


def find_ventures(context: Context) -> Iterator[Candidate]:
    """`the Lindow Line, a partnership between Norland Rail and Havkraft`: a candidate for each partner."""
    links = load_words("events.ventures.links")
    for token in context.sentence.tokens:
        if token.pos_ != "NOUN" or token.lemma_.lower() not in load_words("events.ventures.nouns"):
            continue
        if named := _venture_of_subjects(context, token):
            yield from named
            continue
        about = _venture_meant(token)
        whole = context.find_name(about)
        if about is None:
            yield from _members(context, token)
        preps = (child for child in token.children if child.dep_ == "prep" and child.lower_ in links)
        for head in (t for prep in (*preps, *_made_of(token)) for t in _partners(prep)):
            partner = context.name(head)
            if partner is None or whole is None or partner.name == whole.name:
                continue
            if is_named(partner) or partner.type in load_words("names.bodies.classes"):
                yield context.make(partner, "partner in", whole, sort=Sort(Kind.RELATION, "venture", 0.6))


def _made_of(venture: Token) -> Iterator[Token]:
    """The of and the by of `a consortium made up of A and B`, `a venture formed by A and B`."""
    made = load_words("events.ventures.made")
    for participle in (child for child in venture.rights if child.dep_ == "acl" and child.lemma_ in made):
        yield from (c for c in participle.rights if c.dep_ in ("prep", "agent") and c.lower_ in ("of", "by"))


def _partners(prep: Token) -> Iterator[Token]:
    """What a preposition governs, for companies those named as examples: other firms including A and B."""
    for head in (token for first in find_governed(prep) for token in conjuncts(first)):
        yield from (examples(head) if head.tag_ == "NNS" else []) or [head]


def _venture_meant(noun: Token) -> Token | None:
    """What is said to be a venture: the Arden of `Arden, a venture of A and B`, `Arden was set up as a venture`."""
    above = noun.head
    if noun.dep_ == "appos":
        return above
    if noun.dep_ == "pobj" and above.lower_ == "as" and above.head.pos_ == "VERB":
        return next(iter(find_subjects(above.head)), None)
    return next(iter(find_subjects(above)), None) if noun.dep_ == "attr" else None


def _venture_of_subjects(context: Context, noun: Token) -> list[Candidate]:
    """`A and B said that their venture, Arden, has won`: both are partners in it."""
    own = any(child.dep_ == "poss" and child.lower_ == "their" for child in noun.lefts)
    name = next((child for child in noun.rights if child.dep_ == "appos" and child.pos_ == "PROPN"), None)
    venture = context.find_name(name) if own else None
    if venture is None or not is_named(venture):
        return []
    verbs = (above for above in noun.ancestors if above.pos_ == "VERB")
    subjects = ([t for t in find_subjects(verb) if t.pos_ == "PROPN"] for verb in verbs)
    partners = next((found for found in subjects if len(found) >= _FEWEST), [])
    named = [mention for token in partners if (mention := context.name(token)) is not None and is_named(mention)]
    sort = Sort(Kind.RELATION, "venture", 0.6)
    return [context.make(one, "partner in", venture, sort=sort) for one in named if one.name != venture.name]


def _members(context: Context, venture: Token) -> Iterator[Candidate]:
    """`a consortium of Norland Rail and Havkraft won it`: each is a member of what both are."""
    joined = load_words("events.ventures.joined")
    preps = [child for child in venture.children if child.dep_ == "prep" and child.lower_ in joined]
    heads = [t for prep in preps[:1] for first in find_governed(prep) for t in conjuncts(first) if t.pos_ == "PROPN"]
    names = [mention for head in heads if (mention := context.name(head)) is not None and is_named(mention)]
    if len(names) < len(heads) or len({name.name for name in names}) < _FEWEST:
        return
    before = [t for t in context.sentence.phrase(venture) if t.i <= venture.i and t.dep_ not in ("det", "poss", "case")]
    listed = f"{', '.join(name.name for name in names[:-1])} and {names[-1].name}"
    whole = Mention(name=f"{context.sentence.text(before)} of {listed}", type="Alliance")
    for name in names:
        yield context.make(name, "member of", whole, sort=Sort(Kind.RELATION, "venture/member", 0.6))


def find_presence(context: Context) -> Iterator[Candidate]:
    """`was opened in the presence of Ada Brook`: a candidate for each who is named as present."""
    for token in context.sentence.tokens:
        if token.lower_ != "presence" or token.dep_ != "pobj":
            continue
        verb = next((above for above in token.ancestors if above.pos_ == "VERB"), None)
        if verb is None or find_basis(verb) is not Basis.ACTUAL:
            continue
        about = next((c for label in _ABOUT for c in verb.children if c.dep_ == label), None)
        thing, first = context.find_name(about), find_prep(token, "of")
        if thing is None:
            continue
        for head in conjuncts(first) if first is not None else ():
            present = context.name(head)
            if present is not None and is_named(present) and present.type in ("Person", "Organization"):
                sort = Sort(Kind.EVENT, "presence", 0.6)
                when = Qualifiers(time=time_of(context.sentence, verb))
                yield context.make(present, *_attended(verb, thing), sort=sort, qualifiers=when)


def _attended(verb: Token, thing: Mention) -> tuple[str, Mention | str]:
    """What somebody present attended: the signing of an agreement; a thing by its name, when it was opened."""
    happening = load_table("events.presence").get(verb.lemma_.lower())
    if happening is None or is_named(thing):
        return f"present when {verb.lower_}", thing
    return "attended", f"{happening} of the {thing.name}"


def _named_beside(context: Context, role: Token) -> Mention | None:
    """Lindow Rail of `its operator Lindow Rail`, `the line's operator, Lindow Rail`."""
    beside = next((c for c in role.children if c.dep_ == "appos" and c.i > role.i), None)
    if beside is None and role.dep_ in ("compound", "nmod") and role.head.pos_ == "PROPN" and role.head.i > role.i:
        beside = role.head
    mention = context.find_name(beside)
    if mention is None:
        return None
    name = mention.name.removeprefix(f"{role.text} ")
    return replace(mention, name=name) if name[:1].isupper() else None


def _whole(context: Context, role: Token) -> Mention | None:
    """What the role is in: whose it is said to be, else, for a body that speaks, what it speaks of."""
    heads = (role, role.head) if role.dep_ in ("compound", "nmod") else (role,)
    owner = next((c for head in heads for c in head.children if c.dep_ == "poss"), None)
    if owner is not None:
        whole = context.name(owner)
        land = whole is not None and context.is_place(whole)
        return None if land and role.lemma_.lower() not in load_words("events.roles.of_lands") else whole
    verb = next((a for a in role.ancestors if a.pos_ == "VERB"), None)
    if verb is None or role.left_edge.i != role.i or verb.lemma_ not in _telling():
        return None
    said = verb.head if verb.dep_ in ("ccomp", "parataxis") else next(_clauses_under(verb), None)
    subject = next((c for c in said.children if c.dep_ in _SUBJECTS), None) if said is not None else None
    whole = context.find_name(subject)
    return whole if whole is not None and (is_named(whole) or " " in whole.name) else None


def _land_before(context: Context, capital: Token) -> Mention | None:
    """The country or province named last before its capital, which is no other thing's: `Norland moved its capital`."""
    entities = (entity for entity in reversed(context.sentence.doc.ents) if entity.end <= capital.i)
    named = (context.name(entity.root) for entity in entities if entity.label_ == "GPE")
    return next((mention for mention in named if mention is not None and mention.type in _LANDS), None)


def _clauses_under(verb: Token) -> Iterator[Token]:
    return (child for child in verb.children if child.dep_ == "ccomp" and child.i < verb.i)


def _telling() -> frozenset[str]:
    return load_words("verbs.speech.lemmas", "verbs.announcing.lemmas")
