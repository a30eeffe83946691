"""Screens one version of a red line, so that it can be compared with others by what applies to it."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from qgis.core import QgsProject, QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ..settings import Settings
from .screening_desk import ScreeningDesk
from .window_first import WindowFirst

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile
    from ...domain.clock import Clock


class ScreenVersionTask(QgsTask):
    """``ended`` carries a sentence where the version could not be screened, else ""."""

    ended = pyqtSignal(str)

    def __init__(self, file: CaseFile, application_uuid: str, version_uuid: str, settings: Settings, clock: Clock) -> None:
        super().__init__("Redline: screening a proposed version", QgsTask.Flag.CanCancel | QgsTask.Flag.Hidden)
        self._file = file
        self._application = application_uuid
        self._version = version_uuid
        self._settings = settings
        self._clock = clock
        self._context = QgsProject.instance().transformContext()
        self._failure = "The proposed version was not screened; the log under Python says why."

    def run(self) -> bool:
        from ...domain.errors import RedlineError

        try:
            with self._file.for_this_thread() as file, ScreeningDesk(self._settings, self._clock, self._context) as desk, WindowFirst():
                row = file.row(self._application)
                version = next((each for each in file.boundary_versions(self._application) if each.uuid == self._version), None)
                if row is not None and version is not None:
                    desk.screen(file, self._application, row.reference, version)
        except (RedlineError, OSError, sqlite3.Error) as error:
            self._failure = f"The proposed version was not screened: {error}"
            return False
        self._failure = ""
        return True

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        self.ended.emit("" if result or self.isCanceled() else self._failure)
