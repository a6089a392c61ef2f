"""Numbers about the server for Prometheus: how many, how long, why not. Nothing about who asked, or what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

__all__ = ["Metrics", "reason_of"]

_BUCKETS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
# Words of a sentence that refuses, and the reason that they stand for; so the number of reasons is fixed.
_REASONS = (
    ("took longer", "time"),
    ("memory", "memory"),
    ("larger than", "size"),
    ("busy", "busy"),
    ("waiting already", "busy"),
    ("is not SPARQL", "syntax"),
    ("SERVICE", "outside"),
    ("LOAD", "outside"),
    ("broke the engine", "engine"),
)
_STATUS = {
    400: "request",
    401: "token",
    403: "forbidden",
    404: "not-found",
    405: "method",
    406: "format",
    408: "slow-client",
    413: "size",
    415: "format",
    503: "unavailable",
}


def reason_of(status: int, sentence: str) -> str:
    """One word, of a fixed set, for why a request was refused.

    >>> reason_of(503, "the query was stopped: it took longer than 10 seconds"), reason_of(404, "nothing here")
    ('time', 'not-found')
    """
    if status in (400, 503):
        for words, reason in _REASONS:
            if words in sentence:
                return reason
    return _STATUS.get(status, "other")


class Metrics:
    """Counts since the server began."""

    def __init__(self) -> None:
        self._replies: Counter[int] = Counter()
        self._refused: Counter[str] = Counter()
        self._buckets: Counter[float] = Counter()
        self._seconds = 0.0
        self._queries = 0

    def reply(self, status: int) -> None:
        """Counts a reply."""
        self._replies[status] += 1

    def refuse(self, status: int, sentence: str) -> None:
        """Counts a request that was refused or stopped."""
        self._refused[reason_of(status, sentence)] += 1

    def query(self, seconds: float) -> None:
        """Counts a query, answered or stopped, with its time from the beginning to the last byte."""
        self._queries += 1
        self._seconds += seconds
        for bound in _BUCKETS:
            if seconds <= bound:
                self._buckets[bound] += 1

    def format(self, pool: Mapping[str, int]) -> str:
        """All numbers in the text format of Prometheus, 0.0.4; `pool` is the state of the workers."""
        return "\n".join(self._lines(pool)) + "\n"

    def _lines(self, pool: Mapping[str, int]) -> Iterator[str]:
        yield from _head("shugu_replies_total", "counter", "Replies by status.")
        for status, count in sorted(self._replies.items()):
            yield f'shugu_replies_total{{status="{status}"}} {count}'
        yield from _head("shugu_refused_total", "counter", "Requests that were refused or stopped, by reason.")
        for reason, count in sorted(self._refused.items()):
            yield f'shugu_refused_total{{reason="{reason}"}} {count}'
        yield from _head("shugu_query_seconds", "histogram", "Time of a query, its answer's way included.")
        for bound in _BUCKETS:
            yield f'shugu_query_seconds_bucket{{le="{bound:g}"}} {self._buckets[bound]}'
        yield f'shugu_query_seconds_bucket{{le="+Inf"}} {self._queries}'
        yield f"shugu_query_seconds_sum {self._seconds:.6f}"
        yield f"shugu_query_seconds_count {self._queries}"
        gauges = {
            "shugu_workers": ("Processes that answer queries.", pool["workers"]),
            "shugu_workers_busy": ("Workers with a query.", pool["workers"] - pool["free"]),
            "shugu_waiting": ("Requests that wait for a worker.", pool["waiting"]),
        }
        for name, (words, value) in gauges.items():
            yield from _head(name, "gauge", words)
            yield f"{name} {value}"


def _head(name: str, kind: str, words: str) -> tuple[str, str]:
    return f"# HELP {name} {words}", f"# TYPE {name} {kind}"
