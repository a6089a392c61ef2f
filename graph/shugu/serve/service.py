"""What the server does at each of its addresses."""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pyoxigraph import NamedNode

from shugu.ontology import NamedQuery
from shugu.serve.access import Access
from shugu.serve.description import describe_service
from shugu.serve.formats import GRAPHS, choose
from shugu.serve.fresh import is_known, tag_of_bytes
from shugu.serve.graph_store import PATH, read_graph_operation
from shugu.serve.kept import KeptAnswers
from shugu.serve.limits import Limits
from shugu.serve.metrics import Metrics
from shugu.serve.pool import Pool
from shugu.serve.refusal import RefusalError
from shugu.serve.request import Asked, Reply
from shugu.serve.respond import Responder, media_header
from shugu.serve.site.document import Texts
from shugu.serve.site.site import KINDS, File, Site, SiteData, graph_media
from shugu.serve.source import ServedStore
from shugu.serve.sparql import DESCRIPTION, PAGE, read_operation

__all__ = ["SPARQL", "Service"]

SPARQL = "/sparql"
_VARIES = {"Vary": "Accept, Accept-Encoding"}
_FRESH = {"Cache-Control": "no-store"}
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
        texts: Texts | None = None,
    ) -> None:
        self._store = store
        self._pool = pool
        self._token = access.token
        self._federated = bool(access.services)
        self._kept = KeptAnswers(self.limits.kept_bytes)
        self.metrics = Metrics()
        data = SiteData(
            base=store.base,
            title=title,
            questions=tuple(questions.values()),
            prefixes=store.prefixes,
            limits=self.limits,
            writable=store.writable,
            folder=store.folder,
            texts=texts or {},
        )
        self._site = Site(data, self._collect)

    def close(self) -> None:
        """Nothing, after what was made for readers is gone."""
        self._site.close()

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
        elif path == "/healthz":
            await self._health(responder)
        elif path == "/metrics":
            body = self.metrics.format(self._pool.state).encode()
            await responder.reply(Reply(200, body, "text/plain; version=0.0.4; charset=utf-8", _FRESH))
        elif path.split("/")[1:2] and path.split("/")[1] in KINDS and graph_media(asked) in GRAPHS:
            await self._describe(asked, responder)
        else:
            await self._page(asked, responder)

    async def _page(self, asked: Asked, responder: Responder) -> None:
        found = await self._site.find(asked)
        if found is None:
            raise RefusalError(404, f"there is nothing here; the endpoint is {SPARQL}")
        if isinstance(found, File):
            await responder.file(found.path, found.media, found.headers)
        else:
            await responder.reply(_tagged(asked, found))

    async def _sparql(self, asked: Asked, responder: Responder) -> None:
        operation = read_operation(asked)
        if operation.action == PAGE:
            await responder.reply(_tagged(asked, await self._site.page(asked, "editor")))
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
                if is_known(asked.headers.get("if-none-match"), headers["ETag"]):
                    await responder.reply(Reply(304, headers=headers))
                    return
                fresh = "no-cache" in asked.headers.get("cache-control", "").lower()
                kept = None if fresh else self._kept.find(headers["ETag"])
                if kept is not None:
                    await responder.reply(Reply(200, kept[1], media_header(kept[0]), headers))
                    return
            began = time.perf_counter()
            try:
                async with self._pool.answer({**where, **job}, client=asked.client) as answer:
                    # While a graph is replaced, a worker may have read the new one for a tag of the old one.
                    if tagged and answer.whole is not None and self._store.version == where["version"]:
                        self._kept.keep(headers["ETag"], answer.head["media"], answer.whole)
                    await responder.stream(answer, headers)
            finally:
                self.metrics.query(time.perf_counter() - began)

    async def _health(self, responder: Responder) -> None:
        state = {"status": "ok" if self._pool.state["workers"] else "starting", **self._pool.state}
        status = 200 if self._pool.state["workers"] else 503
        await responder.reply(Reply(status, json.dumps(state).encode(), "application/json", _FRESH))

    async def _describe(self, asked: Asked, responder: Responder) -> None:
        """The triples of a thing; raises RefusalError with 404 where nothing is stated of it."""
        iri = self._store.base + asked.raw_path.strip("/")
        try:
            node = NamedNode(iri)
        except ValueError as error:
            raise RefusalError(404, f"the address is no IRI: {error}") from None
        _, found = await self._collect(f"ASK {{ {node} ?p ?o }}", "application/sparql-results+json", asked.client)
        if not json.loads(found)["boolean"]:
            raise RefusalError(404, f"nothing is stated of {node}")
        await self._read(asked, responder, _query_job(f"DESCRIBE {node}", graph_media(asked)))

    async def _collect(self, query: str, accept: str, client: str) -> tuple[str, bytes]:
        """Media type and bytes of the whole answer of a query; a small one is kept for the next who asks."""
        with self._store.reading() as where:
            job = _query_job(query, accept)
            changes = _CHANGING.search(query) is not None
            tag = _tag(where["version"], job)
            kept = None if changes else self._kept.find(tag)
            if kept is not None:
                return kept
            began = time.perf_counter()
            try:
                async with self._pool.answer({**where, **job}, client=client) as answer:
                    media = answer.head["media"]
                    if answer.whole is None:
                        return media, b"".join([piece async for piece in answer.pieces()])
                    if not changes and self._store.version == where["version"]:
                        self._kept.keep(tag, media, answer.whole)
                    return media, answer.whole
            finally:
                self.metrics.query(time.perf_counter() - began)


def _query_job(query: str, accept: str) -> dict[str, Any]:
    return {"action": "query", "query": query, "default": [], "named": [], "base": None, "accept": accept}


def _tag(version: str, job: Mapping[str, Any]) -> str:
    """A weak tag, the same for the same request to the same content."""
    text = json.dumps([version, {**job}], sort_keys=True, ensure_ascii=True)
    return f'W/"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def _tagged(asked: Asked, reply: Reply) -> Reply:
    """A page with the tag of its bytes, which differ by language; without them for a client that has them."""
    if reply.status != 200:
        return reply
    headers = {"Cache-Control": "no-cache", **reply.headers, "ETag": tag_of_bytes(reply.body)}
    if is_known(asked.headers.get("if-none-match"), headers["ETag"]):
        return Reply(304, headers=headers)
    return replace(reply, headers=headers)
