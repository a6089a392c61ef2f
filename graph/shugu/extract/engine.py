"""Candidates of a document by rules: parse, find clauses and figures, put names for what is meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from shugu.extract.acronyms import find_acronyms
from shugu.extract.aliases import find_aliases
from shugu.extract.authorities import find_authority
from shugu.extract.causes import find_causes
from shugu.extract.chronicle import Chronicle
from shugu.extract.claims import find_claims
from shugu.extract.clauses import Clause, find_clauses
from shugu.extract.confidence import find_confidence
from shugu.extract.context import Context
from shugu.extract.descriptions import find_descriptions
from shugu.extract.entities import mend_entities
from shugu.extract.events import find_events
from shugu.extract.figure_times import mark_compared
from shugu.extract.figures import find_figures
from shugu.extract.gazetteer import find_country
from shugu.extract.happenings import find_happenings
from shugu.extract.lexicon import load_table, load_words, pipeline_of, speaking
from shugu.extract.masking import find_given_names, mask
from shugu.extract.mending import mend_parse
from shugu.extract.names import NameTable
from shugu.extract.nominals import find_nominals
from shugu.extract.parts import find_parts
from shugu.extract.policies import find_titles
from shugu.extract.prose import Prose, find_prose
from shugu.extract.quantities import find_quantities
from shugu.extract.quantity import Quantity
from shugu.extract.quotations import Conversation
from shugu.extract.records import find_records
from shugu.extract.repeats import without_repeats, without_told_parts, without_told_plans
from shugu.extract.retold import date_retold
from shugu.extract.sentence import ParsedSentence
from shugu.extract.single_words import mend_single_words
from shugu.extract.siting import find_sites
from shugu.extract.sittings import date_decisions
from shugu.extract.spellings import with_spellings
from shugu.extract.times import Time
from shugu.extract.untold import find_untold
from shugu.extract.wordings import spoken_of
from shugu.extract.works import find_works
from shugu.extract.worth import find_telling
from shugu.memory import collector_at_rest
from shugu.model.candidate import Candidate, Mention
from shugu.model.document import Document
from shugu.model.entity import Entity
from shugu.nlp.pipeline import parse_sentences

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["extract"]

_MOST = 400  # candidates of one sentence: more come from tables and lists gone wrong
_OPENING = 300  # characters, with the title, that say what a text is about
_LONG = 1_000  # sentences of a text whose progress is told
_NOTED = ("nsubj", "nsubjpass", "pobj", "dobj", "ROOT", "appos", "attr")
_NAMED = ("nsubj", "nsubjpass", "pobj", "dobj", "ROOT", "appos", "conj", "poss")


def extract(
    document: Document,
    *,
    language: str = "en",
    published: str | None = None,
    known: Iterable[Entity] = (),
    pipeline: str | None = None,
    say: Callable[[str], None] | None = None,
) -> list[Candidate]:
    """The candidates of a document in the order of its text.

    `language` is the tag of the one that it is in, by whose data it is read; `published` is the ISO
    date of publication, by which relative times are told; `known` are entities whose names are put
    for the mentions; `pipeline` names a spaCy pipeline other than the language's own; `say` is told
    how much of a long text is parsed. Raises InputError where spaCy is not installed, and for a
    language without data.
    """
    with speaking(language), collector_at_rest():
        # A call of its own: what was parsed is gone when the collector wakes, and need not be searched.
        return _read(document, published, pipeline or pipeline_of(language), known, say)


def _read(
    document: Document,
    published: str | None,
    pipeline: str,
    known: Iterable[Entity],
    say: Callable[[str], None] | None,
) -> list[Candidate]:
    known, country = tuple(with_spellings(known, document.text)), find_country(document.text)
    sentences = _parse(document, published, pipeline, known, country=country)
    parsed = list(_watched(sentences, document, say) if say else sentences)
    mend_single_words([sentence.doc for sentence in parsed])
    names = NameTable(parsed, known, country=country, opening=document.text[:_OPENING])
    conversation = Conversation(parsed)
    read: list[tuple[Context, list[Candidate]]] = []
    for sentence in parsed:
        context = Context(document, sentence, names, conversation.goes_on())
        clauses = find_clauses(sentence)
        read.append((context, _read_sentence(context, clauses)))
        conversation.note(context, clauses)
    found = list(date_retold(date_decisions(conversation.attribute(read))))
    return [replace(candidate, confidence=find_confidence(candidate)) for candidate in without_repeats(found)]


def _watched(
    parsed: Iterable[ParsedSentence], document: Document, say: Callable[[str], None]
) -> Iterator[ParsedSentence]:
    """The sentences, while each tenth of them is told, of a text whose parsing takes more than some seconds."""
    total = len(document.sentences)
    for number, sentence in enumerate(parsed, 1):
        if total >= _LONG and number * 10 // total != (number - 1) * 10 // total:
            say(f"parsing: {number * 10 // total * 10} % of {total:,} sentences")
        yield sentence


def _parse(
    document: Document, published: str | None, pipeline: str, known: Iterable[Entity], *, country: str | None
) -> Iterator[ParsedSentence]:
    day = date.fromisoformat(published) if published and len(published) == 10 else None
    prose = tuple(find_prose(document))
    bodies = [each.text for each in prose]
    text = "\n".join(bodies)
    names = {name: "ORG" for _, name in find_acronyms(text)} | _known_names(known, text)
    names |= dict.fromkeys(find_given_names(text), "PERSON")
    measured = list(_measure(prose, day, country))
    masked = [mask(body, quantities) for body, (_, quantities, *_) in zip(bodies, measured, strict=True)]
    parsed = parse_sentences(masked, pipeline=pipeline)
    for (sentence, body, cuts), (times, quantities, standing, budgeted), doc in zip(
        prose, measured, parsed, strict=True
    ):
        mend_parse(doc)
        mend_entities(doc, quantities, names)
        yield ParsedSentence(sentence, body, doc, quantities, times, standing, budgeted, cuts)


def _measure(
    prose: Sequence[Prose], day: date | None, country: str | None
) -> Iterator[tuple[tuple[Time, ...], tuple[Quantity, ...], Time | None, Time | None]]:
    """The times and the quantities of each sentence, the period that it means where it names no time, the budget's."""
    chronicle = Chronicle(day, country)
    for sentence, body, _ in prose:
        times = chronicle.find_times(sentence, body)
        quantities = tuple(find_quantities(body, [(time.start, time.end) for time in times], country=country))
        times = mark_compared(body, times, quantities)
        yield times, quantities, chronicle.note(sentence, body, times, quantities), chronicle.budgeted


