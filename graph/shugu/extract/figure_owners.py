"""Whose a measure is that stands without an owner: of the country, of what the text is about, of the thing built."""

from __future__ import annotations

from dataclasses import replace

from shugu.extract.clauses import Clause
from shugu.extract.context import Context, is_named, make_term
from shugu.extract.figure_changes import split_change
from shugu.extract.lexicon import load_pattern, load_words
from shugu.extract.reading import Figure, Reading, label_of
from shugu.extract.reference import BUILT
from shugu.extract.sentence import find_prep
from shugu.model.candidate import Candidate, Mention

__all__ = ["find_bearer", "find_default_owner", "without_owner"]

_COUNTED = "figure/counted-subject"
_EXISTING = "figure/there-are"
_WITH_VERB = (_COUNTED, "figure/preposition")  # rules whose labels tell what was done
_RANKING = ("rank/verb", "figure/running")
_BODIES = ("Organization", "GovernmentBody", "Fund", "Alliance")
_STEM = 6  # letters by which "this contribution" is what was contributed
_RANKED = ("Province", "City", "District", "Region", "Place", "Company", "University")


def find_default_owner(context: Context, reading: Reading) -> tuple[Mention | None, str]:
    """Of what a measure without an owner is told, and its label; what the measure itself names where nothing fits.

    Inflation and the like are a country's, whoever is spoken of; exports and harvests are where the text is about
    no firm and nothing built.
    """
    if load_pattern("figures.around.worldwide").search(reading.label):
        return _goes_on(context, reading) or _of_land(context, reading) or _of_itself(reading.label)
    told: tuple[Mention | None, str] | None = _goes_on(context, reading) or _of_land(context, reading)
    told = told or _told_of_none(reading) or _place_told(context, reading)
    return told if told is not None else _of_text(context, reading)


def _told_of_none(reading: Reading) -> tuple[None, str] | None:
    """The label alone of a sum or share that nobody is named for."""
    vague = split_change(reading.label)[0] in load_words("figures.nouns.vague")
    return (None, reading.label) if vague else None


def _of_text(context: Context, reading: Reading) -> tuple[Mention | None, str]:
    """What the text is about or its land, else what is counted or the measure itself."""
    focus = _focus(context)
    owner = _firm_or_territory(context, reading, focus)
    if owner is None and (
        focus is None or focus.type in (*_BODIES, "Company") or not (focus.type in BUILT or _is_main(context, focus))
    ):
        counted = _of_counted(context, reading)
        if counted is not None:
            return counted
    owner = owner or focus or (None if split_change(reading.label)[1] else _territory(context, reading))
    if owner is None and reading.clause is not None and reading.label.startswith(f"{reading.clause.words} "):
        return None, reading.label  # "reached with arrivals" is no measure that could stand for itself
    several = reading.rule == _EXISTING
    return (owner, reading.label) if owner is not None else _of_itself(reading.label, counted=several)


def _place_told(context: Context, reading: Reading) -> tuple[Mention, str] | None:
    """Norland, for what an economy has: `The harvest of tea has doubled in Norland`, whatever the text is about."""
    if reading.clause is None or not _is_of_economy(reading.label):
        return None
    place = context.place_of(reading.clause)
    return (place, reading.label) if place is not None else None


def _of_land(context: Context, reading: Reading) -> tuple[Mention, str] | None:
    """What the text is about, for a rank in a country; the country, for what is nationwide."""
    nationwide, ranked = load_pattern("figures.around.nationwide"), reading.rule in _RANKING
    owner = _ranked(context) if ranked else None
    if owner is None and nationwide.search(context.sentence.words):
        owner = context.names.country()
    if owner is None:
        return None
    return owner, reading.label if ranked else nationwide.sub("", reading.label).strip()


def _focus(context: Context) -> Mention | None:
    """What the text speaks of most, where that can have measures."""
    focus = context.names.focus()
    if focus is None or context.names.holds_post(focus) or focus.type in load_words("figures.nouns.no_owner"):
        return None
    # a body that the text does not open with has no output, nor prices
    return None if focus.type in _BODIES and not _is_main(context, focus) else focus


def _firm_or_territory(context: Context, reading: Reading, focus: Mention | None) -> Mention | None:
    """The firm of the title, for what a firm has; the land, for measures of an economy, unless all is about another."""
    national = load_pattern("figures.around.national").search(reading.label) is not None
    firm = context.names.firm_of_title() if not national and _tells_of_measure(reading) else None
    if firm is not None or not (national or (_is_of_economy(reading.label) and not _is_main(context, focus))):
        return firm
    return _territory(context, reading)


def _tells_of_measure(reading: Reading) -> bool:
    """True where what is measured is what the clause is about: `Production for the quarter was 40 t`."""
    subject = reading.clause.subjects[0] if reading.clause is not None and reading.clause.subjects else None
    return subject is not None and subject.lemma_.lower() in load_words("verbs.indicators.heads")


def _of_counted(context: Context, reading: Reading) -> tuple[Mention, str] | None:
    """Villages and what was done to them, for `40 villages were provided with clinics`, which are nobody's."""
    clause = reading.clause
    if reading.rule != _COUNTED or clause is None:
        return None
    head = clause.subjects[0] if clause.subjects else None
    if head is not None and head.lower_ in load_words("figures.nouns.totals"):
        head = find_prep(head, "of") or head
    counted = context.find_name(head)
    noun, _, rest = reading.label.partition(f" {clause.words}")
    if counted is None or noun == reading.label:
        return None
    plain = context.sentence.is_plain
    preps = (f"{word} {context.phrase(t)}" for word, t in clause.preps if t.pos_ == "NOUN" and plain(t))
    return counted, " ".join(f"{clause.words} {rest or next(preps, '')}".split())


