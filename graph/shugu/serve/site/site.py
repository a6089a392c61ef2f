"""Which page stands at which address."""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import NamedNode

from shugu.ontology import NamedQuery
from shugu.serve.explorer.asked import PATH as EXPLORER
from shugu.serve.formats import GRAPHS, HTML, choose
from shugu.serve.limits import Limits
from shugu.serve.refusal import CutOffError, RefusalError
from shugu.serve.request import Asked, Reply
from shugu.serve.site.cells import Ask, Row, fill, read_rows
from shugu.serve.site.document import Texts, render_document
from shugu.serve.site.downloads import Downloads, own_policy
from shugu.serve.site.editor import EDITOR_POLICY, Result, read_result, render_editor, terms_document
from shugu.serve.site.reference import ontology_document, render_reference
from shugu.serve.site.render import PAGE_HEADERS, Pages, Reader, anchor_of, static_files
from shugu.serve.site.thing import render_thing
from shugu.serve.site.things import find_things, render_start, render_things
from shugu.serve.site.words import COOKIE, LANGUAGES
from shugu.store.folder import read_manifest
from shugu.vocab import INDICATOR, UNIT

__all__ = ["KINDS", "File", "Site", "SiteData", "graph_media"]

# The folders of a collection's IRIs below its base.
KINDS = ("entity", "statement", "evidence", "document", "comparison", "run", "file", "graph", "term", "dataset")
_ROWS = "application/sparql-results+json"
_MOST_COMPLETIONS = 20
_YEAR = 365 * 24 * 3600
# What a link may say after `format=` where a browser cannot send an Accept header.
_NAMED = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "trig": "application/trig",
    "nq": "application/n-quads",
}

# The answer of a query as a whole, from its text, the media types that are taken, and who asks: media type and bytes.
Answer = Callable[[str, str, str], Awaitable[tuple[str, bytes]]]


@dataclass(frozen=True, slots=True)
class File:
    """A file to be sent as it is, with the headers of the reply."""

    path: Path
    media: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteData:
    """What the pages are made from, beside what queries answer."""

    base: str
    title: str
    questions: Sequence[NamedQuery]
    prefixes: Mapping[str, str]
    limits: Limits
    writable: bool
    folder: Path
    texts: Texts


