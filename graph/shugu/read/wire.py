"""The wire below `fetch`: connections go only to addresses that were checked, and every wait has an end."""

from __future__ import annotations

import ipaddress
import os
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from shugu.errors import InputError, ServiceError

if TYPE_CHECKING:
    import httpcore

__all__ = ["Wire", "is_public", "resolve", "trusted"]

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_6TO4 = ipaddress.ip_network("2002::/16")
_MOST_ADDRESSES = 4

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], list[str]]


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host, as the system knows them. Raises ServiceError where it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ServiceError(f"{host} cannot be found: {getattr(error, 'strerror', None) or error}") from None
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(text: str) -> bool:
    """Whether an IP address is one of the open internet.

    Loopback, private, link-local, shared, multicast and reserved ones are not, nor IPv6 addresses
    that carry such an IPv4 address within.

    >>> [is_public(text) for text in ("8.8.8.8", "10.0.0.1", "::ffff:127.0.0.1", "169.254.169.254")]
    [True, False, False, False]
    """
    try:
        address: Address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return address.is_global and not address.is_multicast and not address.is_reserved


def trusted() -> ssl.SSLContext:
    """What certificates are trusted: those of the file SSL_CERT_FILE names, else those that browsers trust."""
    import certifi  # noqa: PLC0415

    return ssl.create_default_context(cafile=os.environ.get("SSL_CERT_FILE") or certifi.where())


class Wire:
    """Connections for one request, as httpcore's `NetworkBackend` makes them, but only to addresses that were checked.

    Nothing resolves the name a second time, so an answer of the name server that changes in between
    changes nothing. Reads, writes and handshakes end when the time of the request is over.
    """

    def __init__(self, *, allow_private: bool, seconds: float, resolver: Resolver = resolve) -> None:
        self._allow_private = allow_private
        self._end = time.monotonic() + seconds
        self._resolver = resolver

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> _Stream:
        """A connection to a checked address of `host`.

        Raises InputError where one of its addresses is not public, unless that is allowed.
        """
        import httpcore  # noqa: PLC0415

        backend = httpcore.SyncBackend()
        addresses = self._resolver(host.strip("[]"), port)
        if not self._allow_private:
            for address in addresses:
                if not is_public(address):
                    shown = host if host == address else f"{host} ({address})"
                    raise InputError(f"{shown} is an address of a private network; --allow-private lets it pass")
        failure: Exception = ServiceError(f"{host} has no address")
        for address in addresses[:_MOST_ADDRESSES]:
            try:
                stream = backend.connect_tcp(address, port, self._left(timeout), local_address, socket_options)
                return _Stream(stream, self._left)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def sleep(self, seconds: float) -> None:
        """Nothing, after that time."""
        time.sleep(seconds)

    def _left(self, timeout: float | None) -> float:
        left = self._end - time.monotonic()
        if left <= 0:
            import httpcore  # noqa: PLC0415

            raise httpcore.ReadTimeout("the time is over")
        return left if timeout is None else min(left, timeout)


class _Stream:
    """A connection whose every wait ends with the time of the request."""

    def __init__(self, stream: httpcore.NetworkStream, left: Callable[[float | None], float]) -> None:
        self._stream = stream
        self._left = left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> _Stream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, self._left(timeout)), self._left)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
