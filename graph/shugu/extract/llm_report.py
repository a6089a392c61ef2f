"""What a run of a model came to: chunks, tokens, seconds, cost, rows taken and rows refused with reasons."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from shugu.extract.llm_client import Answer
from shugu.extract.llm_settings import ModelSettings

__all__ = ["ModelReport", "Tally"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelReport:
    """Counts of one document. `failed` counts chunks of which nothing was taken, by reason, `refused` rows.

    `tokens_in` and `tokens_out` are those of questions asked in this run, answers from the cache cost
    nothing; `counted` is False where the server named none and they are estimates. `cost` is in the
    currency of the prices, None without prices. `seconds` are those spent waiting for the server.
    """

    model: str
    chunks: int = 0
    cached: int = 0
    requests: int = 0
    failed: tuple[tuple[str, int], ...] = ()
    repaired: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    counted: bool = True
    seconds: float = 0.0
    cost: Decimal | None = None
    accepted: int = 0
    refused: tuple[tuple[str, int], ...] = ()

    def lines(self) -> list[str]:
        """The report for people, a line each."""
        about = "" if self.counted else "about "
        cost = "" if self.cost is None else f", cost {self.cost}"
        failed = sum(count for _, count in self.failed)
        asked = f"{self.cached} from the cache, {self.requests} requests, {failed} failed"
        found = [
            f"model {self.model}: {self.chunks} chunks, {asked}",
            f"tokens: {about}{self.tokens_in} in, {about}{self.tokens_out} out; {self.seconds:.1f} s{cost}",
            f"rows: {self.accepted} taken, {sum(count for _, count in self.refused)} refused",
        ]
        found += [f"  chunk failed: {reason}: {count}" for reason, count in self.failed]
        return found + [f"  row refused: {reason}: {count}" for reason, count in self.refused]


@dataclass(slots=True)
class Tally:
    """The counts while a document is read."""

    chunks: int = 0
    cached: int = 0
    requests: int = 0
    repaired: int = 0
    accepted: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    counted: bool = True
    seconds: float = 0.0
    failed: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    def add(self, answer: Answer) -> None:
        """Nothing, after a new answer of the server is counted."""
        self.requests += 1
        self.tokens_in += answer.tokens_in
        self.tokens_out += answer.tokens_out
        self.seconds += answer.seconds
        self.counted = self.counted and answer.counted

    def report(self, settings: ModelSettings) -> ModelReport:
        """The finished report; reasons sorted by their names."""
        cost = None
        if settings.price_in is not None and settings.price_out is not None:
            cost = (settings.price_in * self.tokens_in + settings.price_out * self.tokens_out) / 1_000_000
        return ModelReport(
            model=settings.model, chunks=self.chunks, cached=self.cached, requests=self.requests,
            failed=tuple(sorted(self.failed.items())), repaired=self.repaired, tokens_in=self.tokens_in,
            tokens_out=self.tokens_out, counted=self.counted, seconds=round(self.seconds, 3), cost=cost,
            accepted=self.accepted, refused=tuple(sorted(self.refused.items())),
        )  # fmt: skip
