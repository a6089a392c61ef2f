"""Documents from the web: politely, with limits, and never from a private network by mistake."""

from __future__ import annotations

import email.utils
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from shugu.errors import InputError, ServiceError
from shugu.read.robots import Robots, parse_robots
from shugu.settings import package_version

if TYPE_CHECKING:
    import httpcore

    from shugu.read.wire import Resolver

__all__ = ["Fetched", "Fetcher", "Limits", "fetch"]

AGENT = "shugu"
_REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = (429, 503)
_SAFE = "/%:@!$&'()*+,;=~?-._"
_ACCEPT = (
    "text/html, application/xhtml+xml, text/plain, text/markdown, application/pdf, "
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document, */*;q=0.1"
)
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a request may cost.

    `seconds` is the time for one request with everything in it, `size` the bytes of an unpacked
    answer, `delay` the seconds between two requests to one host, `wait` the longest that a busy
    server may make us wait before one of the `attempts`.
    """

    seconds: float = 60.0
    size: int = 50_000_000
    redirects: int = 5
    attempts: int = 3
    delay: float = 1.0
    wait: float = 60.0
    allow_private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer: `url` is where it came from in the end, `media_type` and `charset` what the server said of it."""

    url: str
    media_type: str | None
    charset: str | None
    data: bytes


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer on the way: its head, and its body unless it is a redirect or a failure."""

    status: int
    headers: dict[str, str]
    data: bytes


def fetch(url: str, *, limits: Limits | None = None) -> Fetched:
    """The document at an http or https address.

    Raises InputError for an address that may not be asked (another scheme, a private network, one
    that robots.txt closes), ServiceError where the server cannot be reached, takes too long, sends
    too much or answers with a failure.
    """
    return Fetcher(limits or Limits()).fetch(url)


@dataclass(slots=True)
class Fetcher:
    """Fetches several documents; remembers robots.txt and the last request of each host."""

    limits: Limits = field(default_factory=Limits)
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    resolver: Resolver | None = None
    _robots: dict[str, Robots] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)

    def fetch(self, url: str) -> Fetched:
        """As the function `fetch`."""
        parts = _check_address(url)
        for _ in range(self.limits.redirects + 1):
            robots = self._rules_of(parts)
            if not robots.allow(_target(parts)):
                raise InputError(
                    f"{urlunsplit(parts)}: robots.txt of {parts.hostname} asks programs to stay away from it"
                )
            answer = self._ask_patiently(parts, robots.delay)
            if answer.status not in _REDIRECTS:
                return _as_fetched(parts, answer)
            parts = _redirected(parts, answer)
        raise ServiceError(f"{url} leads from one address to the next, more than {self.limits.redirects} times")

    def _rules_of(self, parts: SplitResult) -> Robots:
        """The rules of a host for us: everything is open where there is no robots.txt (RFC 9309, 2.3.1)."""
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            place = urlsplit(f"{origin}/robots.txt")
            for _ in range(self.limits.redirects + 1):
                answer = self._ask_patiently(place, None)
                if answer.status not in _REDIRECTS:
                    break
                place = _redirected(place, answer)
            if answer.status >= 500:
                raise ServiceError(f"{origin}/robots.txt: the server answers {answer.status}; try again later")
            text = answer.data.decode("utf-8", "replace") if answer.status == 200 else ""
            self._robots[origin] = parse_robots(text, AGENT)
        return self._robots[origin]

    def _ask_patiently(self, parts: SplitResult, delay: float | None) -> _Answer:
        """The answer of a server, asked again after a while where it is busy."""
        for attempt in range(1, self.limits.attempts + 1):
            self._pause(parts.netloc, max(self.limits.delay, delay or 0.0))
            answer = self._ask(parts)
            if answer.status not in _BUSY or attempt == self.limits.attempts:
                break
            wait = _retry_after(answer.headers.get("retry-after"))
            wait = 2.0 ** (attempt - 1) if wait is None else wait
            if wait > self.limits.wait:
                raise ServiceError(f"{urlunsplit(parts)}: the server is busy and asks to come back in {wait:.0f} s")
            self.sleep(wait)
        return answer

    def _pause(self, host: str, delay: float) -> None:
        last = self._asked.get(host)
        if last is not None and (left := delay - (self.clock() - last)) > 0:
            self.sleep(left)
        self._asked[host] = self.clock()

    def _ask(self, parts: SplitResult) -> _Answer:
        import httpcore  # noqa: PLC0415

        from shugu.read.wire import Wire, resolve, trusted  # noqa: PLC0415

        limits, url = self.limits, urlunsplit(parts)
        wire = Wire(allow_private=limits.allow_private, seconds=limits.seconds, resolver=self.resolver or resolve)
        headers = {
            "User-Agent": f"{AGENT}/{package_version()} (+https://w3id.org/shugu/)",
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip",
            "Host": parts.netloc,
            "Connection": "close",
        }
        port = parts.port or _DEFAULT_PORTS[parts.scheme]
        address = httpcore.URL(scheme=parts.scheme, host=parts.hostname or "", port=port, target=_target(parts))
        try:
            with (
                httpcore.ConnectionPool(
                    ssl_context=trusted(), network_backend=cast("httpcore.NetworkBackend", wire)
                ) as pool,
                pool.stream(
                    "GET", address, headers=list(headers.items()), extensions={"timeout": _timeouts(limits)}
                ) as response,
            ):
                kept = {key.decode("ascii").lower(): value.decode("latin-1") for key, value in response.headers}
                return _Answer(
                    response.status, kept, _body(url, response, kept, limits) if response.status == 200 else b""
                )
        except httpcore.TimeoutException:
            raise ServiceError(f"{url} did not answer within {limits.seconds:.0f} s") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError, UnicodeError) as error:
            raise ServiceError(f"{url} cannot be reached: {error or type(error).__name__}") from None


def _check_address(url: str) -> SplitResult:
    """The parts of an address that may be asked, in the spelling in which it is sent."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname or ""
        port = parts.port
        ascii_host = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii").lower()
    except (ValueError, UnicodeError):
        raise InputError(f"{url!r} is no address of a document") from None
    if parts.scheme not in ("http", "https"):
        raise InputError(f"{url!r}: only http and https addresses are fetched")
    if not host or any(character.isspace() for character in host) or parts.username is not None:
        raise InputError(f"{url!r} is no address of a document; it needs a host, and no name or password")
    netloc = ascii_host if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{ascii_host}:{port}"
    path, query = quote(parts.path or "/", safe=_SAFE), quote(parts.query, safe=_SAFE + "/")
    return SplitResult(parts.scheme, netloc, path, query, "")


def _redirected(parts: SplitResult, answer: _Answer) -> SplitResult:
    """Where an answer sends us, checked like an address that a user gives."""
    place = answer.headers.get("location", "").strip()
    if not place:
        raise ServiceError(f"{urlunsplit(parts)}: the server answers {answer.status} without saying where to go")
    new = _check_address(urljoin(urlunsplit(parts), place))
    if parts.scheme == "https" and new.scheme == "http":
        raise ServiceError(
            f"{urlunsplit(parts)} leads to the unprotected {urlunsplit(new)}; name that address to use it"
        )
    return new


def _target(parts: SplitResult) -> str:
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _timeouts(limits: Limits) -> dict[str, float]:
    each = min(limits.seconds, 20.0)
    return {"connect": each, "read": each, "write": each, "pool": each}


def _body(url: str, response: httpcore.Response, headers: dict[str, str], limits: Limits) -> bytes:
    """The body, unpacked, as far as the limit of size lets it grow."""
    too_much = ServiceError(f"{url} sends more than {limits.size:,} bytes")
    stated = headers.get("content-length", "")
    if stated.isdigit() and len(stated) < 20 and int(stated) > limits.size:
        raise too_much
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise ServiceError(f"{url} is packed as {coding!r}, for which nobody asked")
    unpacker = zlib.decompressobj(wbits=31) if "gzip" in coding else None
    data = bytearray()
    try:
        for chunk in response.iter_stream():
            data += unpacker.decompress(chunk, limits.size + 1 - len(data)) if unpacker else chunk
            if len(data) > limits.size:
                raise too_much
    except zlib.error as error:
        raise ServiceError(f"{url}: the answer cannot be unpacked: {error}") from None
    if unpacker and not unpacker.eof:
        raise ServiceError(f"{url}: the answer is cut off")
    return bytes(data)


def _as_fetched(parts: SplitResult, answer: _Answer) -> Fetched:
    url = urlunsplit(parts)
    if answer.status != 200:
        raise ServiceError(f"{url}: the server answers {answer.status}")
    kind, *parameters = answer.headers.get("content-type", "").split(";")
    given = (parameter.partition("=") for parameter in parameters)
    charset = next((value.strip(" \"'") for key, _, value in given if key.strip().lower() == "charset"), None)
    return Fetched(url=url, media_type=kind.strip().lower() or None, charset=charset or None, data=answer.data)


def _retry_after(text: str | None) -> float | None:
    """Seconds that a server asks us to wait; None where it does not say."""
    if not text:
        return None
    if text.strip().isdigit():
        return float(text) if len(text) < 10 else 1e9
    try:
        return max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None
