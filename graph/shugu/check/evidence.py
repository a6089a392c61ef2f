"""Evidence: every pointer is looked up in the text, and every sentence of the text is accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from shugu.model.collection import DocumentInfo, SentenceRecord
from shugu.model.document import Document, VerifiedText, normalise_sentence, sentence_hash, text_hash
from shugu.model.fact import Decision, Fact
from shugu.model.finding import Finding

__all__ = ["check_accounts", "check_text"]

_NO_SPACE = re.compile(r"\s+")


def check_accounts(info: DocumentInfo, facts: Iterable[Fact], sentences: Iterable[SentenceRecord]) -> Iterator[Finding]:
    """A finding for each registered sentence that neither states a fact nor says why it states none.

    A row counts whatever its decision, except where it is rejected.
    """
    stating = {fact.sentences[0] for fact in facts if fact.decision is not Decision.REJECTED}
    for record in sentences:
        about = f"{info.id} {record.id}"
        if record.reason and record.id in stating:
            yield Finding("sentence", about, "is marked as stating no fact, and a row says that it states one")
        elif not record.reason and record.id not in stating:
            yield Finding("sentence", about, "yields no row and is not marked as stating no fact")


def check_text(
    info: DocumentInfo, document: Document, facts: Sequence[Fact], sentences: Sequence[SentenceRecord]
) -> tuple[VerifiedText, list[Finding]]:
    """What of the register stands in the text where it should, and a finding for all that does not.

    A pointer that does not fit is never moved: where its sentence stands elsewhere in the text, the
    finding says where.
    """
    findings: list[Finding] = []
    if text_hash(document.text) != info.sha256:
        length = f"{len(document.text)} characters, where collection.toml says {info.length}"
        same = "the same length" if len(document.text) == info.length else length
        findings.append(Finding("text", info.id, f"the text is not the one that was registered: another SHA-256, {same}"))
    places = {sentence.sha256: sentence for sentence in document.sentences}
    registered = {record.sha256 for record in sentences}
    verified = set()
    for record in sentences:
        if sentence_hash(document.quote(record.span)) == record.sha256:
            verified.add(record.id)
            continue
        now = places.get(record.sha256)
        where = (
            f"its sentence stands at {now.span.start}..{now.span.end} now" if now else "its sentence is not in the text"
        )
        findings.append(
            Finding(
                "pointer", f"{info.id} {record.id}", f"{record.span.start}..{record.span.end} does not verify; {where}"
            )
        )
    for sentence in document.sentences:
        if sentence.sha256 not in registered:
            span = f"{sentence.span.start}..{sentence.span.end}"
            findings.append(
                Finding("sentence", f"{info.id} {span}", "stands in the text and not in the sentence register")
            )
    findings.extend(_unsupported(document, facts, {r.id: r for r in sentences if r.id in verified}))
    return VerifiedText(document, frozenset(verified)), findings


def _unsupported(document: Document, facts: Iterable[Fact], verified: dict[str, SentenceRecord]) -> Iterator[Finding]:
    """Rows whose wording of a number or time does not stand in their own evidence."""
    for fact in facts:
        if not fact.stated or fact.decision is Decision.REJECTED or not all(s in verified for s in fact.sentences):
            continue
        evidence = " ".join(document.quote(verified[sentence].span) for sentence in fact.sentences)
        if _folded(fact.stated) not in _folded(evidence):
            yield Finding("stated", fact.id, f"{fact.stated!r} does not stand in its evidence")


def _folded(text: str) -> str:
    return _NO_SPACE.sub("", normalise_sentence(text))
