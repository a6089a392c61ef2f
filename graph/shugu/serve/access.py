"""Who may do what with a server, and whom it may ask itself: what its owner decides."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Access"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The decisions: nobody writes, nobody else is asked, and pages of all sites read, unless it says otherwise.

    `token` is what writers send; `services` are the endpoints that SERVICE may ask, at private addresses only with
    `private_services`; `proxy` is the address of a proxy whose word on who asks is taken.
    """

    token: str | None = None
    shared: bool = True
    services: tuple[str, ...] = ()
    private_services: bool = False
    proxy: str | None = None