class Site:
    """The pages of one server."""

    def __init__(self, data: SiteData, answer: Answer) -> None:
        self._data = data
        self._answer = answer
        self._pages = Pages(data.base)
        self._titles: dict[str, str] = {}
        self._downloads = Downloads(data.folder)

    def close(self) -> None:
        """Nothing, after what was made for readers is gone."""
        self._downloads.close()

    async def find(self, asked: Asked) -> Reply | File | None:  # noqa: PLR0911 - one address after another
        """What stands at an address; None where it is none of a page. Raises RefusalError."""
        first, _, rest = asked.path.strip("/").partition("/")
        if first == "static" and rest in static_files():
            body, media = static_files()[rest]
            return Reply(200, body, media, {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"})
        if first == "download" and rest:
            return await self._download(rest)
        if first == "network.html" and not rest:
            return await self._network()
        if first == "question":
            return self._question(rest)
        if first in KINDS:
            return await self._thing(asked)
        if asked.path.rstrip("/") in ("/ns", "/ontology") or first in ("indicator", "unit"):
            return await self._ontology(asked, first, rest)
        if first in ("terms.json", "complete.json") and not rest:
            return await self._completion(asked, first)
        if first in ("", "things", "editor", "downloads") and not rest:
            return await self._page(asked, first)
        return None

    async def _title(self, asked: Asked, language: str) -> str:
        """The title of the graph in a language, asked for once; that of its manifest where it has none there."""
        if not self._titles:
            rows = await self._ask(asked)(fill("dataset"))
            cells = [row["title"] for row in rows if "title" in row]
            self._titles = {"": self._data.title, **{cell.get("xml:lang", ""): cell["value"] for cell in cells}}
        return self._titles.get(language) or self._titles[""] or self._data.title

    async def _reader(self, asked: Asked) -> Reader:
        reader = Reader.of(asked)
        return replace(reader, site=await self._title(asked, reader.language))

    def refused(self, asked: Asked, error: RefusalError) -> Reply:
        """The refusal as a browser shows it; no query is asked for it, as that may be what failed."""
        reader = Reader.of(asked)
        site = self._titles.get(reader.language) or self._titles.get("") or self._data.title
        kind = str(error.status) if error.status in (404, 503) else "other"
        body = self._pages.render(
            "refusal.html.j2",
            replace(reader, site=site),
            status=error.status,
            reason=error.reason,
            heading=f"refusal-{kind}",
            advice=f"refusal-{kind}-advice",
        )
        headers = {**self._html(asked, reader, body).headers, "Cache-Control": "no-store", **error.headers}
        return Reply(error.status, body, f"{HTML}; charset=utf-8", headers)

    async def page(self, asked: Asked, name: str) -> Reply:
        """The page of a name, for a client that takes one."""
        return await self._page(asked, name)

    async def _page(self, asked: Asked, name: str) -> Reply:
        _check_html(asked)
        reader = await self._reader(asked)
        data, pages = self._data, self._pages
        if name == "editor":
            return self._html(asked, reader, await self._editor(asked, reader), policy=EDITOR_POLICY)
        if name == "things":
            return self._html(asked, reader, await render_things(self._ask(asked), pages, reader))
        if name == "downloads":
            files = self._downloads.listed()
            body = pages.render("downloads.html.j2", reader, files=files, writable=data.writable)
            return self._html(asked, reader, body)
        body = await render_start(
            self._ask(asked), pages, reader, data.questions, data.limits.described(), writable=data.writable
        )
        return self._html(asked, reader, body)

    async def _editor(self, asked: Asked, reader: Reader) -> bytes:
        result, seconds = None, 0.0
        query = reader.field("query")
        if query.strip() and reader.field("run"):
            began = time.perf_counter()
            try:
                result = read_result(*await self._answer(query, f"{_ROWS}, text/turtle;q=0.9", asked.client))
            except (RefusalError, CutOffError) as error:
                result = Result(refusal=str(error))
            seconds = time.perf_counter() - began
        return render_editor(
            self._pages,
            reader,
            self._data.questions,
            self._data.prefixes,
            base=self._data.base,
            result=result,
            seconds=seconds,
        )

    def _question(self, name: str) -> Reply:
        """The query of a competency question, as it stands in its file."""
        text = next((question.text for question in self._data.questions if question.name == name), None)
        if text is None:
            raise RefusalError(404, "there is no question of that name")
        return Reply(200, text.encode(), "application/sparql-query; charset=utf-8", {"Vary": "Accept-Encoding"})

    async def _thing(self, asked: Asked) -> Reply:
        """The page of a thing for people; raises RefusalError with 404 where nothing is stated of it."""
        iri = self._iri(asked)
        reader = await self._reader(asked)
        body = None
        policy = None
        if asked.path.startswith("/document/"):
            body = await render_document(self._ask(asked), self._pages, reader, iri, self._data.texts)
            policy = EDITOR_POLICY if body is not None else None
        if body is None:
            body = await render_thing(self._ask(asked), self._pages, reader, iri)
        if body is None:
            raise RefusalError(404, f"nothing is stated of <{iri}>")
        return self._html(asked, reader, body, policy=policy)

    def _iri(self, asked: Asked) -> str:
        iri = self._data.base + asked.raw_path.strip("/")
        try:
            NamedNode(iri)
        except ValueError as error:
            raise RefusalError(404, f"the address is no IRI: {error}") from None
        return iri

    async def _ontology(self, asked: Asked, first: str, rest: str) -> Reply:
        """The reference for people, the ontology's triples for machines; one term leads to its place in it."""
        media = graph_media(asked)
        if media != HTML:
            return Reply(200, ontology_document(media), _header(media), {"Vary": PAGE_HEADERS["Vary"]})
        namespace = {"indicator": INDICATOR, "unit": UNIT}.get(first)
        if namespace is not None:
            anchor = anchor_of(namespace + rest)
            return Reply(303, headers={"Location": f"/ns#{anchor}" if anchor and anchor.isascii() else "/ns"})
        reader = await self._reader(asked)
        return self._html(asked, reader, await render_reference(self._ask(asked), self._pages, reader))

    async def _download(self, name: str) -> Reply | File:
        if name.endswith(".html"):
            return await self._own_page(name)
        path, media = await self._downloads.find(name)
        return File(path, media, {"Content-Disposition": f'attachment; filename="{path.name.split("-", 1)[-1]}"'})

    async def _network(self) -> Reply:
        """The network page; of a graph too large for one, the page that asks for its parts."""
        if read_manifest(self._data.folder).get("network") == "part":
            return Reply(303, headers={"Location": EXPLORER})
        return await self._own_page("network.html")

    async def _own_page(self, name: str) -> Reply:
        """A page of the built folder, under the policy that it brings along."""
        path, media = await self._downloads.find(name)
        text = path.read_text("utf-8")
        return Reply(200, text.encode(), media, own_policy(text))

    async def _completion(self, asked: Asked, name: str) -> Reply:
        reader = await self._reader(asked)
        if name == "terms.json":
            body = await terms_document(self._ask(asked), reader.language, self._data.prefixes)
        else:
            words = reader.field("q")
            found = (
                await find_things(self._ask(asked), words, _MOST_COMPLETIONS, reader.language) if words.strip() else []
            )
            rows = [{"iri": iri, "label": label, "class": kind} for iri, label, kind in found]
            body = json.dumps(rows, ensure_ascii=False).encode("utf-8", errors="replace")
        return Reply(200, body, "application/json", {"Vary": PAGE_HEADERS["Vary"], "Cache-Control": "no-cache"})

    def _html(self, asked: Asked, reader: Reader, body: bytes, *, policy: str | None = None) -> Reply:
        headers = {**PAGE_HEADERS, "Content-Language": reader.language}
        if policy is not None:
            headers["Content-Security-Policy"] = policy
        if dict(asked.fields).get("lang") in LANGUAGES:
            headers["Set-Cookie"] = f"{COOKIE}={reader.language}; Path=/; Max-Age={_YEAR}; SameSite=Lax; HttpOnly"
        return Reply(200, body, f"{HTML}; charset=utf-8", headers)

    def _ask(self, asked: Asked) -> Ask:
        """A function that asks queries of a page on behalf of the client who asks for it."""

        async def ask(query: str) -> Sequence[Row]:
            _, data = await self._answer(query, _ROWS, asked.client)
            return read_rows(data)

        return ask


def graph_media(asked: Asked) -> str:
    """HTML or the media type of GRAPHS that a client wants; a field `format` of the address counts before Accept.

    Raises RefusalError with 406 for a client that takes neither.
    """
    named = dict(asked.fields).get("format")
    if named in _NAMED:
        return _NAMED[named]
    media = choose(asked.headers.get("accept"), (HTML, *GRAPHS))
    if media is None:
        raise RefusalError(406, f"a thing comes as {HTML}, {', '.join(GRAPHS)}")
    return media


def _check_html(asked: Asked) -> None:
    if choose(asked.headers.get("accept"), (HTML,)) is None:
        raise RefusalError(406, f"this page comes as {HTML}")


def _header(media: str) -> str:
    return f"{media}; charset=utf-8" if media.startswith("text/") else media
