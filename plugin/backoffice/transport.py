"""The one HTTP transport: a ``requests`` session that always has timeouts, never follows a redirect and keeps the token to its server.

Inside QGIS another adapter is mounted on it, which hands each request to QGIS's own network manager; the rules below hold for both.
"""

from __future__ import annotations

from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from requests.adapters import BaseAdapter
from requests.auth import AuthBase

from .connection import Connection, Limits
from .errors import BackOfficeError, Trouble
from .origin import Origin, origin_of, require_secure
from .user_agent import user_agent


class TokenFor(AuthBase):
    """Puts the token on what goes to its own server, and on nothing else.

    Its presence also keeps ``requests`` from looking for a password in the user's .netrc.
    """

    def __init__(self, token: str, origin: Origin) -> None:
        self._token = token
        self._origin = origin

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token and origin_of(request.url or "") == self._origin:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class BackOfficeSession(requests.Session):
    """A session whose every request is bounded in time and goes encrypted, or stays on this computer.

    Answers are streamed and redirects are handed to the caller. Cookies are refused: a token identifies a service, not a visit.
    """

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self._timeouts = (limits.connect, limits.read)
        self.headers.update({"User-Agent": user_agent(), "Accept": "application/json"})
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        """Send it, streaming, with timeouts and without redirects. Raises BackOfficeError for an address that is not secure."""
        require_secure(origin_of(request.url or ""))
        if options.get("verify") is False:
            raise BackOfficeError(Trouble.NOT_TRUSTED, "Redline never leaves out the check of a certificate.")
        options.update(stream=True, allow_redirects=False, timeout=options.get("timeout") or self._timeouts)
        return super().send(request, **options)


def session(connection: Connection, adapter: BaseAdapter | None = None) -> BackOfficeSession:
    """A session for one back office. ``adapter`` carries the requests in place of requests' own (inside QGIS, QGIS's)."""
    made = BackOfficeSession(connection.limits)
    made.auth = TokenFor(connection.token, connection.origin)
    if adapter is not None:
        made.mount("https://", adapter)
        made.mount("http://", adapter)
    return made


def visit(connection: Connection, adapter: BaseAdapter | None = None) -> BackOfficeSession:
    """A session for fetching one file: it keeps the cookies that a redirect hands out and bears no token.

    BOPS redirects to its content network and signs that by cookies, valid for ten minutes (seen in its source).
    """
    made = session(Connection(connection.address, "", connection.limits, connection.patience), adapter)
    made.headers["Accept"] = "*/*"
    made.cookies.set_policy(DefaultCookiePolicy())
    return made
