"""Why a request is not answered."""

from __future__ import annotations

from collections.abc import Mapping

from shugu.errors import ShuguError

__all__ = ["CutOffError", "RefusalError"]


class RefusalError(ShuguError):
    """A request that is refused, with its HTTP status, a sentence for its sender, and further headers."""

    def __init__(self, status: int, reason: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.headers = dict(headers or {})
        if status == 503:
            self.headers.setdefault("Retry-After", "5")


class CutOffError(ShuguError):
    """An answer that ends before its end, after its beginning was sent."""
