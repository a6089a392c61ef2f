"""DOCX files as documents: paragraphs and table cells as lines. Nothing outside of the file is opened, ever."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from shugu.errors import InputError
from shugu.read.byline import find_byline, shorten_title
from shugu.read.language import detect_language
from shugu.read.result import LARGEST_TEXT, Line, ReadResult, clean, compose

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["MEDIA_TYPE", "read_docx"]

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MAIN = "word/document.xml"
_CORE = "docProps/core.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")

_MOST_PARTS = 5_000
_LARGEST_PART = 100_000_000  # bytes, unpacked; a book's document.xml has some 10 million
_LARGEST_WHOLE = 500_000_000
_HIGHEST_RATIO = 300  # XML packs 10 to 40 times; a bomb 1,000 times
_RATIO_MATTERS = 1_000_000
_ARCHIVES = frozenset({".zip", ".jar", ".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".zst"})
# A link is an address in the text; a template on the author's disk is only named. The rest is loaded by Word.
_HARMLESS = ("/hyperlink",)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = frozenset({_FALLBACK, f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText"})
_BREAKS = frozenset({f"{_W}br", f"{_W}cr"})


def read_docx(path: Path, document_id: str) -> ReadResult:
    """The document in the DOCX file at `path`; its places are `paragraph 7`, `table 1, row 2, cell 3`, `note 4`.

    Deleted and hidden text, headers and footers are left out; notes follow the text. Raises
    InputError for what is no DOCX file, is damaged, is an archive bomb, or loads parts from outside.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_harmful(path, archive)
            main = _part(path, archive, _MAIN)
            if main is None:
                raise InputError(f"{path} holds no {_MAIN}, so it is not a DOCX file")
            lines, title = _main_lines(main)
            for name in _NOTES:
                notes = _part(path, archive, name)
                lines.extend(_note_lines(notes) if notes is not None else ())
            core = _part(path, archive, _CORE)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise InputError(f"{path} cannot be read as a DOCX file: {str(error) or type(error).__name__}") from None
    if sum(len(line.text) for line in lines) > LARGEST_TEXT:
        raise InputError(f"{path} holds more than {LARGEST_TEXT:,} characters of text; split it")
    document, places = compose(document_id, lines)
    byline = find_byline(document.text.splitlines())
    stated = clean((core.findtext(_DC_TITLE) if core is not None else None) or "")
    return ReadResult(
        document=document,
        title=shorten_title(title or byline.title or stated or path.stem),
        publisher=byline.publisher,
        published=byline.published,
        language=detect_language(document.text),
        media_type=MEDIA_TYPE,
        places=places,
    )


def _refuse_harmful(path: Path, archive: zipfile.ZipFile) -> None:
    """Raises InputError for an archive that no word processor writes: bombs, links, paths that lead out of it."""
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > _MOST_PARTS:
        raise InputError(f"{path} is an archive of {len(parts):,} parts; a DOCX file has some tens")
    if len(set(names)) < len(names):
        raise InputError(f"{path} holds two parts of one name")
    whole = sum(part.file_size for part in parts)
    for part in parts:
        name = PurePosixPath(part.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or ":" in part.filename:
            raise InputError(f"{path} holds the part {part.filename!r}, which leads out of the archive")
        if stat.S_ISLNK(part.external_attr >> 16):
            raise InputError(f"{path} holds the link {part.filename!r}; a DOCX file has none")
        if name.suffix.lower() in _ARCHIVES:
            raise InputError(f"{path} holds another archive, {part.filename!r}")
        if part.flag_bits & 1:
            raise InputError(f"{path} is encrypted; save a copy without a password")
        bomb = part.file_size > _RATIO_MATTERS and part.file_size > _HIGHEST_RATIO * max(part.compress_size, 1)
        if bomb or part.file_size > _LARGEST_PART or whole > _LARGEST_WHOLE:
            raise InputError(f"{path} unpacks to {whole:,} bytes ({part.filename!r}: {part.file_size:,}); refused")
    for relations in names:
        if relations.endswith(".rels"):
            _refuse_external(path, _part(path, archive, relations))


def _refuse_external(path: Path, relations: _Element | None) -> None:
    for relation in relations if relations is not None else ():
        if relation.get("TargetMode", "").lower() != "external":
            continue
        kind, target = relation.get("Type", ""), relation.get("Target", "")
        local = kind.endswith("/attachedTemplate") and not re.match(r"(?i)(?:https?|ftp):|\\\\|//", target)
        if not kind.endswith(_HARMLESS) and not local:
            part = kind.rpartition("/")[2] or "part"
            raise InputError(f"{path} loads its {part} from outside ({target[:80]}); save a copy with everything in it")


def _part(path: Path, archive: zipfile.ZipFile, name: str) -> _Element | None:
    """The root of an XML part; None where the archive does not have it. Entities are refused, not resolved."""
    from lxml import etree  # noqa: PLC0415

    if name not in archive.namelist():
        return None
    with archive.open(name) as file:
        data = file.read(_LARGEST_PART + 1)  # what the archive says of sizes may be a lie
    if len(data) > _LARGEST_PART:
        raise InputError(f"{path} unpacks to more than {_LARGEST_PART:,} bytes in {name!r}; refused")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"{path}: {name} is no well-formed XML: {error.msg}") from None
    if root.getroottree().docinfo.doctype:
        raise InputError(f"{path}: {name} declares entities, which no DOCX file does; refused")
    return root


