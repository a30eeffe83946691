"""The platform's side of the one HTTP transport: no token, no cookies, the same limits and the same sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..constraints.platform.web import PlatformError, WebAnswer
from .connection import Connection, Limits
from .errors import OUT_OF_REACH, BackOfficeError
from .exchange import ask
from .transport import session

#: A page of 500 takes the platform up to 5 s, and its engineers tell of 90 s at worst.
_READ = 90.0
_LONGEST = 180.0


class PlatformWeb:
    """Fetches from the platform on the command line; inside QGIS its own network does (gui/network/platform_web.py)."""

    def __init__(self, address: str) -> None:
        """Raises BackOfficeError for an address that is none, or is not encrypted and not this computer's own."""
        self._limits = replace(Limits(), read=_READ, longest=_LONGEST)
        connection = Connection(address, "", self._limits)
        self._session = session(connection)

    def get(self, address: str, headers: Mapping[str, str]) -> WebAnswer:
        """The whole answer, whatever its status. Raises PlatformError."""
        try:
            answer = ask(self._session, address, headers, self._limits, lambda: False)
        except BackOfficeError as error:
            raise PlatformError(str(error), passes=error.trouble in OUT_OF_REACH, wait=error.retry_after) from error
        return WebAnswer(answer.address, answer.status, answer.headers, answer.body)

    def close(self) -> None:
        """Let go of the connections."""
        self._session.close()
