"""A request as the handlers see it, and the reply that they give."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

from shugu.serve.refusal import RefusalError

__all__ = ["Asked", "Reply", "is_absolute", "parse_form", "values"]

_MOST_FIELDS = 200
_LONGEST_REMEMBERED = 4_000  # characters
_HOST = re.compile(r"(?:[A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request: `path` is decoded, `raw_path` is not; header names are in small letters.

    `client` is who counts as one where things are shared out.
    """

    method: str
    path: str
    raw_path: str
    query: str
    headers: Mapping[str, str]
    body: bytes = b""
    scheme: str = "http"
    http_1_0: bool = False
    client: str = ""

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The fields of the address behind the question mark."""
        return parse_form(self.query)

    @property
    def origin(self) -> str:
        """Scheme and host that the client used; raises RefusalError for a Host that is none."""
        host = self.headers.get("host", "localhost")
        if _HOST.fullmatch(host) is None:
            raise RefusalError(400, "the Host header names no host")
        return f"{self.scheme}://{host}"

    @property
    def url(self) -> str:
        """The address that was asked, without what stands behind the question mark."""
        return self.origin + self.raw_path

    def check_writer(self, token: str | None) -> None:
        """Nothing, for a request that may write; raises RefusalError for all others.

        A browser sends no token of its own accord, and a page of another site is refused even with one.
        """
        if token is None:
            raise RefusalError(403, "this server only reads; it writes when it is started with --token-file")
        origin = self.headers.get("origin")
        if (origin is not None and origin != self.origin) or self.headers.get("sec-fetch-site") == "cross-site":
            raise RefusalError(403, "pages of other sites may not write here")
        scheme, _, given = self.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), token.encode()):
            raise RefusalError(401, "writing needs the token of this server", {"WWW-Authenticate": "Bearer"})


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply that is known as a whole."""

    status: int
    body: bytes = b""
    media: str = "text/plain; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


def parse_form(text: str) -> list[tuple[str, str]]:
    """The fields of an URL-encoded form in order; raises RefusalError for bytes that are not UTF-8."""
    return list(_parse_once(text) if len(text) <= _LONGEST_REMEMBERED else _parse(text))


def _parse(text: str) -> Sequence[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError:
        raise RefusalError(400, "a field of the request is not UTF-8") from None
    except ValueError as error:
        raise RefusalError(400, f"the fields of the request cannot be read: {error}") from None


_parse_once = lru_cache(maxsize=256)(_parse)  # an application asks the same few queries


def values(fields: Sequence[tuple[str, str]], name: str) -> list[str]:
    """All values of a field."""
    return [value for key, value in fields if key == name]


def is_absolute(iri: str) -> bool:
    """True for an IRI with a scheme."""
    try:
        return bool(urlsplit(iri).scheme)
    except ValueError:
        return False
