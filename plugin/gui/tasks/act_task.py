"""One act of the officer's, written into the case file beside the window."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile


class ActTask(QgsTask):
    """``done`` brings what the act gave; ``failed`` a sentence on why nothing was kept."""

    done = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(self, file: CaseFile, words: str, act: Callable[[CaseFile], Any]) -> None:
        super().__init__(f"Redline: {words}", QgsTask.Flag.Hidden)
        self._file = file
        self._act = act
        self._given: Any = None
        self._failure = "Nothing was kept; the log under Python says why."

    def run(self) -> bool:
        from ...domain.errors import RedlineError

        try:
            with self._file.for_this_thread() as file:
                self._given = self._act(file)
        except (RedlineError, OSError, sqlite3.Error) as error:
            self._failure = str(error)
            return False
        return True

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        if result:
            self.done.emit(self._given)
        else:
            self.failed.emit(self._failure)
