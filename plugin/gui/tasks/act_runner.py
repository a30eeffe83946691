"""One act after the other for a part of the window: its buttons wait while the case file takes an act."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QWidget

from .act_task import ActTask
from .start_task import start_task

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile


class ActRunner(QObject):
    """Belongs to ``widget``, which is greyed out meanwhile; ``done`` and ``failed`` are what follows, the latter with a sentence."""

    def __init__(self, widget: QWidget, done: Callable[[], None], failed: Callable[[str], None]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._done = done
        self._failed = failed
        self._task: ActTask | None = None

    def run(self, file: CaseFile | None, words: str, act: Callable[[CaseFile], Any]) -> bool:
        """Writes an act beside the window; whether it was begun: not without a file, nor while another act is written."""
        if file is None or self._task is not None:
            return False
        self._widget.setEnabled(False)
        task = ActTask(file, words, act)
        task.done.connect(partial(self._over, task, ""))
        task.failed.connect(partial(self._over, task))
        self._task = task
        start_task(task)
        return True

    def _over(self, task: ActTask, failure: str, _given: object = None) -> None:
        if task is not self._task:
            return
        self._task = None
        self._widget.setEnabled(True)
        if failure:
            self._failed(failure)
        else:
            self._done()
