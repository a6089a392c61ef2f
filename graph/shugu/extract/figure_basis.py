"""On what ground a figure stands: it was measured, it is meant, it is foreseen, it is estimated."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from shugu.extract.basis import PREDICATES, find_basis
from shugu.extract.clauses import Clause
from shugu.extract.lexicon import load_pattern, load_words
from shugu.extract.reading import Reading
from shugu.extract.times import Time
from shugu.model.fact import Basis
from shugu.model.time import Precision

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["basis_of"]

_BESIDE = 5  # tokens


def basis_of(root: Token, reading: Reading, time: Time | None) -> Basis | None:
    """The ground of a figure: that of its clause, but a plan by a deadline or the words around it."""
    clause = reading.clause
    basis = clause.basis if clause else _basis_above(root)
    if basis is None or (clause is not None and _is_mulled(clause)):
        return None
    if basis is Basis.TARGET and (_is_there(root, reading) or (clause is not None and _is_kept(clause))):
        return Basis.ACTUAL
    past = reading.rule == "figure/compared" and (time is None or not time.deadline)
    if reading.rule == "figure/changed-from" or past:
        basis = Basis.ACTUAL
    if basis is Basis.ACTUAL and clause is not None and not clause.passive:
        basis = _own_mood(clause)
    if basis is Basis.TARGET and clause is not None and _is_said_to_be_estimated(clause):
        basis = Basis.FORECAST
    if basis is Basis.FORECAST:
        return Basis.ESTIMATE if _is_counted(clause, time) else basis
    if basis is Basis.TARGET:
        return Basis.FORECAST if clause is not None and _comes_by_itself(clause) else basis
    if basis is not Basis.ACTUAL:
        return basis
    coming = _is_set(root, reading, time) or _is_to_be(root) or _is_of_what_comes(clause)
    return Basis.TARGET if coming else _by_words(root, reading, time)


def _is_mulled(clause: Clause) -> bool:
    """True for what is only thought about: `is considering a bid of $4 million`."""
    return not clause.passive and clause.lemma in load_words("verbs.hypothetical.mulling") and bool(clause.objects)


def _is_to_be(root: Token) -> bool:
    """True for the 40 MW of `with 40 MW set to be added`."""
    meant = load_words("verbs.future.target", "verbs.future.forecast")
    verbs = [child for child in root.rights if child.dep_ in ("acl", "amod")]
    verbs += [root.head] if root.dep_ in ("nsubj", "nsubjpass") and root.head.dep_ == "advcl" else []
    participles = (verb for verb in verbs if verb.tag_ == "VBN" and verb.lemma_ in meant)
    return any(child.dep_ == "xcomp" for verb in participles for child in verb.children)


def _is_of_what_comes(clause: Clause | None) -> bool:
    """True for the 33 million of `investments totalling $33 million are to be made`."""
    if clause is None or clause.verb.dep_ != "acl" or clause.lemma not in load_words("verbs.measure.lemmas"):
        return False
    noun = clause.verb.head
    if noun.dep_ not in ("nsubj", "nsubjpass") or noun.head.pos_ not in PREDICATES:
        return False
    verbs = [noun.head, *(child for child in noun.head.children if child.dep_ == "xcomp" and noun.head.lemma_ == "be")]
    return any(find_basis(verb) in (Basis.TARGET, Basis.FORECAST) for verb in verbs)


def _is_there(root: Token, reading: Reading) -> bool:
    """True for the size of what is there already: the 40 of `to repair the 40-km road`."""
    if reading.rule not in load_words("figures.nouns.lasting"):
        return False
    verb = next((token for token in root.ancestors if token.pos_ == "VERB"), None)
    if verb is None or verb.lemma_ not in load_words("verbs.works.mending"):
        return False
    nouns = [token for token in (root, *root.ancestors) if verb.is_ancestor(token)]
    return any(child.lower_ == "the" or child.dep_ == "poss" for token in nouns for child in token.children)


def _is_kept(clause: Clause) -> bool:
    """True for what stays as it is because somebody has decided so: `decided to keep the rate at 4 per cent`."""
    above = clause.verb.head
    decided = above.tag_ in ("VBD", "VBN") and above.lemma_ in load_words("verbs.measure.decided")
    return clause.lemma in load_words("verbs.measure.held") and clause.verb.dep_ == "xcomp" and decided


def _is_set(root: Token, reading: Reading, time: Time | None) -> bool:
    """True for what a budget sets, what works are to make, and what is listed after a thing "to be built"."""
    clause = reading.clause
    if reading.rule == "figure/allotted" and load_pattern("figures.around.shared_out").search(root.doc.text):
        return True  # "is allocated as follows", which is yet to be spent
    if _is_to_be_made(root) or _is_announced(root, clause) or _is_of_plan(reading) or _is_approved(root, reading):
        return True
    if _is_part_of_works(clause) or (reading.rule == "figure/works" and _is_yet_to_be_made(clause)):
        return True
    told = clause is not None and clause.verb.tag_ in ("VBD", "VBN") and not clause.passive
    if told or (time is not None and time.past and time.value.precision is not Precision.DAY):
        return False
    budget = load_pattern("figures.around.budget")
    if reading.subject is not None and budget.search(reading.subject.name):
        return True
    return clause is not None and _lists_works(clause) and _is_made(root, clause)


def _lists_works(clause: Clause) -> bool:
    """True for `the project includes`, and for `the project works comprise`, where works is taken for the verb."""
    verbs = load_words("verbs.works.verbs")
    return clause.lemma in verbs or (clause.verb.lower_ == "works" and any(t.lower_ in verbs for t in clause.objects))


def _is_of_plan(reading: Reading) -> bool:
    """True for the sum of `a project plan valued at 81 million`."""
    if reading.subject is None or reading.rule not in ("figure/worth", "figure/converted"):
        return False
    return reading.subject.name.rsplit(maxsplit=1)[-1].lower() in load_words("verbs.works.plans")


def _is_approved(root: Token, reading: Reading) -> bool:
    """True for the 40 of `approved a 40 km long line`, which is yet to be built; not for a sum that is given."""
    clause = reading.clause
    if clause is None or clause.lemma not in load_words("verbs.works.approving") or clause.passive:
        return False
    unit = reading.rule in load_words("figures.nouns.lasting")
    made = [t for t in clause.objects if t.i >= root.i and (t.i == root.i or t.is_ancestor(root))]
    given = any(noun.lemma_.lower() in load_words("verbs.works.given") for noun in made)
    return unit and not given and any(child.lower_ in ("a", "an") for noun in made for child in noun.children)


def _is_to_be_made(root: Token) -> bool:
    """True for a figure of a list that goes on after a thing that is "to be built"."""
    listed = any(token.text == ";" for token in root.doc[: root.i])
    return listed and load_pattern("figures.around.to_be_made").search(root.doc.text, 0, root.idx) is not None


def _is_announced(root: Token, clause: Clause | None) -> bool:
    """True for the 4 of `announced an investment of $4 million`, which is yet to be made."""
    if clause is None or clause.lemma not in load_words("verbs.works.announcing"):
        return False
    purposes = load_words("figures.nouns.with_purpose")
    above = [token for token in (root, *root.ancestors) if clause.verb.is_ancestor(token)]
    return any(token.lemma_.lower() in purposes for token in above)


def _is_part_of_works(clause: Clause | None) -> bool:
    """True for the 64 of `the plan involves constructing 64 stations`, which the plan tells as yet to be done."""
    if clause is None or clause.verb.tag_ != "VBG":
        return False
    verb = clause.verb.head if clause.verb.dep_ in ("xcomp", "pcomp", "ccomp", "dobj") else clause.verb
    if verb.lemma_ not in load_words("verbs.works.verbs") or verb.tag_ == "VBD":
        return False
    nouns = load_words("verbs.works.nouns")
    return any(child.dep_ == "nsubj" and child.lemma_.lower() in nouns for child in verb.children)


def _is_yet_to_be_made(clause: Clause | None) -> bool:
    """True for what works make that are agreed on or included, not done."""
    if clause is None:
        return False
    done = clause.verb.tag_ in ("VBD", "VBN") and clause.lemma in load_words("verbs.works.done")
    return not done


def _is_made(root: Token, clause: Clause) -> bool:
    """True for the 13 of `the project includes construction of 13 clinics`."""
    above = [token for token in root.ancestors if clause.verb.is_ancestor(token)]
    making = any(token.lemma_.lower() in load_words("verbs.works.making") for token in above)
    return making and any(token.lemma_.lower() in load_words("verbs.works.nouns") for token in clause.subjects)


def _is_counted(clause: Clause | None, time: Time | None) -> bool:
    """True for what is expected of a period gone by and only not counted yet, and for what is estimated to be.

    What somebody had expected stays foreseen, whatever came of it.
    """
    told = clause is not None and not clause.passive and clause.verb.tag_ in ("VBD", "VBN")
    if told and clause is not None and _own_mood(clause) is Basis.FORECAST:
        return False
    if time is not None and time.past and time.value.precision is not Precision.DAY:
        return True
    return clause is not None and _is_estimated(clause) and not (time and time.ahead)


def _by_words(root: Token, reading: Reading, time: Time | None) -> Basis:
    """The ground of a figure whose clause tells what is, by the words around it."""
    clause = reading.clause
    first = reading.label.split(" ", 1)[0]
    whole = {first, reading.subject.name.split(" ", 1)[0] if reading.subject is not None else ""}
    if whole & load_words("verbs.future.called"):
        return Basis.FORECAST
    if whole & load_words("verbs.future.proposed"):
        return Basis.TARGET
    if first in load_words("verbs.estimate.words") or (clause is not None and _is_potential(clause.verb)):
        return Basis.ESTIMATE
    forecasts = load_words("verbs.future.forecasts")
    if (
        _is_called(root, forecasts)
        or _is_of_forecast(root, forecasts)
        or reading.label.removesuffix("s").rsplit(" ", 1)[-1] in forecasts
    ):
        return Basis.FORECAST
    told = clause is not None and _verb_told(clause.verb).tag_ in ("VBD", "VBN")
    if (time is not None and time.deadline and not (told or time.past)) or (
        reading.rule != "figure/more-or-less" and _is_planned(root)
    ):
        return Basis.TARGET
    words = load_words("verbs.estimate.words")
    beside = [*root.doc[max(0, root.i - _BESIDE + 1) : root.i + _BESIDE], *root.head.head.children]
    return Basis.ESTIMATE if any(token.lower_ in words for token in beside) else Basis.ACTUAL


def _verb_told(verb: Token) -> Token:
    """The verb whose tense a clause has: continued of `continued to improve`, rose of `rose, reaching 40`."""
    if verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.head.pos_ == "VERB":
        return verb.head
    begun = load_words("verbs.carriers.beginning", "verbs.carriers.phases")
    return verb.head if verb.dep_ == "xcomp" and verb.head.lemma_ in begun else verb


def _is_potential(verb: Token) -> bool:
    """True for what can be done and is not said to be: `40 GW can be generated`."""
    passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)
    return passive and any(child.lower_ == "can" and child.dep_ == "aux" for child in verb.children)


def _own_mood(clause: Clause) -> Basis:
    """What a verb of meaning or foreseeing says of its own figure: `aims for 40 MW`, `expects a loss of $4 million`."""
    if clause.lemma in load_words("verbs.future.meaning"):
        return Basis.TARGET
    return Basis.FORECAST if clause.lemma in load_words("verbs.future.foreseeing") else Basis.ACTUAL


def _is_estimated(clause: Clause) -> bool:
    """True for what is estimated at, or estimated to cost, a sum."""
    lemmas, above = load_words("verbs.estimate.lemmas"), clause.verb.head
    ahead = any(
        child.dep_ == "aux" and child.lower_ in load_words("verbs.future.aux") for child in clause.verb.children
    )
    itself = clause.verb.lemma_ in lemmas and clause.verb.tag_ == "VBN"
    return not ahead and (itself or (above.lemma_ in lemmas and clause.verb.dep_ in ("xcomp", "ccomp")))


def _is_said_to_be_estimated(clause: Clause) -> bool:
    """True for what nobody means: `it is estimated that a revenue of $4 million will be made`."""
    above = clause.verb.head
    it = any(child.dep_ == "nsubjpass" and child.lower_ == "it" for child in above.children)
    return clause.verb.dep_ == "ccomp" and it and above.lemma_ in load_words("verbs.estimate.lemmas")


def _comes_by_itself(clause: Clause) -> bool:
    """True for what nobody means to do: emissions will fall, the line will cost a sum."""
    lemmas = load_words("verbs.future.coming")
    helps = (child.lower_ for child in clause.verb.children if child.dep_ == "aux")
    return clause.lemma in lemmas and not clause.passive and any(word in ("will", "would", "'ll") for word in helps)


def _basis_above(token: Token) -> Basis | None:
    while token.pos_ not in ("VERB", "AUX"):
        if token.head.i == token.i:
            return Basis.ACTUAL
        token = token.head
    return find_basis(token)


def _is_planned(root: Token) -> bool:
    """Whether a noun above the quantity calls it a target, or a word beside it planned."""
    words = load_words("figures.nouns.planned")
    near = (child for token in (root, root.head, root.head.head) for child in token.children)
    beside = (child.lower_ for child in near if child.dep_ != "conj")  # "covers 40 ha and is expected to grow"
    return _is_called(root, load_words("verbs.future.nouns")) or any(word in words for word in beside)


def _is_of_forecast(root: Token, forecasts: frozenset[str]) -> bool:
    """True for the 1 of `reiterated its forecast for growth of 1 per cent`."""
    above = takewhile(lambda token: token.pos_ not in ("VERB", "AUX"), root.ancestors)
    return any(token.pos_ == "NOUN" and token.lemma_.lower() in forecasts for token in above)


def _is_called(root: Token, nouns: frozenset[str]) -> bool:
    """Whether a noun above the quantity is one of these."""
    above = (token for token in (root.head, root.head.head) if token.i != root.i and token.pos_ == "NOUN")
    return any(token.lemma_.lower() in nouns for token in above)
