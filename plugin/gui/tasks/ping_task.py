"""Asks a back office whether it knows the stored token, and what that may read; beside the window."""

from __future__ import annotations

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ...domain.clock import SystemClock
from ..network.back_office import bops_of
from ..settings import Settings


class PingTask(QgsTask):
    """``answered`` carries why the token can't be used, "" where it can; ``may`` then says what it may read and what not."""

    answered = pyqtSignal(str)

    def __init__(self, settings: Settings) -> None:
        super().__init__("Redline: asking the back office", QgsTask.Flag.CanCancel | QgsTask.Flag.Hidden)
        self._settings = settings
        self.may = ""
        self._failure = "The back office could not be asked; the log under Python says why."

    def run(self) -> bool:
        from ...backoffice.permissions import permissions_of
        from ...domain.errors import RedlineError

        try:
            # The wizard has no session yet, and a look at the token is written down nowhere
            client = bops_of(self._settings, SystemClock(), self.isCanceled)
            try:
                self.may = permissions_of(client).sentence
            finally:
                client.close()
        except RedlineError as error:
            self._failure = str(error)
            return False
        self._failure = ""
        return True

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        self.answered.emit(self._failure)
