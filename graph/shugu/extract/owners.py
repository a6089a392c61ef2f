"""Whose figure it is and what it is called: the owner and the indicator in a noun phrase."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shugu.extract.clauses import Clause
from shugu.extract.context import Context, is_named
from shugu.extract.lexicon import load_pattern, load_table, load_words
from shugu.extract.reference import BUILT
from shugu.extract.sentence import find_governed, find_prep
from shugu.model.candidate import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_owner", "find_subject", "is_bare", "is_branch", "label_of_noun", "phrase_without", "split_owner"]


def is_bare(head: Token) -> bool:
    """True for a happening such as "construction" without a word that says of what."""
    common = head.pos_ != "PROPN" and head.lower_ in load_words("names.bare.nouns")
    kind = any(child.dep_ == "compound" and child.tag_ == "JJ" for child in head.children)
    owned = any(child.dep_ == "poss" and child.pos_ in ("PROPN", "NOUN") for child in head.lefts)
    return common and head.n_lefts + head.n_rights <= 1 and not (kind or owned)


def find_subject(context: Context, clause: Clause | None) -> Mention | None:
    """The thing whose figure a clause tells: its subject, or who owns that."""
    if clause is None or not clause.subjects:
        return None
    head = clause.subjects[0]
    if head.lower_ in load_words("figures.nouns.totals"):
        head = find_prep(head, "of") or head
    meant = head.lemma_.lower() in load_words("verbs.future.nouns")  # "Norland's target is to produce 14 per cent"
    owner = find_owner(context, head) if meant or is_bare(head) else None
    if owner is not None or is_bare(head):
        return owner or context.names.last_built()
    if meant and any(child.tag_ == "VB" for child in clause.verb.children if child.dep_ == "xcomp"):
        return None  # "The target is to reach 9 million children" is of nobody named here
    spoken = head.lower_ in load_words("names.pronouns.speaker") and (clause.speaker is not None or context.speaker)
    return _who_speaks(context, clause, head) if spoken else _owner_of_subject(context, clause, head)


def _owner_of_subject(context: Context, clause: Clause, head: Token) -> Mention | None:
    """Whose a measure is that is the subject, what "each" is one of, else what the subject names."""
    if head.lower_ == "each":  # "35 turbines, each having a height of 99 m"
        several = (token for token in reversed(head.doc[: head.i]) if token.tag_ == "NNS")
        return context.find_name(next(several, None))
    if _is_measure(context, head):
        owner = find_owner(context, head)
        return context.name(head) if owner is None and (is_branch(head) or _has_measures(clause, head)) else owner
    mention = context.name(head)
    if mention is not None and mention.type == "Person" and (made := _thing_before(clause)) is not None:
        return context.name(made)
    return mention


def _who_speaks(context: Context, clause: Clause, pronoun: Token) -> Mention | None:
    """Whom "I" and "we" mean: the speaker, of "we" the body in which the speaker holds a post, never one person."""
    speaker = context.find_name(clause.speaker) or context.speaker
    if speaker is None or pronoun.lower_ == "i":
        return speaker
    body = context.names.body_of(speaker)
    return body or (speaker if speaker.type != "Person" else None)


def _borne_by(context: Context, measure: Token) -> Mention | None:
    """The fund of `a fund will be set up by the city, with its size reaching $4 million`."""
    verb = measure.head.head
    if measure.dep_ != "pobj" or measure.head.lower_ != "with" or verb.pos_ != "VERB":
        return None
    made = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    mention = context.name(made) if made is not None else None
    return mention if mention is not None and (mention.type in BUILT or mention.type == "Fund") else None


def _thing_before(clause: Clause) -> Token | None:
    """What a participle tells of, not the person before: the plant of `opened the plant, producing 40 MW`."""
    verb = clause.verb
    if verb.dep_ != "advcl" or verb.tag_ != "VBG" or any(c.dep_ in ("nsubj", "mark") for c in verb.children):
        return None
    things = (child for child in verb.head.children if child.dep_ == "dobj" and child.i < verb.i)
    return next(things, None)


def _is_measure(context: Context, head: Token) -> bool:
    """True for what is measured, which has no other measures of its own: higher revenue, exports."""
    if head.pos_ != "NOUN" or head.ent_type_:
        return False
    product = head.lower_ == "product" and any(child.lower_ == "domestic" for child in head.children)
    measure = product or head.lemma_.lower() in load_words("verbs.indicators.heads")
    return measure and (product or not _names_thing(context, head))


def is_branch(head: Token) -> bool:
    """True for a part of an economy that has figures of its own: the digital economy, the farm sector."""
    branch = head.lemma_.lower() in load_words("figures.nouns.branches")
    return branch and any(child.dep_ in ("amod", "compound") for child in head.children)


def _has_measures(clause: Clause, head: Token) -> bool:
    """True for the budget of `the roads budget sees a 9 per cent rise in wages`, which has what the clause tells."""
    told = clause.lemma in load_words("figures.nouns.parts") and bool(clause.objects)
    return told and head.tag_ == "NN" and any(child.dep_ in ("amod", "compound") for child in head.children)


def split_owner(context: Context, head: Token) -> tuple[Mention | None, str]:
    """The owner and the name of what is measured: `Lindow's digital economy` is Lindow, digital economy."""
    indicator = head.lemma_.lower() in load_words("verbs.indicators.heads", "names.measures.nouns")
    if head.pos_ == "PRON" or (not indicator and _names_thing(context, head)):
        return context.name(head), ""
    owner = find_owner(context, head)
    after, prep = next(_owners_after(context, head, None), (None, None))
    return owner, phrase_without(context, head, prep if owner is not None and owner == after else None)


def _names_thing(context: Context, head: Token) -> bool:
    """True for a noun that names a thing which has measures, and is none itself."""
    happening = head.lower_ in load_words("names.bare.nouns")
    if happening and not any(c.dep_ in ("amod", "compound") for c in head.children):
        return False
    mention = context.name(head)
    if mention is None or any(c.dep_ == "poss" for c in head.children):
        return False
    return is_named(mention) or mention.span is None or mention.type != "Topic"


def find_owner(context: Context, head: Token, skip: Token | None = None) -> Mention | None:
    """Whose a noun is: by a possessive, a name before it, or a name after a preposition other than `skip`."""
    poss = next((child for child in head.children if child.dep_ == "poss"), None)
    if poss is not None and not _is_common(context, poss) and context.sentence.time_at(poss) is None:
        return context.name(poss)
    for child in head.children:
        named = child.dep_ in ("compound", "nmod", "amod") and child.ent_type_ in ("GPE", "ORG", "NORP")
        plain = child.ent_type_ == "ORG" and child.tag_ == "JJ"  # "Solar power", at the beginning of a sentence
        if named and not plain and child.ent_type_ != head.ent_type_:
            return _country_of(context, child) or context.name(child)
    after = [mention for mention, _ in _owners_after(context, head, skip)]
    return next((each for each in after if each.type != "Topic"), next(iter(after), None)) or (
        _place_below(context, head) or _borne_by(context, head)
    )


def _country_of(context: Context, adjective: Token) -> Mention | None:
    """Norland of `Norlandic exports`."""
    country = load_table("names.countries").get(adjective.text) if adjective.ent_type_ == "NORP" else None
    return context.names.country_named(str(country)) if country is not None else None


def _is_common(context: Context, poss: Token) -> bool:
    """True for a possessive that says of what sort: the workers of "workers' remittances"."""
    owner = context.name(poss)
    common = owner is not None and owner.type == "Topic" and owner.span is not None and not is_named(owner)
    return common and poss.tag_ == "NNS" and not any(child.dep_ in ("det", "poss") for child in poss.children)


def _place_below(context: Context, head: Token) -> Mention | None:
    """The place named last in a noun phrase with its clauses: Poland of `pupils choosing schools in Poland`."""
    below = [token for token in head.subtree if token.i > head.i and token.ent_type_ == "GPE" and token.dep_ == "pobj"]
    named = [token for token in below if token.head.lower_ in load_words("names.phrases.where")]
    return context.name(named[-1]) if named else None


def _owners_after(context: Context, head: Token, skip: Token | None) -> Iterator[tuple[Mention, Token]]:
    """The named things after prepositions under a noun with these, the nearest first."""
    wanted = load_words("figures.prepositions.owner")
    pending = [c for c in head.children if c.dep_ == "prep" and (skip is None or c.i != skip.i)]
    while pending:
        prep = pending.pop(0)
        for child in find_governed(prep):
            if not context.sentence.is_plain(child):
                continue
            mention = _whole(context, child)
            if mention is None or prep.lower_ not in wanted:
                pass
            elif is_named(mention) or mention.span is None or _is_one_built(mention, child):
                yield mention, prep
            pending.extend(c for c in child.children if c.dep_ == "prep")


def _whole(context: Context, noun: Token) -> Mention | None:
    """The thing that a noun after a preposition tells of: whose it is, but a thing built by itself."""
    poss = next((child for child in noun.children if child.dep_ == "poss"), None)
    if poss is not None and any(child.tag_ == "JJS" or child.lower_.endswith("est") for child in noun.children):
        return None  # Norland of "production in Arden's largest copper producer", which is described, not named
    own = context.name(noun)
    return own if poss is None or (own is not None and _is_one_built(own, noun)) else context.name(poss)


def _is_one_built(mention: Mention, noun: Token) -> bool:
    """True for one thing built that the text speaks of: the new terminal, its mill; not for routes or each train."""
    known = any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in ("the", "this", "that")) for c in noun.children)
    return mention.type in BUILT and known and noun.tag_ == "NN"


def phrase_without(context: Context, head: Token, skip: Token | None) -> str:
    """The words of a noun phrase without owner, quantity and what `skip` heads."""
    left_out = [skip] if skip is not None else []
    left_out += [c for c in head.children if c.dep_ == "poss" and not _is_common(context, c)]
    left_out += [c for c in head.children if c.dep_ in ("compound", "nmod") and c.ent_type_ == "GPE"]
    left_out += [c for c in head.children if c.dep_ == "amod" and _country_of(context, c) is not None]
    left_out += [token for token in head.subtree if _bounds_by_name(context, token)]
    drop = {inner.i for token in left_out for inner in token.subtree}
    sentence = context.sentence
    kept = [t for t in sentence.phrase(head) if t.i not in drop and sentence.quantity_at(t) is None]
    while kept and _is_loose(kept[-1]) and kept[-1].i > head.i:  # "revenue for" of "revenue for 2023"
        kept.pop()
    while kept and (kept[0].lower_ == "of" or kept[0].dep_ in ("mark", "cc")):  # of `40 t of rice`, "while tea output"
        kept = kept[1:]
    return sentence.text(kept)


def _is_loose(token: Token) -> bool:
    """True for what tells nothing at the end of a phrase: a preposition whose noun is left out, "meanwhile"."""
    return token.dep_ in ("prep", "det") or token.lower_ in load_words("figures.nouns.loose")


def _bounds_by_name(context: Context, prep: Token) -> bool:
    """True for a preposition that bounds a noun by a place, a body, a time or something named before."""
    if prep.dep_ != "prep" or prep.lower_ not in load_words("figures.prepositions.bounds"):
        return False
    return any(
        child.ent_type_ in ("GPE", "ORG", "LOC", "FAC")
        or context.sentence.time_at(child) is not None
        or _is_reference(child)
        for child in find_governed(prep)
    )


def _is_reference(token: Token) -> bool:
    determined = any(c.lower_ in load_words("figures.nouns.reference") for c in token.children)
    return determined and token.lemma_.lower() in load_table("names.references")


def label_of_noun(context: Context, noun: Token | None) -> str:
    """The words of what is counted, without what only bounds the count."""
    words = phrase_without(context, noun, None) if noun is not None else ""
    return load_pattern("figures.around.counted").sub("", words)
