"""Who is served next: things that are few, shared out so that nobody has all of them while others wait."""

from __future__ import annotations

import asyncio
import ipaddress
import time
from collections import Counter, deque
from functools import lru_cache
from typing import Generic, TypeVar

from shugu.serve.refusal import RefusalError

__all__ = ["Shares", "client_of"]

T = TypeVar("T")
_BLAMED_FOR = 60.0  # seconds


class Shares(Generic[T]):
    """Free things, and the clients who wait for one, at most `waiting` of them and `waiting_each` of one client.

    Who holds one already is given another only where one is left over for somebody else, and so is who was
    blamed in the last minute. When a thing becomes free, it goes to a client who is not blamed before one who is,
    then to the one who holds the fewest, among equals to the one who came first. `things` is how many there are.

    >>> shares = Shares(2, waiting=8, waiting_each=4)
    >>> shares.add("a"); shares.add("b")
    >>> shares.take_free("one"), shares.take_free("one"), shares.take_free("other")
    ('b', None, 'a')
    """

    def __init__(self, things: int, *, waiting: int, waiting_each: int) -> None:
        self._things = things
        self._most = waiting
        self._most_each = waiting_each
        self._free: list[T] = []
        self._held: Counter[str] = Counter()
        self._blamed: dict[str, float] = {}  # until when
        self._queue: deque[tuple[str, asyncio.Future[T]]] = deque()

    @property
    def free(self) -> int:
        """How many nobody holds."""
        return len(self._free)

    @property
    def waiting(self) -> int:
        """How many requests wait."""
        return len(self._queue)

    def take_free(self, client: str) -> T | None:
        """The thing that was given back last, for a client who may have one now; None otherwise."""
        if not self._may_have(client):
            return None
        self._held[client] += 1
        return self._free.pop()

    async def wait(self, client: str) -> T:
        """A thing, when it is the client's turn; raises RefusalError where too many wait already."""
        own = sum(name == client for name, _ in self._queue)
        if own >= self._most_each:
            raise RefusalError(503, f"{own} of your requests are waiting already; try again later")
        if len(self._queue) >= self._most:
            raise RefusalError(503, f"{len(self._queue)} other requests are waiting already; try again later")
        turn: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        entry = (client, turn)
        self._queue.append(entry)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # it came in the same moment
                self.give_back(turn.result(), client)
            else:
                self._queue.remove(entry)
            raise

    def add(self, thing: T) -> None:
        """Nothing, after a new thing is free."""
        self._free.append(thing)
        self._share_out()

    def give_back(self, thing: T, client: str) -> None:
        """Nothing, after the thing of a client is free again."""
        self._free.append(thing)
        self.give_up(client)

    def give_up(self, client: str) -> None:
        """Nothing, after a client holds one less."""
        self._held[client] -= 1
        if not self._held[client]:
            del self._held[client]
        if self._queue:
            self._share_out()

    def pass_on(self, client: str, other: str) -> None:
        """Nothing, after what a client held counts as held by another."""
        self._held[other] += 1
        self.give_up(client)

    def blame(self, client: str) -> None:
        """Nothing, after a client stands behind others for a while, as one who took too much."""
        now = time.monotonic()
        self._blamed = {name: until for name, until in self._blamed.items() if until > now}
        self._blamed[client] = now + _BLAMED_FOR

    def _is_blamed(self, client: str) -> bool:
        return client in self._blamed and self._blamed[client] > time.monotonic()

    def _may_have(self, client: str) -> bool:
        if len(self._free) != 1:
            return bool(self._free)
        return client not in self._held and (self._things == 1 or not self._is_blamed(client))

    def _share_out(self) -> None:
        while True:
            turns = [entry for entry in self._queue if not entry[1].done() and self._may_have(entry[0])]
            if not turns:
                return
            entry = min(turns, key=lambda entry: (self._is_blamed(entry[0]), self._held[entry[0]]))
            self._queue.remove(entry)
            self._held[entry[0]] += 1
            entry[1].set_result(self._free.pop())


@lru_cache(maxsize=1024)
def client_of(address: str) -> str:
    """Who counts as one client: an IPv4 address, or the 64 bits of an IPv6 address that one network shares.

    >>> client_of("192.0.2.7"), client_of("2001:db8:1:2:3:4:5:6"), client_of("::ffff:192.0.2.7")
    ('192.0.2.7', '2001:db8:1:2::/64', '192.0.2.7')
    """
    if ":" not in address:
        return address
    try:
        full = ipaddress.IPv6Address(address.partition("%")[0])
    except ValueError:
        return address
    if full.ipv4_mapped is not None:
        return str(full.ipv4_mapped)
    return str(ipaddress.IPv6Network((full, 64), strict=False))
