"""Asks the platform one question at a time, with a pause between them, and again where that may help."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import urlencode

from ..refresh.log_line import LogKind
from ..refresh.refresh_log import Log, NoLog
from .platform_settings import PlatformSettings
from .web import Place, PlatformError, Web, WebAnswer

Found = TypeVar("Found")


class Asker:
    """``sleep`` waits so many seconds; it may raise to stop the work. ``asked`` counts the questions, ``again`` those of them that were
    asked once more. ``log`` hears of every wait, and whatever the readers of answers tell it."""

    def __init__(self, web: Web, settings: PlatformSettings, sleep: Callable[[float], None] = time.sleep) -> None:
        self._web = web
        self._settings = settings
        self._sleep = sleep
        self.asked = 0
        self.again = 0
        self.log: Log = NoLog()

    @property
    def settings(self) -> PlatformSettings:
        return self._settings

    def address(self, path: str, pairs: list[tuple[str, Any]]) -> str:
        """The whole address of a question; lists are repeated parameters."""
        return f"{self._settings.address.rstrip('/')}{path}?{urlencode(pairs)}" if pairs else f"{self._settings.address.rstrip('/')}{path}"

    def ask(self, address: str, read: Callable[[WebAnswer], Found], headers: Mapping[str, str] | None = None) -> Found:
        """What ``read`` makes of the answer. Raises PlatformError when the last try failed too, or trying again can't help."""
        return self._tried(address, lambda: read(self._web.get(address, headers or {})))

    def ask_for_file(
        self, address: str, headers: Callable[[], Mapping[str, str]], place: Place, read: Callable[[WebAnswer], Found]
    ) -> Found:
        """The same for a file, which goes where ``place`` says; ``headers`` are asked for anew with every try, as more of it has come."""
        return self._tried(address, lambda: read(self._web.save(address, headers(), place)))

    def glance(self) -> None:
        """Between two pieces of work that asks nobody: stops it where somebody wants that."""
        self._sleep(0.0)

    def _tried(self, address: str, once: Callable[[], Found]) -> Found:
        settings = self._settings
        for attempt in range(1, settings.tries + 1):
            if self.asked:
                self._sleep(settings.pause)
            self.asked += 1
            try:
                return once()
            except PlatformError as error:
                wait = error.wait if error.wait is not None else settings.backoff * 4 ** (attempt - 1)
                if not error.passes or attempt == settings.tries or wait > settings.longest_wait:
                    raise
                self.again += 1
                again = f"{str(error).rstrip('.')}. Asked again after {wait:g} s, try {attempt + 1} of {settings.tries}."
                self.log.tell(LogKind.WAIT, again, round(wait))
                self._sleep(wait)
        raise PlatformError(f"{address} was not asked: the number of tries in the settings is {settings.tries}.")
