"""On what ground a clause stands: it was, it is meant to be, it is foreseen, it is only thought of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from shugu.extract.lexicon import load_words
from shugu.extract.moods import find_verb_of_first, is_about_to_come, is_done_beside
from shugu.extract.participles import find_verb_gone_on, is_directed, is_listed_work
from shugu.model.fact import Basis

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["PREDICATES", "find_basis", "find_verb_of_list", "is_allowed", "is_granted"]

PREDICATES = frozenset({"VERB", "AUX"})
_DEEPEST = 6  # verbs above a clause that are asked


def find_basis(verb: Token) -> Basis | None:
    """On what ground the clause stands; None where it is negated, conditional or only possible."""
    shared = verb.head if is_granted(verb) else find_verb_of_first(verb)
    if shared is not None:
        return find_basis(shared)
    basis = _own_plan(verb)
    current: Token | None = verb
    for _ in range(_DEEPEST):
        if current is None:
            break
        if _is_unreal(current, verb):
            return None
        basis = _by_words(current, basis)
        if _depends(current):
            if _is_only_thought(current):
                return None
            basis = _by_verb_above(current, basis)
        gerund = current.dep_ == "conj" and current.tag_ == "VBG"
        current = _next_above(current)
        if gerund and current is not None and is_directed(current):
            basis = Basis.TARGET  # "is focused on building a port, and luring trade"
    above = find_verb_gone_on(verb) if basis is Basis.ACTUAL else None
    if above is not None:
        meant = find_basis(above)
        if meant is None and verb.dep_ == "pcomp":
            return None  # "could be reached by cutting waste"
        return meant if meant in (Basis.TARGET, Basis.FORECAST) else basis
    return basis


def is_granted(verb: Token) -> bool:
    """True for what somebody was approved or chosen to do: the leave is the fact, whether it is done or not."""
    if verb.dep_ != "xcomp" or verb.head.lemma_ not in load_words("verbs.granting.lemmas"):
        return False
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.head.children)


def _plans(head: Token) -> Basis | None:
    """What a verb or adjective says of the infinitive it governs: planned, or foreseen."""
    lemma, forecast = head.lemma_.lower(), load_words("verbs.future.forecast")
    if lemma in forecast or head.lower_ in forecast:
        return Basis.FORECAST
    return Basis.TARGET if lemma in load_words("verbs.future.target") else None


def _own_plan(verb: Token) -> Basis:
    """What a passive or an adjective says of its subject by itself: `first power is expected in 2026`."""
    devoted = is_directed(verb) or is_listed_work(verb) or _is_devoted(verb) or _is_due(verb)
    if devoted or _is_to_be_done(verb) or is_about_to_come(verb):
        return Basis.TARGET
    if verb.lemma_ in load_words("verbs.own_plan.except"):
        return Basis.ACTUAL
    for child in verb.children:  # "is due to open"
        if child.dep_ == "acomp" and any(c.dep_ == "xcomp" for c in child.children) and (plan := _plans(child)):
            return plan
    first = verb
    while first.dep_ == "conj" and first.tag_ == first.head.tag_ == "VBG":
        first = first.head
    above = first.head.head.lemma_.lower()
    if first.dep_ == "pcomp" and above in load_words(
        "verbs.future.nouns", "verbs.plan_words.aiming", "events.missions.aims"
    ):
        return Basis.TARGET  # "with the aim of reaching"
    labels = {child.dep_ for child in verb.children}
    if verb.lemma_ in load_words("verbs.design.lemmas") and any(
        _is_ahead(c) for c in verb.children if c.dep_ == "conj"
    ):
        return Basis.TARGET
    passive = not labels.isdisjoint({"auxpass", "nsubjpass"}) and "xcomp" not in labels
    return (passive and _plans(verb)) or Basis.ACTUAL


def _is_to_be_done(verb: Token) -> bool:
    """True for the built of `the plant, to be built in Lindow` and `with 40 schools to be built`."""
    labels = {child.tag_ if child.tag_ == "TO" else child.dep_ for child in verb.children}
    if not labels.issuperset({"TO", "auxpass"}):
        return False
    return verb.dep_ in ("acl", "relcl") or ("nsubjpass" in labels and verb.dep_ in ("conj", "pcomp", "ROOT"))


def _is_due(verb: Token) -> bool:
    """True for the set of `is set for completion`, whenever it is due."""
    if verb.tag_ != "VBN" or verb.lower_ not in load_words("verbs.schedules.words"):
        return False
    events = load_words("verbs.schedules.events")
    preps = (child for child in verb.rights if child.lower_ == "for")
    return any(child.dep_ == "pobj" and child.lemma_.lower() in events for prep in preps for child in prep.children)


def _is_devoted(verb: Token) -> bool:
    """True for the committed of `is committed to building it`."""
    if verb.lemma_ not in load_words("verbs.own_plan.devoted"):
        return False
    tos = (child for child in verb.children if child.dep_ == "prep" and child.lower_ == "to")
    return any(child.dep_ == "pcomp" for to in tos for child in to.children)


def _is_ahead(verb: Token) -> bool:
    """True for a verb with a help verb of what is to come, or of duty."""
    ahead = load_words("verbs.future.aux", "verbs.obligation.aux")
    return any(child.dep_ == "aux" and child.lower_ in ahead for child in verb.children)


def _has(verb: Token, path: str) -> bool:
    return any(child.lower_ in load_words(path) for child in verb.children)


def _is_unreal(current: Token, verb: Token) -> bool:
    """True for a clause that is negated, conditional or only possible by its own words."""
    marks = load_words("verbs.hypothetical.marks")
    for child in current.children:
        negated = child.dep_ != "conj" and child.lower_ in load_words("verbs.negated.words")
        if negated or child.dep_ == "neg" or (child.dep_ == "det" and child.lower_ == "no"):
            return True
        if child.dep_ == "mark" and child.lower_ in marks:
            return True
        if child.dep_ == "aux" and child.lower_ in load_words("verbs.hypothetical.aux"):
            if not _is_reported_plan(child, current):
                return True
        elif child.dep_ in ("nsubj", "nsubjpass", "dobj") and current.i == verb.i and _is_none(child.children):
            return True
    return False


def _is_none(children: Iterable[Token]) -> bool:
    return any(child.lower_ == "no" and child.dep_ == "det" for child in children)


def _is_reported_plan(aux: Token, verb: Token) -> bool:
    """True for the would of `said that it would invest`."""
    if aux.lower_ != "would" or any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children):
        return False
    marks = load_words("verbs.hypothetical.marks")
    return _is_reported(verb) and not any(token.lower_ in marks for token in verb.subtree)


def _is_reported(verb: Token) -> bool:
    """True for a clause under a verb of speech in the past, or beside it."""
    lemmas = load_words("verbs.speech.lemmas", "verbs.reported.lemmas")
    if any(c.dep_ in ("parataxis", "ccomp") and c.lemma_ in lemmas for c in verb.children):
        return True
    above = verb.head.lemma_
    under = verb.dep_ in ("ccomp", "advcl", "conj")
    return under and above in lemmas and above not in load_words("verbs.reported.denial")


def _by_words(verb: Token, basis: Basis) -> Basis:
    """The basis by the help verbs and adverbs of a clause."""
    ahead = load_words("verbs.future.aux", "verbs.obligation.aux")
    for child in verb.children:
        if child.dep_ == "aux" and child.lower_ in load_words("verbs.hypothetical.aux"):
            basis = Basis.TARGET
        elif basis is not Basis.ACTUAL:
            continue
        elif child.dep_ == "aux" and child.lower_ in ahead:
            basis = Basis.TARGET
        elif child.dep_ == "advmod" and child.lower_ in load_words("verbs.hearsay.words"):
            basis = Basis.ESTIMATE
        elif child.lower_ == "can" and verb.dep_ == "advcl" and _has(verb, "verbs.purpose.marks"):
            basis = Basis.TARGET  # "so that goods can be sold"
    return basis


def _depends(verb: Token) -> bool:
    """True for a clause that stands on the ground of the verb above it."""
    if _stands_alone(verb):
        return False
    if verb.dep_ == "relcl" and any(child.lower_ in load_words("verbs.first.words") for child in verb.head.children):
        return False  # "praised the first woman to lead it"
    if verb.dep_ == "advcl" and verb.tag_ == "VBN":  # "is on track to be completed"
        return any(child.dep_ == "aux" and child.tag_ == "TO" for child in verb.children)
    return verb.dep_ in ("xcomp", "ccomp") or (verb.dep_ in ("advcl", "acl", "relcl") and verb.tag_ == "VB")


def _stands_alone(verb: Token) -> bool:
    """True for a sentence before a semicolon, which the parser takes for what the verb behind it tells."""
    before = verb.dep_ == "ccomp" and verb.i < verb.head.i
    return before and any(token.text == ";" for token in verb.doc[verb.i : verb.head.i])


def _is_plain_speech(verb: Token) -> bool:
    return verb.dep_ == "ccomp" and verb.head.lemma_ in load_words("verbs.reported.plain")


def _plan_above(verb: Token) -> Basis | None:
    helps = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    told = verb.dep_ == "ccomp" and (verb.tag_ == "VBD" or (verb.tag_ == "VBN" and "can" not in helps))
    if verb.dep_ in ("acl", "relcl"):  # "estimating the turnover to reach 4 million"
        above = verb.head.head if verb.head.dep_ == "dobj" else verb.head
        return Basis.FORECAST if above.lemma_ in load_words("verbs.future.foreseeing_of") else None
    if is_allowed(verb) or is_listed_work(verb):
        return Basis.TARGET
    return None if told else _plans(verb.head)


def is_allowed(verb: Token) -> bool:
    """True for the spending of `approved spending 5 million`, which is yet to be done."""
    gerund = verb.tag_ == "VBG" and verb.dep_ in ("xcomp", "ccomp") and not verb.n_lefts
    return gerund and verb.head.lemma_ in load_words("verbs.plan_words.allowing")


def _is_only_thought(verb: Token) -> bool:
    """True for the infinitive of `considered to sell`, `refused to sell`."""
    thought = verb.dep_ == "xcomp" and verb.head.lemma_ in load_words("verbs.hypothetical.lemmas")
    return thought and _plan_above(verb) is None


def _by_verb_above(verb: Token, basis: Basis) -> Basis:
    """The basis by the verb that a clause depends on: planned, foreseen, or an infinitive of purpose."""
    if _is_plain_speech(verb):
        return basis
    plan = _plan_above(verb)
    if plan is not None:
        return plan if basis is Basis.ACTUAL or plan is Basis.FORECAST else basis
    helps = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    drawn = verb.dep_ == "advcl" and verb.head.lemma_ in load_words("verbs.attraction.lemmas")
    drawn = drawn or (verb.dep_ == "xcomp" and verb.head.lemma_ in load_words("verbs.carriers.beginning"))
    infinitive = verb.tag_ in ("VB", "VBN") and "to" in helps and "have" not in helps
    drawn = drawn or (verb.head.tag_ in ("VBD", "VBN") and verb.head.lemma_ in load_words("verbs.driving.lemmas"))
    infinitive = infinitive and not drawn and not is_done_beside(verb)
    return Basis.TARGET if infinitive and basis is Basis.ACTUAL else basis


def _next_above(verb: Token) -> Token | None:
    """The verb above, where a clause shares its ground; None where it stands on its own."""
    if _stands_alone(verb):
        return None
    if verb.dep_ in ("xcomp", "ccomp"):
        return None if _is_plain_speech(verb) else verb.head
    if any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        return None
    if verb.dep_ in ("conj", "dep") and verb.head.pos_ in PREDICATES:
        return _next_above(verb.head) if _is_ahead(verb.head) and _has_own_tense(verb) else verb.head
    return find_verb_of_list(verb)


def _has_own_tense(verb: Token) -> bool:
    """True for the borrowed of `will lend 4 million, and has borrowed the rest`."""
    helps = (child.tag_ for child in verb.lefts if child.dep_ in ("aux", "auxpass"))
    return verb.tag_ == "VBN" and any(tag in ("VBD", "VBZ") for tag in helps)


def find_verb_of_list(verb: Token) -> Token | None:
    """The verb before in `will have opened two parks, hired 40 people`, where the parser hangs `hired` on the parks."""
    after_comma = verb.left_edge.i > 0 and verb.left_edge.nbor(-1).text == ","
    if not (verb.dep_ == "acl" and verb.tag_ == "VBN" and after_comma):
        return None
    bounds = load_words("quantities.comparators_before")  # "hired over 40 people"
    own = (child.dep_ == "dobj" or (child.dep_ == "prep" and child.lower_ in bounds) for child in verb.children)
    if not any(own):  # with an object of its own it is no passive
        return None
    return next((above for above in verb.ancestors if above.pos_ in PREDICATES), None)
