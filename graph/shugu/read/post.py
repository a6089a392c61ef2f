"""One question to a service of the web, sent as a form: to a checked address, within limits, followed nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode, urlsplit

from shugu.errors import ServiceError
from shugu.read.wire import Resolver, Wire, resolve, trusted
from shugu.settings import package_version

__all__ = ["Question", "post_form"]

_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of whom, the time for all of it in seconds, and the bytes of the largest answer."""

    url: str
    fields: tuple[tuple[str, str], ...]
    accept: str
    seconds: float
    size: int
    allow_private: bool = False


def post_form(question: Question, *, resolver: Resolver = resolve) -> bytes:
    """The body of the answer.

    Raises InputError for a private address that is not allowed, ServiceError where the service cannot be reached,
    answers with another status than 200 (a redirect is one), takes too long or sends too much.
    """
    import httpcore  # noqa: PLC0415

    url, parts = question.url, urlsplit(question.url)
    wire = Wire(allow_private=question.allow_private, seconds=question.seconds, resolver=resolver)
    content = urlencode(question.fields).encode("ascii")
    headers = {
        "User-Agent": f"shugu/{package_version()}",
        "Accept": question.accept,
        "Accept-Encoding": "identity",
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(content)),
        "Host": parts.netloc,
        "Connection": "close",
    }
    address = httpcore.URL(
        scheme=parts.scheme,
        host=parts.hostname or "",
        port=parts.port or _DEFAULT_PORTS[parts.scheme],
        target=(parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
    )
    backend = cast("httpcore.NetworkBackend", wire)
    data = bytearray()
    try:
        with (
            httpcore.ConnectionPool(ssl_context=trusted(), network_backend=backend) as pool,
            pool.stream("POST", address, headers=list(headers.items()), content=content) as response,
        ):
            if response.status != 200:
                raise ServiceError(f"{url} answers {response.status}")
            for chunk in response.iter_stream():
                data += chunk
                if len(data) > question.size:
                    raise ServiceError(f"{url} sends more than {question.size:,} bytes")
    except httpcore.TimeoutException:
        raise ServiceError(f"{url} did not answer within {question.seconds:.1f} s") from None
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError, UnicodeError) as error:
        raise ServiceError(f"{url} cannot be reached: {error or type(error).__name__}") from None
    return bytes(data)
