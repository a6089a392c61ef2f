"""HTML pages as documents: the main text, with the path of the element that each line stands in."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from shugu.errors import InputError
from shugu.model.document import Document, normalise_sentence
from shugu.read.byline import find_byline, shorten_title
from shugu.read.language import detect_language
from shugu.read.result import LARGEST_TEXT, Line, ReadResult, clean, compose

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["MEDIA_TYPE", "read_html", "read_page"]

MEDIA_TYPE = "text/html"

# fmt: off
_HIDDEN = frozenset({
    "script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "canvas", "select",
    "textarea", "audio", "video", "datalist",
})
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "input", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})
# fmt: on
_AROUND = frozenset(["nav", "footer", "aside", "form", "header", "menu", "button", "dialog"])
# Classes and ids by which pages name what surrounds an article.
_AROUND_NAMES = re.compile(
    r"(?:^|\s)(?:ads?|advert(?:s|isement)?|sponsored|promo|cookies?|cookie-banner|consent|newsletter|share|sharing|"
    r"social|related|comments?|breadcrumbs?|menu|nav|navbar|toc|footer)(?:\s|$)",
    re.IGNORECASE,
)
_NEVER_AROUND = frozenset({"html", "body", "main", "article"})
_MENU_LENGTH = 3  # as many lines in a row that are nothing but links are a menu
# What a line must have, in letters and figures, before its standing somewhere in the main text tells anything.
_TELLING = 24
_LONGEST_GAP = 3
_MOST_WORK = 10_000_000_000  # characters looked through, some seconds; only in pages of many megabytes
_MARKS = re.compile(r"[^\w]+")
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE
)
# As browsers do: what is declared as Latin-1 or as GB 2312 is written in their supersets.
_SUPERSETS = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252",
              "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}  # fmt: skip
_MARK_OF_ORDER = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2099-12-31"}


@dataclass(slots=True)
class _Block:
    """One line of a page as a browser shows it; `around` for menus, footers and forms."""

    text: str
    path: str
    around: bool
    linked: int  # characters of it that are links

    @property
    def key(self) -> str:
        return _key(self.text)

    @property
    def parent(self) -> str:
        return self.path.rpartition("/")[0]


@dataclass(slots=True)
class _Open:
    """An element that is not closed yet: its path, and how many children of each name it has had."""

    path: str
    tag: str
    hidden: bool
    around: bool
    linked: bool
    children: Counter[str] = field(default_factory=Counter)


def read_html(path: Path, document_id: str, *, charset: str | None = None, url: str | None = None) -> ReadResult:
    """The document in the HTML file at `path`: its main text, places as paths of elements.

    `charset` is what a server said; `url` is where the page came from. Raises InputError where the
    bytes are no text in any encoding that the page names.
    """
    return read_page(path.read_bytes(), document_id, name=str(path), charset=charset, url=url)[0]


def read_page(
    data: bytes, document_id: str, *, name: str, charset: str | None = None, url: str | None = None
) -> tuple[ReadResult, Document]:
    """The document of a page's main text, and one of all text that the page shows, menus included."""
    tree = _parse(_decode(data, name, charset), name)
    blocks = list(_blocks(tree))
    if sum(len(block.text) for block in blocks) > LARGEST_TEXT:
        raise InputError(f"{name} holds more than {LARGEST_TEXT:,} characters of text; split it")
    meta, main = _extract(tree, url)
    chosen = _choose(blocks, main)
    lines = [Line(block.text, block.path) for block in chosen]
    title = _stated(meta, "title")
    if title and _key(title) not in {_key(line.text) for line in lines[:5]}:
        place = next((block.path for block in blocks if block.key == _key(title)), "/html/head/title")
        lines.insert(0, Line(title, place))
    document, places = compose(document_id, lines)
    byline = find_byline(document.text.splitlines())
    host = urlsplit(url).hostname if url else None
    result = ReadResult(
        document=document,
        title=shorten_title(title or byline.title or Path(name).stem),
        publisher=_stated(meta, "sitename") or byline.publisher or host,
        published=_stated(meta, "date") or byline.published,
        language=detect_language(document.text),
        media_type=MEDIA_TYPE,
        places=places,
        notes=() if main or not chosen else ("no main text was told apart, so all text outside of menus was taken",),
    )
    return result, compose(document_id, (Line(block.text, block.path) for block in blocks))[0]


def _decode(data: bytes, name: str, charset: str | None) -> str:
    """The page as text, in the encoding that its first bytes, the server or the page itself name, else UTF-8."""
    declared = _CHARSET.search(data[:4096])
    marked = next((encoding for mark, encoding in _MARK_OF_ORDER.items() if data.startswith(mark)), None)
    for encoding in (marked, charset, declared[1].decode("ascii") if declared else None, "utf-8"):
        if encoding is None:
            continue
        try:
            text = data.decode(_SUPERSETS.get(encoding.lower(), encoding))
        except (LookupError, UnicodeDecodeError):
            continue
        return text.removeprefix("\ufeff").replace("\0", "")
    stated = f"{declared[1].decode('ascii')}, which it says it is, nor in UTF-8" if declared else "UTF-8"
    raise InputError(f"{name} is not in {stated}; save it as UTF-8")


def _parse(text: str, name: str) -> HtmlElement:
    from lxml import etree, html  # noqa: PLC0415

    # A declaration of an encoding stands only in the bytes' way.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text.strip() or "<html></html>", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{name} cannot be read as HTML: {error}") from None


