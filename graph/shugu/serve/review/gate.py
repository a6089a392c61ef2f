"""Who may use the review: a browser of this computer that was given the token, on a page of this server."""

from __future__ import annotations

import hmac
from collections.abc import Mapping

from shugu.serve.refusal import RefusalError

__all__ = ["Gate"]

_JSON = "application/json"


class Gate:
    """Checks of requests; `port` is where the server listens, `token` what its address held."""

    def __init__(self, port: int, token: str) -> None:
        self._hosts = {f"{host}:{port}" for host in ("127.0.0.1", "localhost", "[::1]")}
        self._token = token

    def check_host(self, headers: Mapping[str, str]) -> None:
        """Nothing, for a request to this computer by one of its own names; raises RefusalError for all others.

        A page of another site whose host name was made to point here sends that name.
        """
        if headers.get("host", "").lower() not in self._hosts:
            raise RefusalError(421, "this server answers to 127.0.0.1 and localhost alone")
        if headers.get("sec-fetch-site") not in (None, "same-origin", "none"):
            raise RefusalError(403, "pages of other sites may not use the review")

    def check_action(self, headers: Mapping[str, str]) -> None:
        """Nothing, for a request of the review's own page; raises RefusalError for all others.

        The token is sent by the script of the page alone: no browser adds it of its own accord.
        """
        self.check_host(headers)
        origin = headers.get("origin")
        if origin is not None and origin.removeprefix("http://") not in self._hosts:
            raise RefusalError(403, "pages of other sites may not use the review")
        if headers.get("content-type", "").split(";")[0].strip().lower() != _JSON:
            raise RefusalError(415, f"an action is sent as {_JSON}")
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), self._token.encode()):
            raise RefusalError(
                401, "the review needs the token of its address; open the address that the terminal shows"
            )