def _goes_on(context: Context, reading: Reading) -> tuple[Mention, str] | None:
    """What the sentence before told a figure of, where this one goes on with that: `This contribution will reach`."""
    last, clause = context.names.figures.last, reading.clause
    if last is None or clause is None or not clause.subjects:
        return None
    subject = clause.subjects[0]
    if context.sentence.sentence.number - last.sentence > 1:
        return None
    pointing = load_words("figures.nouns.pointing")
    what, change = split_change(reading.label)
    of_its_own = bool(what) and what not in load_words("figures.nouns.vague")
    if subject.lower_ in pointing or _is_of_told(clause) or (_only_reports(clause) and not of_its_own):
        if of_its_own:
            return last.owner, reading.label
        return last.owner, f"{split_change(last.label)[0]} {change}".strip() if change else last.label
    points = any(child.lower_ in pointing for child in subject.children)
    stem = subject.lemma_.lower()[:_STEM]
    return (last.owner, last.label) if points and any(word[:_STEM] == stem for word in last.label.split()) else None


def _is_of_told(clause: Clause) -> bool:
    """True where a clause is about what the sentence before told: `This achievement raised`, `The figure marks`."""
    subject = clause.subjects[0]
    if subject.lemma_.lower() not in load_words("figures.nouns.told_of") or subject.tag_ not in ("NN", "NNS"):
        return False
    before = {child.lower_ for child in subject.children}
    points = not before.isdisjoint(load_words("figures.nouns.pointing"))
    figure = subject.lemma_.lower() in load_words("figures.nouns.figures") and "the" in before
    return (points or figure) and len(before) == 1


def _only_reports(clause: Clause) -> bool:
    """True for a clause whose subject tells the figures of others: `the report showed a decrease of 9 per cent`."""
    reports = clause.subjects[0].lemma_.lower() in load_words("figures.nouns.reports")
    return reports and clause.lemma in load_words("figures.nouns.showing")


def find_bearer(figure: Figure, reading: Reading) -> Mention | None:
    """Whose a figure is: the subject that was read, but where that bears no figures what a clause above tells of.

    The hub of `the hub will have wind power, used to produce 3 million tonnes`; None where no clause tells of such.
    """
    subject, clause = reading.subject, reading.clause
    if reading.rule == "figure/allotted":
        return subject
    if (
        subject is not None
        and clause is not None
        and clause.subjects
        and (_is_of_told(clause) or _only_reports(clause))
    ):
        told = figure.context.name(clause.subjects[0])
        return None if told is not None and told.name == subject.name else subject
    if subject is None or clause is None or not _bears_none(subject) or _is_told_of(figure, clause, subject):
        return subject
    token = clause.verb
    while token.head.i != token.i:
        token = token.head
        above = figure.clauses.get(token.i)
        tells = above is not None and above.lemma in load_words("verbs.speech.lemmas")
        mention = figure.subject(above) if above is not None and not tells else None
        if token.pos_ == "NOUN":
            mention = figure.context.name(token)
        if mention is not None and (mention.type in BUILT or (is_named(mention) and mention.type != "Person")):
            return mention
    return None


def _is_told_of(figure: Figure, clause: Clause, subject: Mention) -> bool:
    """True for what a clause is about by its own words: `solar power accounted for a third`."""
    children = (c for c in clause.verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.pos_ in ("NOUN", "PROPN"))
    told = figure.context.find_name(next(children, None))
    return told is not None and told.name == subject.name


def _bears_none(mention: Mention) -> bool:
    """True for what is only used, changed or told, which has no figures: power, a rise, the course of years."""
    if mention.type != "Topic" or mention.name != mention.name.lower():
        return False
    words = load_pattern("figures.around.head_of_name").split(mention.name)[0].split()
    return bool(words) and words[-1] in load_words("figures.nouns.bearing_none")


def _ranked(context: Context) -> Mention | None:
    """What the text is about, for a rank in a country, which is not the country's own."""
    named = (context.names.focus(), context.names.territory())
    return next((each for each in named if each is not None and each.type in _RANKED), None)


def without_owner(candidate: Candidate) -> Candidate | None:
    """The figure as one of the measure itself, where its sentence does not show whose it is; None where it names none.

    Exports of Lindow, where only the title names Lindow, are told as exports.
    """
    if candidate.number is None or candidate.subject.span is not None or candidate.rule in _WITH_VERB:
        return None
    subject, label = _of_itself(candidate.predicate.label, counted=candidate.rule == _EXISTING)
    if subject is None or " " not in subject.name:
        return None
    return replace(candidate, subject=subject, predicate=make_term(label))


def _of_itself(label: str, *, counted: bool = False) -> tuple[Mention | None, str]:
    """The measure as the subject: its change, or the noun that it ends in; of what is counted, the number."""
    what, change = split_change(label)
    if change and what:
        return Mention(name=what, type="Topic"), change
    if " " not in label or label in load_words("figures.nouns.vague"):
        return None, label
    noun = load_pattern("figures.around.head_of_name").split(label)[0].rsplit(maxsplit=1)[-1]
    several = counted and noun.endswith("s") and noun not in load_words("verbs.indicators.heads")
    return Mention(name=label, type="Topic"), label_of("number") if several else noun


def _is_main(context: Context, focus: Mention | None) -> bool:
    return focus is not None and context.names.is_main(focus)


def _is_of_economy(label: str) -> bool:
    return load_pattern("figures.around.economy").search(label) is not None


def _territory(context: Context, reading: Reading) -> Mention | None:
    """The place that the clause names, else that of the text."""
    place = context.place_of(reading.clause) if reading.clause is not None else None
    return place or context.names.territory()
