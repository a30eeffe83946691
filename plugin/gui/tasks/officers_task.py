"""Asks a back office for its officers, and keeps the list in the case file; beside the window."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ..network.back_office import bops_of
from ..settings import Settings

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile
    from ...domain.clock import Clock


class OfficersTask(QgsTask):
    """``answered`` carries why they could not be asked for, "" where they were."""

    answered = pyqtSignal(str)

    def __init__(self, file: CaseFile, settings: Settings, clock: Clock) -> None:
        super().__init__("Redline: asking for the officers", QgsTask.Flag.CanCancel | QgsTask.Flag.Hidden)
        self._file = file
        self._settings = settings
        self._clock = clock
        self._failure = "The officers could not be asked for; the log under Python says why."

    def run(self) -> bool:
        from ...backoffice.officers import ask_officers
        from ...domain.errors import RedlineError

        try:
            client = bops_of(self._settings, self._clock, self.isCanceled)
            try:
                with self._file.for_this_thread() as file:
                    ask_officers(client, file)
            finally:
                client.close()
        except (RedlineError, OSError, sqlite3.Error) as error:
            self._failure = str(error)
            return False
        self._failure = ""
        return True

    def finished(self, _result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        self.answered.emit(self._failure)
