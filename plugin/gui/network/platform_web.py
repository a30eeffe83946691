"""The platform through QGIS's own network: proxy, certificates and limits of the council's QGIS apply."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TypeVar

from qgis.core import QgsFeedback

from ...backoffice.errors import Cancelled
from ...backoffice.platform_web import PlatformWeb
from ...constraints.platform.platform_settings import PlatformSettings
from ...constraints.platform.web import Place, WebAnswer
from .adapter import NetworkAdapter
from .window_thread import beside_window_thread, is_window_thread

Given = TypeVar("Given")


class QgisPlatformWeb:
    """Fetches from any thread; once ``feedback`` is cancelled, nothing more is asked, and what is under way is broken off."""

    def __init__(self, feedback: QgsFeedback, settings: PlatformSettings) -> None:
        """Raises BackOfficeError for an address that is none, or is not secure."""
        self._feedback = feedback
        self._web = PlatformWeb(settings, NetworkAdapter(cancelled=feedback.isCanceled), feedback.isCanceled)

    def get(self, address: str, headers: Mapping[str, str]) -> WebAnswer:
        """The whole answer, whatever its status. Raises PlatformError, BackOfficeError for an address that is not secure, and Cancelled."""
        return _asked(lambda: self._web.get(address, headers))

    def save(self, address: str, headers: Mapping[str, str], place: Place) -> WebAnswer:
        """The answer without the file, which goes where ``place`` says. Raises as ``get`` does."""
        return _asked(lambda: self._web.save(address, headers, place))

    def wait(self, seconds: float) -> None:
        """In small pieces, so that it can be stopped. Raises Cancelled."""
        until = time.monotonic() + seconds
        self._stop()
        while time.monotonic() < until:
            time.sleep(min(0.1, max(0.0, until - time.monotonic())))
            self._stop()

    def _stop(self) -> None:
        if self._feedback.isCanceled():
            raise Cancelled


def _asked(question: Callable[[], Given]) -> Given:
    """An algorithm that somebody starts from Python, or by qgis_process, runs in the thread of the window itself."""
    return beside_window_thread(question) if is_window_thread() else question()
