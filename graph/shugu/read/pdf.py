"""PDF files as documents: the text layer, its lines joined into paragraphs, with the numbers of the pages."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shugu.errors import InputError
from shugu.read.byline import find_byline, shorten_title
from shugu.read.language import detect_language
from shugu.read.paragraphs import PageLine, join_lines
from shugu.read.result import LARGEST_TEXT, ReadResult, clean, compose

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

__all__ = ["MEDIA_TYPE", "MOST_PAGES", "read_pdf"]

MEDIA_TYPE = "application/pdf"
MOST_PAGES = 2_000
_LARGEST_PAGE = 20_000_000  # bytes of drawing instructions; a page of text has some 10,000
_LONGEST_TIME = 300.0  # seconds for a whole document; a page takes some hundredths
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_NO_TITLE = ("untitled", "microsoft word", "document", ".doc", ".indd", ".pdf", ".qxd", ".ppt", "slide 1")


def read_pdf(path: Path, document_id: str) -> ReadResult:
    """The document in the PDF file at `path`; its places are pages, counted from 1.

    Raises InputError for a file that is encrypted, damaged, too large, or has no text layer.
    """
    pages, stated = _read_pages(path)
    if not any(character.isalnum() for page in pages for line in page for character in line.text):
        raise InputError(f"{path} has no text layer (a scan?); run OCR on it first")
    document, places = compose(document_id, join_lines(pages))
    empty = sum(not page for page in pages)
    byline = find_byline(document.text.splitlines())
    return ReadResult(
        document=document,
        title=stated or byline.title or shorten_title(path.stem),
        publisher=byline.publisher,
        published=byline.published,
        language=detect_language(document.text),
        media_type=MEDIA_TYPE,
        places=places,
        notes=(f"{empty} of {len(pages)} pages have no text (pictures, or scans that need OCR)",) if empty else (),
    )


def _read_pages(path: Path) -> tuple[list[list[PageLine]], str | None]:
    """The lines of each page, and the title that the file states of itself."""
    from pypdf import PdfReader  # noqa: PLC0415
    from pypdf.errors import DependencyError, PyPdfError  # noqa: PLC0415

    # What pypdf mends on the way is no matter for the user.
    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    end = time.monotonic() + _LONGEST_TIME
    pages: list[list[PageLine]] = []
    length = 0
    try:
        with path.open("rb") as file:
            reader = PdfReader(file)
            if reader.is_encrypted and not _opens(reader):
                raise InputError(f"{path} is encrypted; save a copy without a password")
            _refuse_long(path, reader)
            for number, page in enumerate(reader.pages, 1):
                lines = list(_lines(page, number))
                pages.append(lines)
                length += sum(len(line.text) for line in lines)
                if number > MOST_PAGES or length > LARGEST_TEXT:
                    raise InputError(f"{path} has more than {MOST_PAGES:,} pages or {LARGEST_TEXT:,} characters")
                if time.monotonic() > end:
                    raise InputError(f"{path} takes longer than {_LONGEST_TIME:.0f} s to read, at page {number}")
            return pages, _title(reader)
    except DependencyError:
        raise InputError(f"{path} is encrypted; save a copy without a password") from None
    except RecursionError:
        raise InputError(f"{path} is damaged: its pages contain each other") from None
    except MemoryError:
        raise InputError(f"{path} needs more memory than there is") from None
    except (
        PyPdfError,
        OSError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        ArithmeticError,
        AssertionError,
    ) as e:
        raise InputError(f"{path} cannot be read as a PDF: {str(e) or type(e).__name__}") from None


def _opens(reader: PdfReader) -> bool:
    """Whether the file opens without a password: some are encrypted only to forbid printing."""
    return bool(reader.decrypt(""))


def _refuse_long(path: Path, reader: PdfReader) -> None:
    """Looks at the number of pages that the file states, before pages are made of it."""
    tree = reader.root_object["/Pages"].get_object()
    count = tree.get("/Count") if isinstance(tree, dict) else None
    if isinstance(count, int) and count > MOST_PAGES:
        raise InputError(f"{path} has {count:,} pages, more than the {MOST_PAGES:,} that are read; split it")


def _lines(page: PageObject, number: int) -> Iterator[PageLine]:
    """The lines of a page in the order in which they are drawn, with their places on it."""
    contents = page.get_contents()
    if contents is None:
        return
    if len(contents.get_data()) > _LARGEST_PAGE:
        raise InputError(f"page {number} has more than {_LARGEST_PAGE:,} bytes of drawing instructions")
    pieces: list[tuple[str, float, float, float]] = []

    def collect(text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        pieces.append((text, float(x), float(y), float(size) * abs(float(tm[3]) or 1.0)))

    page.extract_text(visitor_text=collect)
    line: list[tuple[str, float, float, float]] = []
    for text, x, y, size in pieces:
        first, *others = text.split("\n")
        line.append((first, x, y, size))
        for other in others:
            yield from _line(line, number)
            line = [(other, x, y, size)]
    yield from _line(line, number)


def _line(pieces: list[tuple[str, float, float, float]], page: int) -> Iterator[PageLine]:
    text = clean("".join(text for text, *_ in pieces).translate(_LIGATURES))
    if text:
        _, x, y, size = next(piece for piece in pieces if piece[0].strip())
        yield PageLine(text, page, x, y, size)


def _title(reader: PdfReader) -> str | None:
    """The title in the file's own description; None for what programs write there when nobody does."""
    title = clean(str((reader.metadata.title if reader.metadata else None) or ""))
    if len(title) < 8 or any(word in title.lower() for word in _NO_TITLE):
        return None
    return shorten_title(title)
