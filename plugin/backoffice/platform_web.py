"""The platform's side of the one HTTP transport: no token, no cookies, the same limits and the same sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from requests.adapters import BaseAdapter

from ..constraints.platform.platform_settings import PlatformSettings
from ..constraints.platform.web import Place, PlatformError, WebAnswer
from .connection import Connection, Limits
from .errors import OUT_OF_REACH, BackOfficeError, Cancelled, Trouble
from .exchange import ask
from .saving import save
from .transport import session

#: A page of 500 takes the platform up to 5 s, and its engineers tell of 90 s at worst.
_READ = 90.0
_LONGEST = 180.0

Given = TypeVar("Given")


class PlatformWeb:
    """Fetches from the platform: on the command line by requests' own adapter, inside QGIS by the one over its network manager.

    Once ``stopped`` says so, nothing more is asked, and what is under way is broken off.
    """

    def __init__(self, settings: PlatformSettings, adapter: BaseAdapter | None = None, stopped: Callable[[], bool] = lambda: False) -> None:
        """Raises BackOfficeError for an address that is none, or is not encrypted and not this computer's own."""
        self._settings = settings
        self._limits = replace(
            Limits(), read=_READ, longest=_LONGEST, largest_file=settings.largest_file, longest_file=settings.longest_file
        )
        self._stopped = stopped
        self._session = session(Connection(settings.address, "", self._limits), adapter)

    def get(self, address: str, headers: Mapping[str, str]) -> WebAnswer:
        """The whole answer, whatever its status. Raises PlatformError, and Cancelled once it is stopped."""
        answer = self._in_words(lambda: ask(self._session, address, headers, self._limits, self._stopped))
        return WebAnswer(answer.address, answer.status, answer.headers, answer.body)

    def save(self, address: str, headers: Mapping[str, str], place: Place) -> WebAnswer:
        """The answer without the file, which goes where ``place`` says. Raises PlatformError, and Cancelled once it is stopped."""
        return self._in_words(lambda: save(self._session, address, headers, place, self._limits, self._stopped))

    def close(self) -> None:
        """Let go of the connections."""
        self._session.close()

    def _in_words(self, ask_it: Callable[[], Given]) -> Given:
        if self._stopped():
            raise Cancelled
        try:
            return ask_it()
        except BackOfficeError as error:
            if self._stopped():
                raise Cancelled from error
            if error.trouble is Trouble.TOO_LARGE:
                raise PlatformError(self._too_large()) from error
            raise PlatformError(str(error), passes=error.trouble in OUT_OF_REACH, wait=error.retry_after) from error

    def _too_large(self) -> str:
        most = self._settings.largest_file // 1_000_000
        return (
            f"The platform's answer is larger than Redline reads ({most:,} MB for a file). Fetch this dataset page by page, or let "
            "whoever looks after Redline raise “largest_file_mb” in its platform.json."
        )
