"""What the server does at each of its addresses."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from pyoxigraph import NamedNode

from shugu.ontology import NamedQuery
from shugu.serve.access import Access
from shugu.serve.description import describe_service
from shugu.serve.formats import GRAPHS, HTML, choose
from shugu.serve.graph_store import PATH, read_graph_operation
from shugu.serve.kept import KeptAnswers
from shugu.serve.limits import Limits
from shugu.serve.pages import CSP, KINDS, read_thing, render_start, render_thing, style, thing_queries
from shugu.serve.pool import Pool
from shugu.serve.refusal import RefusalError
from shugu.serve.request import Asked, Reply
from shugu.serve.respond import Responder, media_header
from shugu.serve.source import ServedStore
from shugu.serve.sparql import DESCRIPTION, PAGE, read_operation

__all__ = ["SPARQL", "Service"]

SPARQL = "/sparql"
_PAGE_HEADERS = {"Content-Security-Policy": CSP, "Vary": "Accept, Accept-Encoding"}
_VARIES = {"Vary": "Accept, Accept-Encoding"}
_CHANGING = re.compile(r"\b(?:RAND|NOW|UUID|STRUUID|BNODE|SERVICE)\b", re.IGNORECASE)  # answers that differ each time


class Service:
    """The answers to requests, by address."""

    def __init__(
        self,
        store: ServedStore,
        pool: Pool,
        *,
        access: Access,
        title: str,
        questions: Mapping[str, NamedQuery],
    ) -> None:
        self._store = store
        self._pool = pool
        self._token = access.token
        self._federated = bool(access.services)
        self._start = render_start(title, list(questions.values()), self.limits, writable=store.writable)
        self._style = style()
        self._kept = KeptAnswers(self.limits.kept_bytes)

    @property
    def _abilities(self) -> frozenset[str]:
        abilities = {"update": self._store.writable, "service": self._federated}
        return frozenset(name for name, is_there in abilities.items() if is_there)

    @property
    def limits(self) -> Limits:
        """The limits of every request."""
        return self._pool.limits

    async def answer(self, asked: Asked, responder: Responder) -> None:
        """Nothing, after the request was answered; raises RefusalError for one that is not, CutOffError midway."""
        path = asked.path.rstrip("/")
        if path == SPARQL:
            await self._sparql(asked, responder)
        elif path == PATH or asked.path.startswith(f"{PATH}/"):
            await self._graph_store(asked, responder)
        elif asked.method not in ("GET", "HEAD"):
            raise RefusalError(405, "this address takes GET and HEAD", {"Allow": "GET, HEAD, OPTIONS"})
        elif path == "":
            await self._page(asked, responder, self._start)
        elif path == "/style.css":
            await responder.reply(Reply(200, self._style, "text/css; charset=utf-8"))
        elif path == "/healthz":
            await self._health(responder)
        elif path.split("/")[1] in KINDS and len(path.split("/")) > 2:
            await self._thing(asked, responder)
        else:
            raise RefusalError(404, f"there is nothing here; the endpoint is {SPARQL}")

    async def _sparql(self, asked: Asked, responder: Responder) -> None:
        operation = read_operation(asked)
        if operation.action == PAGE:
            await self._page(asked, responder, self._start)
        elif operation.action == DESCRIPTION:
            media = choose(asked.headers.get("accept"), tuple(GRAPHS)) or "text/turtle"
            body = describe_service(asked.url, self.limits, media, self._abilities)
            await responder.reply(Reply(200, body, media_header(media), _VARIES))
        elif operation.action == "update":
            asked.check_writer(self._token)
            await self._store.change(self._pool, operation.job(asked), operation.text.encode(), client=asked.client)
            await responder.reply(Reply(204))
        else:
            await self._read(asked, responder, operation.job(asked), tagged=not _CHANGING.search(operation.text))

    async def _graph_store(self, asked: Asked, responder: Responder) -> None:
        if asked.method not in ("GET", "HEAD", "OPTIONS"):
            asked.check_writer(self._token)
        operation = read_graph_operation(asked)
        if operation.action == "graph":
            await self._read(asked, responder, operation.job(asked))
            return
        result = await self._store.change(self._pool, operation.job(asked), operation.body, client=asked.client)
        location = {"Location": operation.location} if operation.location else {}
        await responder.reply(Reply(result["status"], headers=location))

    async def _read(self, asked: Asked, responder: Responder, job: Mapping[str, Any], *, tagged: bool = True) -> None:
        with self._store.reading() as where:
            headers = dict(_VARIES)
            if tagged:
                headers["ETag"] = _tag(where["version"], job)
                if _matches(asked.headers.get("if-none-match"), headers["ETag"]):
                    await responder.reply(Reply(304, headers=headers))
                    return
                fresh = "no-cache" in asked.headers.get("cache-control", "").lower()
                kept = None if fresh else self._kept.find(headers["ETag"])
                if kept is not None:
                    await responder.reply(Reply(200, kept[1], media_header(kept[0]), headers))
                    return
            async with self._pool.answer({**where, **job}, client=asked.client) as answer:
                # While a graph is replaced, a worker may have read the new one for a tag of the old one.
                if tagged and answer.whole is not None and self._store.version == where["version"]:
                    self._kept.keep(headers["ETag"], answer.head["media"], answer.whole)
                await responder.stream(answer, headers)

    async def _page(self, asked: Asked, responder: Responder, body: bytes) -> None:
        if choose(asked.headers.get("accept"), (HTML,)) is None:
            raise RefusalError(406, f"this page comes as {HTML}")
        await responder.reply(Reply(200, body, f"{HTML}; charset=utf-8", _PAGE_HEADERS))

    async def _health(self, responder: Responder) -> None:
        state = {"status": "ok" if self._pool.state["workers"] else "starting", **self._pool.state}
        status = 200 if self._pool.state["workers"] else 503
        body = json.dumps(state).encode()
        await responder.reply(Reply(status, body, "application/json", {"Cache-Control": "no-store"}))

    async def _thing(self, asked: Asked, responder: Responder) -> None:
        """The page of a thing for people, its triples for machines; both 404 where nothing is stated of it."""
        media = choose(asked.headers.get("accept"), (HTML, *GRAPHS))
        if media is None:
            raise RefusalError(406, f"a thing comes as {HTML}, {', '.join(GRAPHS)}")
        iri = self._store.base + asked.raw_path.strip("/")
        try:
            node = NamedNode(iri)
        except ValueError as error:
            raise RefusalError(404, f"the address is no IRI: {error}") from None
        if media != HTML:
            found = json.loads(await self._collect(f"ASK {{ {node} ?p ?o }}", asked.client))["boolean"]
            if not found:
                raise RefusalError(404, f"nothing is stated of {node}")
            job = _query_job(f"DESCRIBE {node}", media)
            await self._read(asked, responder, job)
            return
        thing = read_thing(iri, *[await self._collect(query, asked.client) for query in thing_queries(iri)])
        if not thing.stated and not thing.linked:
            raise RefusalError(404, f"nothing is stated of {node}")
        await self._page(asked, responder, render_thing(thing, self._store.base))

    async def _collect(self, query: str, client: str) -> bytes:
        with self._store.reading() as where:
            job = _query_job(query, "application/sparql-results+json")
            async with self._pool.answer({**where, **job}, client=client) as answer:
                if answer.whole is not None:
                    return answer.whole
                return b"".join([piece async for piece in answer.pieces()])


def _query_job(query: str, accept: str) -> dict[str, Any]:
    return {"action": "query", "query": query, "default": [], "named": [], "base": None, "accept": accept}


def _tag(version: str, job: Mapping[str, Any]) -> str:
    """A weak tag, the same for the same request to the same content."""
    text = json.dumps([version, {**job}], sort_keys=True, ensure_ascii=True)
    return f'W/"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def _matches(header: str | None, tag: str) -> bool:
    if header is None:
        return False
    bare = tag.removeprefix("W/")
    return header.strip() == "*" or bare in {part.strip().removeprefix("W/") for part in header.split(",")}
