"""Any file as a document: the reader for it is chosen by media type, first bytes and name."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from shugu.errors import InputError
from shugu.read.byline import find_byline
from shugu.read.docx import MEDIA_TYPE as DOCX
from shugu.read.docx import read_docx
from shugu.read.html import MEDIA_TYPE as HTML
from shugu.read.html import read_html
from shugu.read.language import detect_language
from shugu.read.markdown import MEDIA_TYPE as MARKDOWN
from shugu.read.markdown import read_markdown
from shugu.read.pdf import MEDIA_TYPE as PDF
from shugu.read.pdf import read_pdf
from shugu.read.plain import read_document
from shugu.read.result import LARGEST_FILE, LARGEST_TEXT, Place, ReadResult

__all__ = ["EXTENSIONS", "PLAIN", "Place", "ReadResult", "is_document_name", "media_type_of", "read_any"]

PLAIN = "text/plain"
# The extension under which a document of each media type is kept.
EXTENSIONS = {PLAIN: "txt", MARKDOWN: "md", HTML: "html", PDF: "pdf", DOCX: "docx"}
_BY_NAME = {
    ".txt": PLAIN, ".text": PLAIN, ".md": MARKDOWN, ".markdown": MARKDOWN, ".html": HTML, ".htm": HTML, ".xhtml": HTML,
    ".pdf": PDF, ".docx": DOCX,
}  # fmt: skip
_SAME = {"application/xhtml+xml": HTML, "text/x-markdown": MARKDOWN}
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Office file (.doc, .xls, .ppt); save it as .docx or PDF"),
    (b"{\\rtf", "is a rich text file; save it as .docx or plain text"),
    (b"\x89PNG", "is a picture; run OCR on it first"),
    (b"\xff\xd8\xff", "is a picture; run OCR on it first"),
    (b"GIF8", "is a picture; run OCR on it first"),
    (b"II*\x00", "is a picture; run OCR on it first"),
    (b"MM\x00*", "is a picture; run OCR on it first"),
    (b"\x1f\x8b", "is packed; unpack it first"),
    (b"Rar!", "is packed; unpack it first"),
    (b"7z\xbc\xaf", "is packed; unpack it first"),
)  # fmt: skip
_HEAD = 1024
_LOOKED_AT = 100_000  # characters in which broken lines are looked for
_FEWEST = 3  # broken lines
_ENDS = ".!?:;。！？：；"
_BROKEN = (
    "its lines break off in the middle of sentences, and each line of plain text is a paragraph: give the file the "
    "ending .md, under which the lines of a paragraph are joined, and add it again"
)


def read_any(
    path: Path, document_id: str, *, media_type: str | None = None, charset: str | None = None, url: str | None = None
) -> ReadResult:
    """The document in the file at `path`, whatever of the known kinds it is, and what it says of itself.

    The paragraphs are the non-empty lines of its text. `media_type`, `charset` and `url` are what a
    server said of it; without a media type, content and name decide. Raises InputError where the
    file cannot be read as a document, with the reason.
    """
    kind = media_type_of(path, media_type)
    try:
        return _read(path, document_id, kind, charset=charset, url=url)
    except ModuleNotFoundError as error:
        raise InputError(f"reading documents needs {error.name}; run: pip install 'shugu[nlp]'") from None


def _read(path: Path, document_id: str, kind: str, *, charset: str | None, url: str | None) -> ReadResult:
    if kind == HTML:
        return read_html(path, document_id, charset=charset, url=url)
    if kind == PDF:
        return read_pdf(path, document_id)
    if kind == DOCX:
        return read_docx(path, document_id)
    if kind == MARKDOWN:
        return read_markdown(path, document_id)
    return _read_plain(path, document_id)


def is_document_name(name: str) -> bool:
    """Whether the name of a file has the ending of a kind that can be read.

    >>> is_document_name("Report.PDF"), is_document_name("photo.jpg")
    (True, False)
    """
    return Path(name).suffix.lower() in _BY_NAME


def media_type_of(path: Path, stated: str | None = None) -> str:
    """The media type by which a file is read.

    First bytes that leave no doubt come before what a server or a name says. Raises InputError for
    a missing or oversized file, and for kinds that hold no text that could be read.
    """
    head = _head(path)
    for mark, reason in _FOREIGN:
        if head.startswith(mark):
            raise InputError(f"{path} {reason}")
    if b"%PDF-" in head:
        return PDF
    by_name = _BY_NAME.get(path.suffix.lower())
    if head.startswith(b"PK\x03\x04"):
        if DOCX in (by_name, stated) or by_name is None:
            return DOCX
        raise InputError(f"{path} is a ZIP archive; unpack it first")
    stated = (stated or "").partition(";")[0].strip().lower() or None
    stated = _SAME.get(stated or "", stated)
    if stated in EXTENSIONS and stated != PLAIN:
        kind = stated
    elif stated not in (None, PLAIN, "application/octet-stream"):
        raise InputError(f"{path} is {stated}; documents are plain text, Markdown, HTML, PDF or DOCX")
    else:
        kind = by_name or (HTML if _looks_like_html(head) else PLAIN)
    if kind == PLAIN and _looks_like_xml(head):
        raise InputError(f"{path} is an XML file; documents are plain text, Markdown, HTML, PDF or DOCX")
    if kind in (PDF, DOCX):
        raise InputError(f"{path} is called a {EXTENSIONS[kind].upper()} file and is none")
    return kind


def _head(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder where a file is expected")
        if path.stat().st_size > LARGEST_FILE:
            raise InputError(f"{path} is larger than {LARGEST_FILE // 1_000_000} MB; split it")
        with path.open("rb") as file:
            return file.read(_HEAD)
    except FileNotFoundError:
        raise InputError(f"{path} does not exist") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from None


def _looks_like_html(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(b"<?xml"):
        return b"<html" in start
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body"))


def _looks_like_xml(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith((b"<?xml", b"<!doctype", b"<svg"))


def _read_plain(path: Path, document_id: str) -> ReadResult:
    document = read_document(path, document_id)
    if len(document.text) > LARGEST_TEXT:
        raise InputError(f"{path} holds more than {LARGEST_TEXT:,} characters; split it")
    byline = find_byline(document.text[:20_000].splitlines())
    return ReadResult(
        document=document,
        title=byline.title or path.stem,
        publisher=byline.publisher,
        published=byline.published,
        language=detect_language(document.text),
        media_type=PLAIN,
        notes=(_BROKEN,) if _has_broken_lines(document.text) else (),
    )


def _has_broken_lines(text: str) -> bool:
    """True where most lines end in the middle of a sentence, as in a text that was broken at a fixed width."""
    lines = [line.strip() for line in text[:_LOOKED_AT].split("\n")]
    pairs = [(one, other) for one, other in pairwise(lines) if one and other]
    broken = sum(one[-1] not in _ENDS and other[0].islower() for one, other in pairs)
    return broken >= _FEWEST and 2 * broken > len(pairs)
