"""Evidence: every pointer is looked up in the text, and every sentence of the text is accounted for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from shugu.model.collection import DocumentInfo, SentenceRecord
from shugu.model.document import Document, Sentence, VerifiedText, normalise_sentence, sentence_hash, text_hash
from shugu.model.fact import Decision, Fact
from shugu.model.figures import SPACED
from shugu.model.finding import Finding, Severity

__all__ = ["check_accounts", "check_text"]

_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(rf"(?<![\w.,/:\u2044]){SPACED}|[0-9]+(?:[.,][0-9]+)*")


def check_accounts(
    info: DocumentInfo,
    facts: Iterable[Fact],
    sentences: Iterable[SentenceRecord],
    *,
    silent: Severity = Severity.VIOLATION,
) -> Iterator[Finding]:
    """A finding for each registered sentence that neither states a fact nor says why it states none.

    A row counts whatever its decision, except where it is rejected. `silent` is what a sentence
    without a row weighs: where an extractor read the document, such sentences are a list to look at.
    A document that nobody has looked at yet gives one finding for all its sentences.
    """
    facts, sentences = list(facts), list(sentences)
    stating = {fact.sentences[0] for fact in facts if fact.decision is not Decision.REJECTED}
    untouched = not facts and not any(record.reason for record in sentences)
    if untouched and sentences:
        message = (
            f"none of its {len(sentences)} sentences yields a row or is marked as stating no fact: "
            "none was found or entered"
        )
        yield Finding("sentence", info.id, message, silent)
    for record in sentences:
        about = f"{info.id} {record.id}"
        if record.span.end > info.length:
            message = f"ends at {record.span.end}, behind the end of the text at {info.length}"
            yield Finding("pointer", about, message)
        if record.reason and record.id in stating:
            yield Finding("sentence", about, "is marked as stating no fact, and a row says that it states one")
        elif not untouched and not record.reason and record.id not in stating:
            yield Finding("sentence", about, "yields no row and is not marked as stating no fact", silent)


def check_text(
    info: DocumentInfo, document: Document, facts: Sequence[Fact], sentences: Sequence[SentenceRecord]
) -> tuple[VerifiedText, list[Finding]]:
    """What of the register stands in the text where it should, and a finding for all that does not.

    A pointer that does not fit is never moved: where its sentence stands elsewhere in the text, the
    finding says where.
    """
    findings: list[Finding] = []
    # A sentence may stand several times; its copies are told apart by their order.
    copies: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in document.sentences:
        copies[sentence.sha256].append(sentence)
    verified = set()
    for record in sentences:
        left = copies[record.sha256]
        now = next((copy for copy in left if copy.span == record.span), left[0] if left else None)
        if now is not None:
            left.remove(now)
        if sentence_hash(document.quote(record.span)) == record.sha256:
            verified.add(record.id)
            continue
        where = (
            f"its sentence stands at {now.span.start}..{now.span.end} now" if now else "its sentence is not in the text"
        )
        message = f"{record.span.start}..{record.span.end} does not verify; {where}"
        findings.append(Finding("pointer", f"{info.id} {record.id}", message))
    if text_hash(document.text) != info.sha256:
        same = len(verified) == len(sentences) and not any(copies.values())
        findings.append(_changed_text(info, document, same=same))
    for sentence in sorted((copy for left in copies.values() for copy in left), key=lambda copy: copy.span):
        span = f"{sentence.span.start}..{sentence.span.end}"
        message = "stands in the text and not in the sentence register"
        findings.append(Finding("sentence", f"{info.id} {span}", message))
    findings.extend(_unsupported(document, facts, {r.id: r for r in sentences if r.id in verified}))
    return VerifiedText(document, frozenset(verified)), findings


def _changed_text(info: DocumentInfo, document: Document, *, same: bool) -> Finding:
    """What another SHA-256 of a text means: only a note where every sentence stands where it was registered."""
    if same:
        message = "another SHA-256 than was registered, but the same sentences: white space differs"
        return Finding("text", info.id, message, Severity.NOTE)
    length = f"{len(document.text)} characters, where collection.toml says {info.length}"
    if len(document.text) == info.length:
        length = "the same length"
    return Finding("text", info.id, f"the text is not the one that was registered: another SHA-256, {length}")


def _unsupported(document: Document, facts: Iterable[Fact], verified: dict[str, SentenceRecord]) -> Iterator[Finding]:
    """Rows whose wording of a number or time does not stand in their own evidence."""
    for fact in facts:
        if not fact.stated or fact.decision is Decision.REJECTED or not all(s in verified for s in fact.sentences):
            continue
        evidence = " ".join(document.quote(verified[sentence].span) for sentence in fact.sentences)
        if not _stands_in(normalise_sentence(fact.stated), normalise_sentence(evidence)):
            yield Finding("stated", fact.id, f"{fact.stated!r} does not stand in its evidence")


def _stands_in(wording: str, evidence: str) -> bool:
    """Whether the wording is in the evidence, whatever its white space, and not as a piece of a longer number."""
    numbers = [number.span() for number in _NUMBER.finditer(evidence)]
    return any(
        not any(start < edge < end for start, end in numbers for edge in place) for place in _places(wording, evidence)
    )


def _places(wording: str, evidence: str) -> Iterator[tuple[int, int]]:
    """Where the wording stands; where it stands nowhere to the letter, whatever its white space."""
    at = evidence.find(wording)
    if at < 0:
        loose = r"\s*".join(map(re.escape, _SPACE.sub("", wording)))
        yield from (found.span() for found in re.finditer(loose, evidence))
    while at >= 0:
        yield at, at + len(wording)
        at = evidence.find(wording, at + 1)
