"""The case file is opened beside the window: checking and migrating a large one takes a moment."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...domain.clock import Clock
from ...domain.identity import Identity
from ..tasks.start_task import start_task

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile
    from ..tasks.open_case_file_task import OpenCaseFileTask


class CaseFileOpening(QObject):
    """``opened`` brings the CaseFile, ``refused`` the reason why there is none; ``task`` is the run, None where none is."""

    opened = pyqtSignal(object)
    refused = pyqtSignal(str)

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.task: OpenCaseFileTask | None = None

    def begin(self, path: Path, identity: Identity) -> None:
        """Opens the file at ``path`` in place of one that was being opened."""
        from ..tasks.open_case_file_task import OpenCaseFileTask

        task = OpenCaseFileTask(path, self._clock, identity)
        task.opened.connect(partial(self._was_opened, task))
        task.refused.connect(partial(self._was_refused, task))
        self.task = task
        start_task(task)

    def _was_opened(self, task: OpenCaseFileTask, file: CaseFile) -> None:
        if task is self.task:
            self.task = None
            self.opened.emit(file)

    def _was_refused(self, task: OpenCaseFileTask, sentence: str) -> None:
        if task is self.task:
            self.task = None
            self.refused.emit(sentence)
