"""One act of the officer's, written into the case file beside the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import pyqtSignal

from .sentence_task import SentenceTask

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile


class ActTask(SentenceTask):
    """``done`` brings what the act gave; ``failed`` a sentence on why nothing was kept."""

    done = pyqtSignal(object)

    def __init__(self, file: CaseFile, words: str, act: Callable[[CaseFile], Any]) -> None:
        super().__init__(words, "Nothing was kept; the log under Python says why.", stoppable=False)
        self._file = file
        self._act = act
        self._given: Any = None

    def work(self) -> None:
        with self._file.for_this_thread() as file:
            self._given = self._act(file)

    def bring(self) -> None:
        self.done.emit(self._given)
