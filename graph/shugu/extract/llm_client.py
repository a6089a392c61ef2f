"""One question to an OpenAI-compatible server: bounded in time, size and attempts."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

import httpx

from shugu.errors import ServiceError
from shugu.extract.llm_reply import answer_form
from shugu.extract.llm_settings import ModelSettings, find_key, is_loopback
from shugu.settings import package_version

__all__ = ["Answer", "ChunkFailedError", "ModelClient"]

_LONGEST_WAIT = 10.0
_WRAPPING = 100
_REFUSED = {
    401: "the key was refused",
    403: "access was refused",
    404: "there is no such model or address",
    402: "the account is empty",
}


class ChunkFailedError(Exception):
    """One chunk that the server did not answer as it should; `reason` is counted in the report."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model wrote; tokens as the server counted them, else a quarter of the characters (`counted` False)."""

    text: str
    tokens_in: int
    tokens_out: int
    seconds: float
    counted: bool = True


class ModelClient:
    """A connection to the server of the settings; to be closed, or used in a `with`."""

    def __init__(self, settings: ModelSettings) -> None:
        self.settings = settings
        self._url = settings.base_url.rstrip("/") + "/chat/completions"
        headers = {"User-Agent": f"shugu/{package_version()}", "Accept": "text/event-stream, application/json"}
        if key := find_key(settings.base_url):
            headers["Authorization"] = f"Bearer {key}"
        # No redirects: a key must not travel to another host. No proxy on the way to this machine.
        self._http = httpx.Client(
            headers=headers,
            timeout=httpx.Timeout(settings.timeout, connect=min(10.0, settings.timeout)),
            follow_redirects=False,
            trust_env=not is_loopback(settings.base_url),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def ask(self, messages: list[dict[str, str]]) -> Answer:
        """The model's answer to the messages.

        Raises ChunkFailedError where this question went wrong (too long, too slow, server errors
        to the last attempt), ServiceError where no other would go better.
        """
        start = time.monotonic()
        for attempt in range(self.settings.retries + 1):
            try:
                return self._once(messages, start)
            except httpx.ConnectError:
                fault: Exception = ServiceError(f"no server answers at {self.settings.base_url}; is it running?")
            except httpx.TimeoutException:
                fault = ChunkFailedError("too slow")
            except httpx.HTTPError:
                fault = ChunkFailedError("connection broken")
            except _TryAgainError as error:
                fault = ChunkFailedError(error.reason)
            if attempt == self.settings.retries:
                raise fault from None
            time.sleep(min(self.settings.pause * 2**attempt, _LONGEST_WAIT))
        raise AssertionError("unreachable")

    def _once(self, messages: list[dict[str, str]], start: float) -> Answer:
        body = {
            "model": self.settings.model,
            "messages": messages,
            "temperature": self.settings.temperature,
            "max_tokens": self.settings.max_tokens,
            "response_format": answer_form(self.settings.most_rows)
            if self.settings.schema
            else {"type": "json_object"},
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        with self._http.stream("POST", self._url, json=body) as response:
            self._check_status(response.status_code)
            lines = self._bounded(response, time.monotonic() + self.settings.timeout)
            if "event-stream" in response.headers.get("content-type", ""):
                text, usage = _EventReader(self.settings.max_bytes).read(lines)
            else:
                text, usage = _read_whole("".join(lines))
        if text is None:
            raise ChunkFailedError("no answer in the reply")
        if len(text.encode("utf-8", "replace")) > self.settings.max_bytes:
            raise ChunkFailedError("answer too long")
        counted = isinstance(usage, dict) and isinstance(usage.get("prompt_tokens"), int)
        tokens_in = usage["prompt_tokens"] if counted and usage else sum(len(m["content"]) for m in messages) // 4
        tokens_out = usage.get("completion_tokens", 0) if counted and usage else len(text) // 4
        return Answer(text, int(tokens_in), int(tokens_out or 0), time.monotonic() - start, counted)

    def _check_status(self, status: int) -> None:
        if status in _REFUSED:
            raise ServiceError(f"the server at {self.settings.base_url} answered {status}: {_REFUSED[status]}")
        if status == 429 or status >= 500:
            raise _TryAgainError("server busy" if status == 429 else "server error")
        if status != 200:
            raise ChunkFailedError(f"status {status}")

    def _bounded(self, response: httpx.Response, deadline: float) -> Iterator[str]:
        """The reply in pieces, as long as it is neither too long nor too slow."""
        size = 0
        for piece in response.iter_text():
            size += len(piece.encode("utf-8", "replace"))
            # Events wrap each few letters in some 300 bytes of JSON.
            if size > self.settings.max_bytes * _WRAPPING:
                raise ChunkFailedError("answer too long")
            if time.monotonic() > deadline:
                raise ChunkFailedError("too slow")
            yield piece


class _TryAgainError(Exception):
    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class _EventReader:
    """Server-sent events of a chat completion, joined."""

    def __init__(self, longest: int) -> None:
        self.room = longest
        self.parts: list[str] = []
        self.usage: Any = None
        self.seen = False

    def read(self, pieces: Iterator[str]) -> tuple[str | None, Any]:
        rest = ""
        for piece in pieces:
            *lines, rest = (rest + piece).split("\n")
            for line in lines:
                self._take(line)
        self._take(rest)
        return ("".join(self.parts) if self.seen else None), self.usage

    def _take(self, line: str) -> None:
        data = line.strip().removeprefix("data:").strip() if line.startswith("data:") else ""
        if not data or data == "[DONE]":
            return
        event = _parse(data)
        self.usage = event.get("usage") or self.usage
        choice = _first_choice(event)
        if choice is not None:
            self.seen = True
            delta = choice.get("delta")
            content = delta.get("content") if isinstance(delta, dict) else None
            self.parts.append(content if isinstance(content, str) else "")
            self.room -= len(self.parts[-1].encode("utf-8", "replace"))
            if self.room < 0:
                raise ChunkFailedError("answer too long")


def _read_whole(text: str) -> tuple[str | None, Any]:
    reply = _parse(text)
    choice = _first_choice(reply)
    message = choice.get("message") if choice else None
    content = message.get("content") if isinstance(message, dict) else None
    return (content if isinstance(content, str) else None), reply.get("usage")


def _parse(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise ChunkFailedError("reply is no JSON") from None
    if not isinstance(value, dict):
        raise ChunkFailedError("reply is no JSON")
    return value


def _first_choice(event: dict[str, Any]) -> dict[str, Any] | None:
    choices = event.get("choices")
    return choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], dict) else None