def _main_lines(root: _Element) -> tuple[list[Line], str | None]:
    """The lines of the text, and the first paragraph in the style of a title or main heading."""
    lines: list[Line] = []
    title: str | None = None
    cells = _cells(root)
    for number, paragraph in enumerate(_paragraphs(root), 1):
        cell = next(paragraph.iterancestors(f"{_W}tc"), None)
        place = f"paragraph {number}" if cell is None else cells.get(cell, f"paragraph {number}")
        pieces = _text(paragraph).split("\n")
        lines.extend(Line(piece, place) for piece in pieces)
        if title is None and re.match(r"(?i)title|heading ?1$", _style(paragraph)):
            title = clean(" ".join(pieces)) or None
    return lines, title


def _note_lines(root: _Element) -> Iterator[Line]:
    for note in root:
        if note.get(f"{_W}type") in ("separator", "continuationSeparator", "continuationNotice"):
            continue
        for paragraph in _paragraphs(note):
            yield from (Line(piece, f"note {note.get(f'{_W}id')}") for piece in _text(paragraph).split("\n"))


def _paragraphs(root: _Element) -> Iterator[_Element]:
    """The paragraphs in the order of the file; text boxes come after the paragraph that holds them."""
    for paragraph in root.iter(f"{_W}p"):
        if not any(above.tag in _LEFT_OUT for above in paragraph.iterancestors()):
            yield paragraph


def _text(paragraph: _Element) -> str:
    """The text of a paragraph; `\\n` where its author broke the line."""
    pieces: list[str] = []
    left = [paragraph]
    while left:
        element = left.pop()
        if element.tag == f"{_W}t":
            pieces.append(element.text or "")
        elif element.tag == f"{_W}tab":
            pieces.append("\t")
        elif element.tag in _BREAKS:
            pieces.append("\n")
        elif element.tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        elif element is paragraph or not (element.tag in _LEFT_OUT or element.tag == f"{_W}p" or _is_hidden(element)):
            left.extend(reversed(element))
    return "".join(pieces)


def _is_hidden(element: _Element) -> bool:
    vanish = element.find(f"{_W}rPr/{_W}vanish") if element.tag == f"{_W}r" else None
    return vanish is not None and vanish.get(f"{_W}val") not in ("0", "false")


def _style(paragraph: _Element) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return str(style.get(f"{_W}val") or "") if style is not None else ""


def _cells(root: _Element) -> dict[_Element, str]:
    """Where each cell stands: `table 1, row 2, cell 3`."""
    cells: dict[_Element, str] = {}
    for table_number, table in enumerate(root.iter(f"{_W}tbl"), 1):
        for row_number, row in enumerate(table.iterchildren(f"{_W}tr"), 1):
            for cell_number, cell in enumerate(row.iterchildren(f"{_W}tc"), 1):
                cells[cell] = f"table {table_number}, row {row_number}, cell {cell_number}"
    return cells
