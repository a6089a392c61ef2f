"""What one request may use, and how that is said."""

from __future__ import annotations

from dataclasses import dataclass

from shugu.store.guard import DEEPEST_NESTING, LONGEST_QUERY, MOST_BRACKETS, MOST_OPERATORS, MOST_TOKENS

__all__ = ["Limit", "Limits"]


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit for a reader: its name, its value, the unit of it, what happens beyond."""

    name: str
    value: int | float
    unit: str
    beyond: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of a server; sizes in bytes, times in seconds.

    `seconds` counts for one request from the moment a worker begins it to the last byte, `memory_mb` is
    what a worker may take beyond what it holds when idle, `waiting` is the number of requests that
    may wait for a worker, `kept_bytes` the size of the answers that are kept for those who ask the same.
    `waiting_each` and `connections_each` are what one client may have of those.
    """

    seconds: float = 10.0
    memory_mb: int = 1024
    workers: int = 4
    waiting: int = 64
    answer_bytes: int = 64 * 1024**2
    query_bytes: int = 1024**2
    graph_bytes: int = 16 * 1024**2
    header_bytes: int = 32 * 1024
    request_seconds: float = 10.0
    waiting_each: int = 32
    connections: int = 512
    connections_each: int = 128
    kept_bytes: int = 32 * 1024**2

    def described(self) -> tuple[Limit, ...]:
        """The limits in words, in the order in which a request meets them."""
        refused = "refused with 400"
        return (
            Limit("size of the request's head", self.header_bytes, "bytes", "refused with 431"),
            Limit("time to send a request", self.request_seconds, "seconds", "refused with 408"),
            Limit("size of a query's body", self.query_bytes, "bytes", "refused with 413"),
            Limit("size of a graph that is sent", self.graph_bytes, "bytes", "refused with 413"),
            Limit("length of a query", LONGEST_QUERY, "characters", refused),
            Limit("nesting of a query", DEEPEST_NESTING, "brackets", refused),
            Limit("brackets of a query", MOST_BRACKETS, "brackets", refused),
            Limit("operators of a query", MOST_OPERATORS, "operators", refused),
            Limit("words and signs of a query", MOST_TOKENS, "words and signs", refused),
            Limit("queries at one time", self.workers, "queries", "others wait their turn"),
            Limit("queries of one client at one time", max(1, self.workers - 1), "queries", "others wait their turn"),
            Limit("requests that wait", self.waiting, "requests", "refused with 503"),
            Limit("requests of one client that wait", self.waiting_each, "requests", "refused with 503"),
            Limit("connections of one client", self.connections_each, "connections", "refused with 503"),
            Limit("time of a query", self.seconds, "seconds", "stopped: 503, or the connection breaks off"),
            Limit("memory of a query", self.memory_mb, "megabytes", "stopped: 503, or the connection breaks off"),
            Limit("size of an answer", self.answer_bytes, "bytes", "the connection breaks off"),
        )
