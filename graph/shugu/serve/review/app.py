"""The review as an ASGI application: one page, its script, and the actions that the script asks for."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from shugu.serve.refusal import RefusalError
from shugu.serve.request import Asked, Reply
from shugu.serve.respond import Responder
from shugu.serve.review.gate import Gate
from shugu.serve.review.table import ReviewTable
from shugu.serve.review.wording import Wording, wording_of
from shugu.serve.site.render import PAGE_HEADERS, Pages, Reader, page_policy, static_files
from shugu.serve.site.words import COOKIE, LANGUAGES, raw_words

__all__ = ["ReviewApp"]

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_LOG = logging.getLogger("shugu.serve")
_POLICY = page_policy("script-src 'self'", "connect-src 'self'")
_MOST_BYTES = 256 * 1024
_SECONDS = 10.0
_FRESH = {"Cache-Control": "no-store", "Cross-Origin-Resource-Policy": "same-origin"}
_WORDS = (
    *(
        "accept",
        "reject",
        "edit",
        "skipRow",
        "undo",
        "help",
        "save",
        "cancel",
        "pairsKey",
        "rowsKey",
        "same",
        "different",
    ),
    *("progress", "allDecided", "someSkipped", "reviewStands", "noTextHere", "withSentences", "confidence", "byMethod"),
    *(
        "decidedNow",
        "faultsHead",
        "noToken",
        "unreachable",
        "editTitle",
        "nothingCell",
        "pairsLeft",
        "pairsDone",
        "isSame",
    ),
    *("alike", "helpText", "pairsOpen", "accepted", "rejected", "skipped", "undone", "edited"),
)


class ReviewApp:
    """The application of one review; one action after another."""

    def __init__(self, table: ReviewTable, gate: Gate) -> None:
        self._table = table
        self._gate = gate
        self._pages = Pages("urn:shugu:none/")
        self._lock = asyncio.Lock()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Nothing, after the request was answered."""
        asked = _asked(scope)
        responder = Responder(asked, send, _FRESH, None)
        try:
            await responder.reply(await self._answer(asked, receive))
        except RefusalError as error:
            await responder.reply(Reply(error.status, f"{error.reason}\n".encode(), headers=error.headers))
        except Exception as error:
            _LOG.exception("a fault of shugu")
            if not responder.begun:
                await responder.reply(Reply(500, f"this is a fault of shugu: {type(error).__name__}\n".encode()))

    async def _answer(self, asked: Asked, receive: Receive) -> Reply:
        first, _, rest = asked.path.strip("/").partition("/")
        if first == "act" and rest:
            if asked.method != "POST":
                raise RefusalError(405, "an action is sent by POST", {"Allow": "POST"})
            self._gate.check_action(asked.headers)
            return await self._act(rest, await _body(receive), wording_of(Reader.of(asked).language))
        self._gate.check_host(asked.headers)
        if asked.method not in ("GET", "HEAD"):
            raise RefusalError(405, "this address takes GET and HEAD", {"Allow": "GET, HEAD"})
        if first == "static" and rest in static_files():
            data, media = static_files()[rest]
            return Reply(200, data, media)
        if asked.path == "/":
            return self._page(asked)
        raise RefusalError(404, "there is nothing here; the review is at /")

    async def _act(self, action: str, body: bytes, wording: Wording) -> Reply:
        try:
            given = json.loads(body or b"{}")
        except (ValueError, RecursionError):
            raise RefusalError(400, "an action is one JSON object") from None
        if not isinstance(given, dict):
            raise RefusalError(400, "an action is one JSON object")
        async with self._lock:  # a file is written as a whole, and the next action sees it
            if action == "names":
                result = self._table.names(wording)
            else:
                result = await asyncio.shield(asyncio.to_thread(self._table.act, action, given, wording))
        data = json.dumps(result, ensure_ascii=False).encode("utf-8", errors="replace")
        return Reply(200, data, "application/json")

    def _page(self, asked: Asked) -> Reply:
        """The page without anything of the collection in it: that comes to those who hold the token."""
        reader = Reader.of(asked)
        words = {key: raw_words(reader.language, f"review-{key}") for key in _WORDS}
        body = self._pages.render("review.html.j2", reader, words=words)
        headers = {**PAGE_HEADERS, "Content-Security-Policy": _POLICY, "Content-Language": reader.language}
        if dict(asked.fields).get("lang") in LANGUAGES:
            headers["Set-Cookie"] = f"{COOKIE}={reader.language}; Path=/; Max-Age=31536000; SameSite=Strict; HttpOnly"
        return Reply(200, body, "text/html; charset=utf-8", headers)


async def _body(receive: Receive) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(_SECONDS):
            while True:
                message = await receive()
                body += message.get("body", b"")
                if len(body) > _MOST_BYTES:
                    raise RefusalError(413, f"an action is larger than {_MOST_BYTES} bytes", {"Connection": "close"})
                if not message.get("more_body", False):
                    return bytes(body)
    except TimeoutError:
        raise RefusalError(408, "the action did not come in time", {"Connection": "close"}) from None


def _asked(scope: Message) -> Asked:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    return Asked(
        method=scope["method"],
        path=str(scope["path"]),
        raw_path=bytes(scope.get("raw_path") or str(scope["path"]).encode()).decode("latin-1"),
        query=scope["query_string"].decode("latin-1"),
        headers=headers,
        scheme=scope["scheme"],
        http_1_0=scope["http_version"] == "1.0",
    )
