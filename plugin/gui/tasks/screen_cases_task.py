"""Screens the cases that have no answer yet, or one of older data, so that the counts of the list fill in by themselves."""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING

from qgis.core import QgsProject, QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ..settings import Settings
from .screening_desk import ScreeningDesk
from .window_first import WindowFirst

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile
    from ...domain.clock import Clock

#: Seconds between two signs of progress.
_PATIENCE = 0.5
#: The setting of a case file that says by which data all its live cases have been screened.
_SCREENED_BY = "screened by"


class ScreenCasesTask(QgsTask):
    """``came`` says that counts have changed; ``ended`` carries a sentence where screening stopped, else ""."""

    came = pyqtSignal()
    ended = pyqtSignal(str)

    def __init__(self, file: CaseFile, settings: Settings, clock: Clock) -> None:
        super().__init__("Redline: screening cases", QgsTask.Flag.CanCancel | QgsTask.Flag.Hidden | QgsTask.Flag.Silent)
        self._file = file
        self._settings = settings
        self._clock = clock
        self._context = QgsProject.instance().transformContext()
        self._failure = "Screening stopped; the log under Python says where."

    def run(self) -> bool:
        from ...domain.errors import RedlineError

        try:
            with self._file.for_this_thread() as file, ScreeningDesk(self._settings, self._clock, self._context) as desk, WindowFirst():
                self._screen_all(file, desk)
        except (RedlineError, OSError, sqlite3.Error) as error:
            self._failure = f"Screening stopped: {error}"
            return False
        self._failure = ""
        return not self.isCanceled()

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        self.ended.emit("" if result else self._failure)

    def _screen_all(self, file: CaseFile, desk: ScreeningDesk) -> None:
        from ...domain.boundary_version import LineKind
        from ...domain.case import CaseQuery

        moved_on = file.setting(_SCREENED_BY) != desk.generation
        rows = file.cases(CaseQuery(unscreened_only=not moved_on))
        told = time.monotonic()
        for number, row in enumerate(rows, start=1):
            if self.isCanceled():
                return
            versions = file.boundary_versions(row.uuid)
            version = next((each for each in reversed(versions) if each.current and each.kind is LineKind.RED), None)
            if version is not None:
                desk.screen(file, row.uuid, row.reference, version)
            if time.monotonic() - told > _PATIENCE:
                self.setProgress(100.0 * number / len(rows))
                self.came.emit()
                told = time.monotonic()
            time.sleep(0)
        if moved_on:
            file.write_setting(_SCREENED_BY, desk.generation)
