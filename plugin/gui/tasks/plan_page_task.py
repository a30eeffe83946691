"""Draws a page of a plan beside the window."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ...domain.errors import RedlineError
from ..documents.plan_pages import PlanPage, draw_page


class PlanPageTask(QgsTask):
    """``drawn`` brings the PlanPage; ``failed`` a sentence, "" when it was cancelled."""

    drawn = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(self, path: Path, number: int = 1) -> None:
        super().__init__(f"Redline: drawing {path.name}", QgsTask.Flag.CanCancel | QgsTask.Flag.Hidden)
        self._path = path
        self._number = number
        self._page: PlanPage | None = None
        self._failure = f"{path.name} could not be drawn; the log under Python says why."

    def run(self) -> bool:
        try:
            self._page = draw_page(self._path, self._number)
        except RedlineError as error:
            self._failure = str(error)
        return self._page is not None

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        if self.isCanceled():
            self.failed.emit("")
        elif result and self._page is not None:
            self.drawn.emit(self._page)
        else:
            self.failed.emit(self._failure)