def _known_names(known: Iterable[Entity], text: str) -> dict[str, str]:
    """The names of known entities that the text holds, with the label that the recogniser would give; places apart."""
    labels = load_table("names.labels_of_known")
    return {
        name: str(labels.get(entity.type, "ORG"))
        for entity in known
        for name in entity.names
        if entity.type not in load_words("names.unmarked.classes") and _is_name(name) and name in text
    }


def _is_name(name: str) -> bool:
    """True for what is written as a name from its first word to its last."""
    first, last = name.split(maxsplit=1)[0], name.rsplit(maxsplit=1)[-1]
    return len(name) > 2 and first[:1].isupper() and not last.islower()


def _read_sentence(context: Context, clauses: list[Clause]) -> list[Candidate]:
    nominals = list(find_nominals(context))
    for candidate in nominals:
        if candidate.rule == "post" and candidate.text is not None:
            context.names.note_post(candidate.subject, candidate.text)
    figures = list(find_figures(context, clauses))
    stated = {figure.stated for figure in find_telling(context, figures)}
    told = [quantity.stated for quantity in context.sentence.quantities if quantity.stated in stated]
    found = [
        *figures,
        *find_claims(context, clauses, told),
        *nominals,
        *find_happenings(context),
        *find_descriptions(context, clauses),
        *find_records(context),
        *find_causes(context, clauses),
        *find_parts(context, clauses),
        *find_works(context, clauses),
        *find_sites(context, clauses),
        *find_titles(context),
        *find_aliases(context),
        *find_events(context, [clause for clause in clauses if not _tells_of_share(context, clause)]),
    ]
    found = list(without_told_plans(without_told_parts(find_telling(context, found))))
    found = found or list(find_untold(context, clauses))
    authority = find_authority(context)
    if authority is not None:
        found = [_told_by(authority, candidate) for candidate in found]
    _note_names(context, clauses)
    return found[:_MOST]


def _tells_of_share(context: Context, clause: Clause) -> bool:
    """True for what only a part of something does, which would be told of the whole: 40 percent of farmers sold."""
    shares = (context.sentence.quantity_at(token) for token in clause.subjects)
    return any(share is not None and share.unit == "percent" for share in shares)


def _told_by(authority: Mention, candidate: Candidate) -> Candidate:
    """The candidate with its speaker, where the sentence is told after somebody and the candidate has none yet."""
    own = candidate.subject.name == authority.name or candidate.rule == "post"
    return candidate if own or candidate.speaker is not None else replace(candidate, speaker=authority)


def _note_names(context: Context, clauses: Sequence[Clause]) -> None:
    """Remembers what the sentence named, and what it was about, for the sentences after it."""
    plain = [token for token in context.sentence.tokens if context.sentence.is_plain(token)]
    for token in plain:
        if token.pos_ == "PROPN" and token.dep_ in _NAMED:
            context.names.note_party(context.sentence, token)
    tokens = [token for token in plain if token.dep_ in _NOTED and token.pos_ in ("PROPN", "NOUN")]
    for token in sorted(tokens, key=_outermost):
        context.names.note(context.sentence, token)
    verbs = load_words("names.made.verbs")
    for clause in clauses:
        if clause.lemma in verbs and clause.objects and not clause.passive and clause.verb.dep_ in ("ROOT", "ccomp"):
            context.names.note_made(context.sentence, clause.objects[0])
    roots = [token for token in context.sentence.tokens if token.dep_ == "ROOT"]
    children = (child for root in roots[:1] for child in root.children)
    subject = next((child for child in children if child.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or context.name(spoken_of(subject)) is None:
        subject = next((token for clause in clauses for token in clause.subjects if token.pos_ != "PRON"), None)
    if subject is not None:
        meant = spoken_of(subject)
        mention = context.name(meant)
        if mention is not None:
            context.names.note_subject(mention, plural=meant.tag_ == "NNS")


def _outermost(token: Token) -> tuple[int, int]:
    """The order in which things are noted: of a phrase in a phrase, the outer one last, for it is spoken of."""
    top = token
    while top.dep_ == "pobj" and top.head.dep_ == "prep" and top.head.lower_ == "of":
        top = top.head.head
    return top.i, -token.i
