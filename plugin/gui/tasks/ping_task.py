"""Asks a back office whether it knows the stored token, and what that may read; beside the window."""

from __future__ import annotations

from qgis.PyQt.QtCore import pyqtSignal

from ...domain.clock import SystemClock
from ..network.back_office import bops_of
from ..settings import Settings
from .sentence_task import SentenceTask


class PingTask(SentenceTask):
    """``known`` brings, in a sentence, what the token may read and what not; ``failed`` why it can't be used."""

    known = pyqtSignal(str)

    def __init__(self, settings: Settings) -> None:
        super().__init__("asking the back office", "The back office could not be asked; the log under Python says why.", hidden=True)
        self._settings = settings
        self._may = ""

    def work(self) -> None:
        from ...backoffice.permissions import permissions_of

        # The wizard has no session yet, and a look at the token is written down nowhere
        client = bops_of(self._settings, SystemClock(), self.isCanceled)
        try:
            self._may = permissions_of(client).sentence
        finally:
            client.close()

    def bring(self) -> None:
        self.known.emit(self._may)
