"""The cases that have no answer yet are screened beside the window, one run at a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qgis.core import QgsTask
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...domain.clock import Clock
from ..settings import Settings
from ..tasks.start_task import start_task

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile


class UnscreenedCases(QObject):
    """``came`` says that counts have changed, ``ended`` why a run stopped, else ""; ``task`` is the run, None where none is."""

    came = pyqtSignal()
    ended = pyqtSignal(str)

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.task: QgsTask | None = None

    def screen(self, file: CaseFile | None, settings: Settings) -> None:
        """Screens what has no answer yet, so that the counts of the list fill in."""
        if file is None or self.task is not None or not settings.store:
            return
        from ..tasks.screen_cases_task import ScreenCasesTask

        task = ScreenCasesTask(file, settings, self._clock)
        task.came.connect(partial(self._some, task))
        task.ended.connect(partial(self._over, task))
        self.task = task
        start_task(task)

    def _some(self, task: QgsTask) -> None:
        if task is self.task:
            self.came.emit()

    def _over(self, task: QgsTask, failure: str) -> None:
        if task is self.task:
            self.task = None
            self.ended.emit(failure)
