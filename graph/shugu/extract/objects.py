"""What the objects of a clause tell: a thing by its name, else words that say something of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shugu.extract.clause_words import read_counted, read_object
from shugu.extract.context import Sort, is_named
from shugu.extract.coordination import conjuncts
from shugu.extract.lexicon import load_table, load_words
from shugu.extract.phrases import is_post
from shugu.extract.sentence import find_governed, find_prep
from shugu.extract.telling import Telling
from shugu.model.candidate import Candidate, Mention
from shugu.model.fact import Basis, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_object", "is_idiom"]

_LONGEST = 16  # tokens of what money is given for
_COUNTED = 2  # words that a count of things alone has


def _is_left_over(telling: Telling, value: Mention | str) -> bool:
    """True for the single noun of `received investments of 40 million`, whose figure tells all there is."""
    bare = isinstance(value, str) and " " not in value
    verb = telling.clause.verb
    return bare and any(telling.is_figure(token) for token in verb.subtree if token.i > verb.i)


def _is_untimed(telling: Telling) -> bool:
    """True for what was done without a word of when or where: completed the task; what is meant says enough."""
    light = telling.clause.lemma in load_words("events.wordings.hollow", "events.wordings.happening")
    done = light or telling.qualifiers.basis is Basis.ACTUAL
    return done and telling.qualifiers.time is None and telling.qualifiers.place is None


def _is_opened(head: Token) -> bool:
    """True for the door of `opened the door to trade`, which belongs to the verb."""
    plain = all(child.pos_ != "ADJ" for child in head.lefts)
    return plain and head.lemma_.lower() in load_words("events.wordings.opened")


def _is_place_of_service(telling: Telling, head: Token) -> bool:
    """True for the Lindow of `to have a Lindow to Norrbank service`."""
    place = telling.context.name(head) if telling.clause.lemma == "have" else None
    return place is not None and telling.context.is_place(place)


def _turned_into(telling: Telling, head: Token) -> str | None:
    """`Lindow into a hub` of `will turn Lindow into a hub`, without which the verb says nothing."""
    if telling.clause.lemma not in load_words("events.described.turning"):
        return None
    preps = [child for child in telling.clause.verb.rights if child.dep_ == "prep" and child.lower_ == "into"]
    tokens = [token for prep in preps[:1] for token in prep.subtree]
    told = bool(tokens) and tokens[0].i > head.i and not any(telling.is_figure(token) for token in tokens)
    return telling.words_of([*telling.context.sentence.phrase(head), *tokens]) if told else None


def is_idiom(token: Token) -> bool:
    """True for an object that says nothing by itself: the ground of "broke ground on a mill"."""
    return token.lemma_.lower() in load_words("events.idioms.nouns")


def find_object(telling: Telling, head: Token) -> tuple[list[Candidate], bool]:
    """The candidates of an object, and whether it tells what the clause has to say."""
    if head.tag_ in ("WP", "WDT") or _is_opened(head):
        return [], False  # "what it approved"
    found = list(_places_of_object(telling, head))
    if is_post(head) and telling.clause.lemma in load_words("events.posts.appointing"):
        return found, True  # the post is told of the person
    if _is_told_by_figure(telling, head):
        return [*found, *_counted(telling, head), *_funded(telling, head)], True
    happening = _happening(telling, head)
    if happening is not None:
        return [*found, happening], True
    duty = _with_infinitive(telling, head)
    value = None if _is_place_of_service(telling, head) else duty or _value(telling, head)
    if value is None or (isinstance(value, str) and value.split(" ", 1)[0] in load_words("names.phrases.leading")):
        return found, False  # "to farmers" of "approved the payment of $40 to farmers"
    empty = head.lemma_.lower() in load_words("events.idioms.empty") or _is_left_over(telling, value)
    plain = duty is not None and is_named(telling.subject)
    empty = empty or (isinstance(value, str) and " " not in value and _is_untimed(telling))
    if isinstance(value, Mention) or plain or (not empty and _is_worth_telling(telling, head)):
        sort = Sort(telling.kind, "clause/object", telling.sure)
        found.append(telling.make(f"{telling.clause.words}{_as_what(telling)}", value, sort))
    return found, True


def _as_what(telling: Telling) -> str:
    """` as core` of `takes the old port and the fish market as its core`, without which the verb says little."""
    if telling.clause.lemma not in load_words("events.described.as_what"):
        return ""
    nouns = [token for word, token in telling.clause.preps if word == "as"]
    below = (child for token in telling.clause.objects for child in token.children if child.lower_ == "as")
    nouns += [token for prep in below for token in find_governed(prep)]
    return f" as {nouns[0].lower_}" if nouns and nouns[0].pos_ == "NOUN" else ""


def _is_worth_telling(telling: Telling, head: Token) -> bool:
    """True where an object in common nouns is told of a happening or plan, not of what is done again and again."""
    full = " " in telling.context.phrase(head)  # "held a monopoly on tin" is told by its statement
    named, timed = is_named(telling.subject) or (telling.is_known and full), telling.qualifiers.time is not None
    measured = any(telling.is_figure(token) for token in head.subtree)
    if telling.qualifiers.basis is Basis.TARGET and (named or (telling.is_identified and not measured)):
        return True
    named = named or any(token.pos_ == "PROPN" for token in telling.context.sentence.phrase(head))
    habit = telling.clause.verb.tag_ in ("VBZ", "VBP") and telling.qualifiers.basis is Basis.ACTUAL
    told = named or timed or (full and telling.is_identified and telling.clause.lemma in _acting())
    return telling.provides or (telling.event and told and not habit)


def _acting() -> frozenset[str]:
    """Verbs of what bodies do: a reader knows from the words who signed or approved it."""
    return load_words("events.signing.verbs", "events.wordings.acting", "events.sittings.deciding")


def _with_infinitive(telling: Telling, head: Token) -> str | None:
    """`requires operators to report emissions`: the object with what it is to do."""
    verb = telling.clause.verb
    infinitive = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.i > head.i), None)
    if infinitive is None or verb.lemma_ not in load_words("verbs.control.lemmas"):
        return None
    tokens = dict.fromkeys((*head.subtree, *infinitive.subtree))
    return telling.words_of([token for token in tokens if telling.context.sentence.time_at(token) is None])


def _places_of_object(telling: Telling, head: Token) -> Iterator[Candidate]:
    """`runs ports in A, B and C`: one candidate for each place."""
    if (
        head.tag_ != "NNS"
        or telling.event
        or telling.clause.passive
        or any(telling.is_figure(child) for child in head.children)
    ):
        return
    preps = (child for child in head.children if child.dep_ == "prep" and child.lower_ == "in")
    for token in (t for prep in preps for place in find_governed(prep) for t in conjuncts(place)):
        place = telling.context.name(token)
        if place is not None and (telling.context.is_place(place) or token.pos_ == "PROPN"):
            label = f"{telling.clause.words} {head.lower_} in"
            yield telling.make(label, place, Sort(Kind.RELATION, "clause/places", 0.6))


def _is_told_by_figure(telling: Telling, head: Token) -> bool:
    """True where a figure says all that the object says: 300 people, a capacity of 40 MW, output to 3 tonnes."""
    changes = telling.clause.lemma in load_table("verbs.change") and not _is_bound(telling, head)
    taking = telling.clause.verb.dep_ == "advcl" and head.lemma_.lower() in load_words("verbs.indicators.heads")
    if (changes or taking) and any(telling.is_figure(token) for token in telling.clause.verb.subtree):
        return True
    if not any(telling.is_figure(token) for token in head.subtree):
        return False
    if _is_one_of_many(head):
        return False
    if head.lower_ in load_words("figures.nouns.totals"):
        return True
    if not telling.event or telling.is_figure(head):
        return True
    quantities = (telling.context.sentence.quantity_at(c) for c in head.children if c.dep_ in ("nummod", "quantmod"))
    return any(quantity is not None and quantity.unit is None for quantity in quantities) or _is_plain_sum(
        telling, head
    )


def _is_plain_sum(telling: Telling, head: Token) -> bool:
    """True for a noun of money before which only its sum stands: a $40 million loan."""
    before = [token for token in head.lefts if token.dep_ != "det" and not token.is_punct]
    money = head.lemma_.lower() in load_words("verbs.indicators.heads")
    return money and bool(before) and all(telling.is_figure(token) for token in before)


def _is_bound(telling: Telling, head: Token) -> bool:
    """True for the firm of `contracted Lindow Rail to lay 40 km of track`, which nothing made smaller."""
    verb = telling.clause.verb
    return head.pos_ == "PROPN" and any(child.tag_ == "VB" and child.i > head.i for child in verb.children)


def _counted(telling: Telling, head: Token) -> Iterator[Candidate]:
    """`approved seven schemes to help growers`: the few things that something was done with, besides their count."""
    sentence = telling.context.sentence
    numbers = [child for child in head.children if child.dep_ == "nummod" and child.is_alpha]
    quantities = [sentence.quantity_at(child) for child in numbers]
    few = len(quantities) == 1 and quantities[0] is not None and quantities[0].unit is None
    if not (few and telling.event and telling.is_identified) or telling.clause.lemma in load_table("verbs.holding"):
        return
    words = read_counted(telling, head)
    if len(words.split()) > _COUNTED:
        yield telling.make(telling.clause.words, words, Sort(telling.kind, "clause/counted", telling.sure))


def _funded(telling: Telling, head: Token) -> Iterator[Candidate]:
    """`approved $40 million for the construction of a road`: what a body gave money for, besides the sum."""
    quantity = telling.context.sentence.quantity_at(head)
    if quantity is None or telling.clause.lemma not in load_words("events.sittings.deciding") or not telling.is_named:
        return
    money = len(quantity.unit or "") == 3 and (quantity.unit or "").isupper()
    purpose = find_prep(head, "for") or find_prep(telling.clause.verb, "for")
    if not money or purpose is None or purpose.pos_ not in ("NOUN", "PROPN"):
        return
    whole = list(purpose.subtree)
    measured = any((q := telling.context.sentence.quantity_at(token)) and q.unit for token in whole)
    words = telling.phrase(purpose) if measured or len(whole) > _LONGEST else telling.words_of(whole)
    if " " not in words:
        return
    yield telling.make(f"{telling.clause.words} funds for", words, Sort(telling.kind, "clause/object", telling.sure))


def _is_one_of_many(head: Token) -> bool:
    """True for `one of the largest ports`, which counts nothing."""
    return head.lower_ == "one" and any(child.lower_ == "of" for child in head.children)


def _happening(telling: Telling, head: Token) -> Candidate | None:
    """`announced the acquisition of Lindow Data`: the happening belongs to the label, its thing is the object."""
    if head.lemma_.lower() not in load_words("events.happenings.nouns"):
        return None
    of = next((child for child in head.children if child.dep_ == "prep" and child.lower_ == "of"), None)
    thing = next(find_governed(of), None) if of is not None else None
    mention = telling.context.find_name(thing)
    if mention is None or not is_named(mention):
        return None
    label = f"{telling.clause.words} {head.lower_} of"
    return telling.make(label, mention, Sort(telling.kind, "clause/object", telling.sure))


def _value(telling: Telling, head: Token) -> Mention | str | None:
    """What an object names: a thing where it has a name or a class, else its words."""
    if head.pos_ in ("ADJ", "VERB", "ADV"):
        return telling.words_of(list(head.subtree)) or None
    if _is_one_of_many(head):
        return telling.phrase(head)
    mention = telling.context.name(head)
    if mention is not None and mention.name == telling.subject.name:
        return None
    if mention is not None and (is_named(mention) or mention.span is None):
        return _turned_into(telling, head) or mention
    return read_object(telling, head) or None