def _extract(tree: HtmlElement, url: str | None) -> tuple[Any, str]:
    """The meta data and the main text as trafilatura reads them; an empty text where it finds none."""
    from copy import deepcopy  # noqa: PLC0415

    import trafilatura  # noqa: PLC0415
    from trafilatura.metadata import extract_metadata  # noqa: PLC0415

    meta = extract_metadata(deepcopy(tree), default_url=url, date_config=dict(_DATES))
    found = trafilatura.bare_extraction(
        deepcopy(tree), url=url, include_comments=False, include_tables=True, favor_recall=True,
        date_extraction_params=dict(_DATES),
    )  # fmt: skip
    return meta, str(getattr(found, "text", None) or "") if found is not None else ""


def _stated(meta: Any, name: str) -> str | None:
    value = getattr(meta, name, None)
    return clean(value) or None if isinstance(value, str) else None


def _blocks(tree: HtmlElement) -> Iterator[_Block]:
    """The lines of a page in reading order, hidden ones left out; works on trees of any depth."""
    from lxml import etree  # noqa: PLC0415

    pieces: list[str] = []
    linked = 0
    stack: list[_Open] = [_Open("", "", hidden=False, around=False, linked=False)]

    def flush() -> Iterator[_Block]:
        nonlocal linked
        text = clean("".join(pieces))
        if text:
            holder = next((entry for entry in reversed(stack) if entry.tag not in _INLINE), stack[-1])
            yield _Block(text, holder.path, around=holder.around, linked=linked)
        pieces.clear()
        linked = 0

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else "?"
        if event == "start":
            if tag not in _INLINE:
                yield from flush()
            stack.append(_opened(stack[-1], element, tag))
        else:
            if tag not in _INLINE:
                yield from flush()
            stack.pop()
        top = stack[-1]
        text = (element.text if event == "start" else element.tail) or ""
        if text and not top.hidden:
            pieces.append(text)
            linked += len(clean(text)) if top.linked else 0
    yield from flush()


def _opened(above: _Open, element: HtmlElement, tag: str) -> _Open:
    above.children[tag] += 1
    number = above.children[tag]
    style = (element.get("style") or "").replace(" ", "").lower()
    hidden = tag in _HIDDEN or element.get("hidden") is not None or "display:none" in style
    return _Open(
        path=f"{above.path}/{tag}" if number == 1 and tag in ("html", "body") else f"{above.path}/{tag}[{number}]",
        tag=tag,
        hidden=above.hidden or hidden,
        around=above.around or _is_around(element, tag),
        linked=above.linked or tag == "a",
    )


def _is_around(element: HtmlElement, tag: str) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return tag in _AROUND or (tag not in _NEVER_AROUND and _AROUND_NAMES.search(names) is not None)


def _key(text: str) -> str:
    """Letters and figures of a text, by which two extractions of one line are known to be the same."""
    return _MARKS.sub("", normalise_sentence(text)).lower()


def _choose(blocks: Sequence[_Block], main: str) -> list[_Block]:
    """The blocks that make the main text.

    Trafilatura says what the main text is; the page says how its lines run and where they stand. A
    block is taken where it is a line of the main text or a piece of it long enough to tell. So are
    a few blocks between two that were taken, where they are their siblings: extractors drop
    short paragraphs. Without a main text: all that is no menu, footer or form.
    """
    _mark_menus(blocks)
    if not main:
        return [block for block in blocks if not block.around]
    lines = Counter(_key(line.lstrip("-|# ")) for line in main.splitlines())
    whole = _key(main)
    work = _MOST_WORK
    taken: list[bool] = []
    for block in blocks:
        key = block.key
        exact = lines[key] > 0
        if exact and not block.around:
            lines[key] -= 1
        if not exact and len(key) >= _TELLING and work > 0:
            work -= len(whole)
            exact = key in whole
        taken.append(bool(key) and exact)
    inside = [is_taken and not block.around for block, is_taken in zip(blocks, taken, strict=True)]
    kept = sum(len(block.text) for block, is_in in zip(blocks, inside, strict=True) if is_in)
    lost = sum(
        len(block.text) - block.linked
        for block, is_taken in zip(blocks, taken, strict=True)
        if is_taken and block.around
    )
    if kept >= lost:
        taken = inside  # else the names of the elements mislead
    return [block for block, is_taken in zip(blocks, _bridged(blocks, taken), strict=True) if is_taken]


def _mark_menus(blocks: Sequence[_Block]) -> None:
    """Lines in a row that are nothing but links count as a menu, whatever their element is called."""
    run: list[_Block] = []
    for block in (*blocks, _Block("", "", around=False, linked=0)):
        if block.text and block.linked >= len(block.text) - 2:
            run.append(block)
            continue
        if len(run) >= _MENU_LENGTH:
            for member in run:
                member.around = True
        run = []


def _bridged(blocks: Sequence[_Block], taken: Sequence[bool]) -> list[bool]:
    """`taken`, with short gaps closed between siblings; what is mostly links stays out."""
    closed = list(taken)
    places = [number for number, is_taken in enumerate(taken) if is_taken]
    for before, after in itertools.pairwise(places):
        gap = blocks[before + 1 : after]
        parent = blocks[before].parent
        if len(gap) <= _LONGEST_GAP and blocks[after].parent == parent:
            for number, block in enumerate(gap, before + 1):
                inside = parent in (block.parent, block.path)
                closed[number] = inside and not block.around and 2 * block.linked <= len(block.text)
    return closed
