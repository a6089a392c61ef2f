"""The subjects of a verb: its own, those that the parser does not give it, those of the clause it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shugu.extract.basis import PREDICATES, find_verb_of_list
from shugu.extract.coordination import conjuncts
from shugu.extract.holders import find_holders, find_joined_holders
from shugu.extract.lexicon import load_table, load_words
from shugu.extract.lists import find_lists
from shugu.extract.moods import find_verb_of_first
from shugu.extract.participles import find_infinitive_before
from shugu.extract.performers import find_performers, is_own
from shugu.extract.relatives import find_meant

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_subjects", "is_main_participle"]

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_BELOW = ("conj", "advcl", "ccomp", "pcomp", "dep", "parataxis", "acomp")  # what hangs on the verb with the subject


def find_subjects(verb: Token) -> list[Token]:
    """The heads of the subject; where the verb has none of its own, that of the clause it belongs to."""
    if any(child.dep_ == "expl" for child in verb.lefts):
        return []  # "there is no growth"
    return _own_subjects(verb) or _unseen_subjects(verb) or _subjects_above(verb)


def _own_subjects(verb: Token) -> list[Token]:
    own = _behind_dateline([_named_before(child) for child in verb.children if child.dep_ in _SUBJECTS])
    if len(own) > 1 and own[0].tag_ == "VBN":  # "Co-financed by the bank, the line is"
        own = own[1:]
    if own and verb.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "as" for c in verb.children):
        made = [child for child in verb.head.children if child.dep_ == "dobj" and child.i < own[0].i]
        if made and verb.tag_ == "VB":  # "build Lindow as a hub to serve the coast": Lindow serves it
            return conjuncts(made[0])
    holders = find_holders(own[0], verb) if len(own) == 1 else []
    if len(own) == 1 and not holders and (others := find_joined_holders(own[0], verb.i)):
        return [own[0], *others]
    return holders or [token for head in _without_descriptions(own) for token in find_meant(head, verb)]


def _named_before(subject: Token) -> Token:
    """Lindow of `Lindow, once called the town of salt, has`, which the parser takes for a clause."""
    if subject.dep_ != "csubj":
        return subject
    names = (child for child in subject.children if child.dep_ == "nsubj" and child.pos_ == "PROPN")
    return next((name for name in names if name.nbor(1).text == ","), subject)


def _unseen_subjects(verb: Token) -> list[Token]:
    """The subject that the parser does not give the verb: a list or name before it, that of the verb before."""
    if is_main_participle(verb):
        return [_find_root(verb)]
    listed = _find_listed(verb)
    if listed or not _is_finite(verb):
        return listed
    before = _find_name_before(verb)
    shared = _find_shared(verb) if before is None else None
    return [before] if before is not None else conjuncts(shared) if shared is not None else []


def _subjects_above(verb: Token) -> list[Token]:
    """The subject of the clause that a verb belongs to, or the noun that it says more of."""
    current, seen = verb, set()
    while current.i not in seen:
        seen.add(current.i)
        own = _own_subjects(current) or _subject_of_first(current, verb) or find_performers(current)
        if found := own or _receivers(current) or _able(current):
            return found
        step = _verb_of_plan(current) or find_verb_of_first(current) or find_verb_of_list(current)
        step = step or _verb_past_noun(current)
        if step is not None:
            current = step
            continue
        if current.dep_ == "acl" or (current.dep_ == "relcl" and current.tag_ in ("VBN", "VBG", "VB")):
            return [_find_made(current)]
        if current.dep_ == "xcomp":
            if (moved := _moved_by(current.head)) is not None:
                return conjuncts(moved)
            current = current.head
        elif (said := _said_before(current)) is not None:
            current = said
        elif current.dep_ in _BELOW or (current.dep_ == "advmod" and current.pos_ == "ADJ"):
            current = _above_asides(current.head)
            if _is_plan(current):
                current = next((above for above in current.ancestors if above.pos_ in PREDICATES), current)
            if current.pos_ in ("NOUN", "PROPN") and current.dep_ != "ROOT":
                return [current]
        else:
            return []
    return []


def _verb_past_noun(verb: Token) -> Token | None:
    """The verb to whose subject a clause belongs, though a noun stands between: fell in the period to reach 40."""
    if verb.tag_ == "VBG":
        recorded = verb.dep_ == "acl" and _is_recorded_by_subject(verb)
        return verb.head.head if recorded else find_infinitive_before(verb)
    timed = verb.tag_ == "VB" and verb.head.lemma_.lower() in load_words("verbs.plan_words.spans")
    return next((above for above in verb.head.ancestors if above.pos_ in PREDICATES), None) if timed else None


def _is_recorded_by_subject(participle: Token) -> bool:
    """True for `the firm reached 40 markets, recording sales of $4 million`: the firm's sales, not the markets'."""
    noun = participle.head
    return (
        noun.dep_ == "dobj" and noun.head.pos_ == "VERB" and participle.lemma_ in load_words("verbs.recording.lemmas")
    )


def _receivers(verb: Token) -> list[Token]:
    """Who are to do what a sum is for: the firm of `approved $40 million to the firm to build a line`."""
    above = verb.head
    if verb.dep_ != "advcl" or verb.tag_ != "VB" or above.lemma_ not in load_words("verbs.giving.lemmas"):
        return []
    preps = (child for child in above.children if child.lower_ == "to" and above.i < child.i < verb.i)
    receiver = next((child for prep in preps for child in prep.children if child.dep_ == "pobj"), None)
    return conjuncts(receiver) if receiver is not None else []


def _able(verb: Token) -> list[Token]:
    """The trains of `trains able to carry 40 people`."""
    able = verb.head
    behind = verb.dep_ == "xcomp" and able.dep_ == "amod" and able.pos_ == "ADJ" and able.i > able.head.i
    return conjuncts(able.head) if behind else []


def _verb_of_plan(verb: Token) -> Token | None:
    """The verb above a noun that an infinitive tells the plan of: announced of `announced plans to build`."""
    noun = verb.head
    if verb.dep_ not in ("acl", "relcl") or verb.tag_ != "VB" or not (_is_plan(noun) or is_own(noun)):
        return None
    return next((above for above in noun.ancestors if above.pos_ in PREDICATES), noun)


def _moved_by(verb: Token) -> Token | None:
    """Who does what somebody is asked, helped or drawn to do: the firms of `drew firms to settle`."""
    moving = load_words("verbs.control.lemmas", "verbs.attraction.lemmas")
    objects = (child for child in verb.children if child.dep_ in ("dobj", "dative"))
    if verb.lemma_ == "call":  # "called on the city to widen the road"
        preps = (child for child in verb.rights if child.dep_ == "prep" and child.lower_ in ("on", "upon"))
        objects = (child for prep in preps for child in prep.children if child.dep_ == "pobj")
        return next(objects, None)
    return next(objects, None) if verb.lemma_ in moving else None


def _subject_of_first(first: Token, verb: Token) -> list[Token]:
    """The subject that the first of several verbs shares with a verb before it."""
    shared = _find_shared(first) if first.dep_ == "ROOT" and first.i != verb.i else None
    return conjuncts(shared) if shared is not None else []


def _said_before(participle: Token) -> Token | None:
    """The verb of what is said, which a participle behind "he said" belongs to: `..., he said, adding a line`."""
    verb = participle.head
    if participle.dep_ != "advcl" or participle.tag_ != "VBG" or verb.lemma_ not in load_words("verbs.speech.lemmas"):
        return None
    return next((child for child in verb.children if child.dep_ == "ccomp" and child.i < verb.i < participle.i), None)


def _is_plan(noun: Token) -> bool:
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in load_words("verbs.future.nouns")


def _behind_dateline(subjects: list[Token]) -> list[Token]:
    """The subjects without the place of a dateline: the bank of `LINDOW, Norland: The bank has opened`."""
    if len(subjects) < 2 or subjects[0].ent_type_ != "GPE":
        return subjects
    between = subjects[0].doc[subjects[0].i : subjects[1].i]
    return subjects[1:] if any(token.text in (":", "–", "—", "--") for token in between) else subjects


def _without_descriptions(subjects: list[Token]) -> list[Token]:
    """The first subject; the name, where a description and the name behind it are both taken for subjects."""
    named = [token for token in subjects if token.pos_ == "PROPN"]
    described = len(subjects) > 1 and subjects[0].pos_ == "NOUN"
    if described and not named and subjects[1].left_edge.i > 0 and subjects[1].left_edge.nbor(-1).text == ",":
        return subjects[1:2]  # "The firm's second in Norland, the plant was built"
    return named[:1] if described and named else subjects[:1]


def _above_asides(token: Token) -> Token:
    """The verb above `in addition to adding a line`, `in the process of`, which say nothing of who does it."""
    above = _above_preps(token)
    aside = above.dep_ == "pobj" and above.lower_ in load_words("events.prepositions.asides")
    return _above_preps(above.head) if aside and above.i != token.i else above


def _above_preps(token: Token) -> Token:
    while token.dep_ in ("prep", "pcomp") and token.head.i != token.i:
        token = token.head
    return token


def is_main_participle(verb: Token) -> bool:
    """True for the verb of a sentence without one that is taken for a participle: a plant of 40 MW opened in Lindow."""
    if verb.dep_ != "acl" or verb.tag_ != "VBN":
        return False
    root = _find_root(verb)
    loose = verb.head.i != root.i and root.i < verb.i
    if not loose or root.pos_ not in ("NOUN", "PROPN") or any(child.dep_ == "agent" for child in verb.children):
        return False
    finite = (token for token in verb.doc if token.tag_ in ("VBZ", "VBP", "VBD", "MD"))
    return next(finite, None) is None and verb.lemma_ in load_words("verbs.beginning.lemmas")


def _find_root(token: Token) -> Token:
    """The word on which all others of the sentence hang."""
    return next((above for above in token.doc if above.dep_ == "ROOT"), token)


def _is_finite(verb: Token) -> bool:
    """True for the verb of a main or reported clause that stands in a tense."""
    helped = any(
        child.dep_ in ("aux", "auxpass") and child.tag_ in ("VBZ", "VBP", "VBD", "MD") for child in verb.children
    )
    return verb.dep_ in ("ROOT", "ccomp") and (helped or verb.tag_ in ("VBZ", "VBD"))


def _find_name_before(verb: Token) -> Token | None:
    """The name that a finite verb without a subject tells of: `As a hub of the region, Lindow, with its port, lies`.

    It begins the sentence or stands behind a comma, and is no part of a list.
    """
    for entity in reversed(verb.doc.ents):
        root, first = entity.root, entity.start
        if entity.end > verb.i or entity.label_ not in ("GPE", "ORG", "PERSON", "FAC", "PRODUCT", "LOC"):
            continue
        apart = first == 0 or verb.doc[first - 1].text == ","
        follows = verb.doc[entity.end].text in (",", "-", "–", "(") or entity.end >= verb.i - 3
        if apart and follows and root.dep_ in ("appos", "npadvmod", "dep", "nmod", "conj", "ROOT", "nsubj"):
            return root
    return None


def _find_shared(verb: Token) -> Token | None:
    """The subject of the verb before, for one that goes on with it: that the city will be rebuilt, will have opened."""
    if not any(child.dep_ == "aux" for child in verb.children):
        return None
    for token in reversed(verb.doc[: verb.i]):
        if token.dep_ in _SUBJECTS and token.head.i < verb.i and token.pos_ in ("NOUN", "PROPN"):
            return token
    return None


def _find_listed(verb: Token) -> list[Token]:
    """The names of a list right before an infinitive: drew firms such as A, B, C and other makers to settle there."""
    first = verb.left_edge
    if verb.tag_ != "VB" or first.lower_ != "to" or any(child.dep_ in _SUBJECTS for child in verb.children):
        return []
    for names in find_lists(verb.doc):
        between = verb.doc[names.end : first.i]
        if names.start and verb.doc[names.start - 1].lower_ in ("with", "between", "by"):
            continue  # "agreed with A, B and C to build it"
        others = len(between) > 1 and [token.lower_ for token in between[:2]] == ["and", "other"]
        if names.end <= first.i and (not len(between) or (others and between[-1].tag_ == "NNS")):
            return names.heads(verb.doc)
    return []


def _described_by(noun: Token) -> Token:
    """The line of `the line is one of the priorities to cut traffic`, of which a noun only says what it is."""
    if noun.lemma_.lower() not in load_words("verbs.plan_words.steps"):
        return noun
    one = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    if one.dep_ == "dobj" and one.head.lemma_ in load_words("verbs.plan_words.remarking"):
        return next(iter(find_subjects(one.head)), noun)  # "will open, marking a step to revive trade"
    if one.dep_ != "attr":
        return noun
    return next((child for child in one.head.children if child.dep_ == "nsubj"), noun)


def _find_made(participle: Token) -> Token:
    """What a participle tells of: in `laboratory of soil science founded by Lindow` the laboratory, not the science."""
    noun = _described_by(participle.head)
    whole = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    if whole is None or participle.lemma_ not in load_words("verbs.making.lemmas") or noun.pos_ == "PROPN":
        return noun
    classes = load_table("names.classes")
    kind = classes.get(noun.lemma_.lower())
    matter = kind is None or kind in load_words("events.policies.classes")  # a laboratory of soil strategy
    return whole if whole.lemma_.lower() in classes and matter else noun
