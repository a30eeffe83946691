"""Puts a copy of the case file in its place, once nothing in this window has the file open any more."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from .stop_task import is_under_way

#: Seconds that tasks which were cancelled may take to let the file go.
_PATIENCE = 30.0


class PutBackTask(QgsTask):
    """``done`` brings the path under which the file that stood there is kept, ``failed`` a sentence."""

    done = pyqtSignal(str)
    failed = pyqtSignal(str)

    def __init__(self, path: Path, copy: Path, leaving: Sequence[QgsTask]) -> None:
        super().__init__("Redline: putting back a copy of the case file", QgsTask.Flag.Hidden)
        self._path = path
        self._copy = copy
        self._leaving = tuple(leaving)
        self._kept = ""
        self._failure = "Nothing was put back; the log under Python says why."

    def run(self) -> bool:
        from ...casefile.file.copies import put_back
        from ...domain.errors import RedlineError

        end = time.monotonic() + _PATIENCE
        while any(is_under_way(task) for task in self._leaving):
            if time.monotonic() > end:
                self._failure = "Nothing was put back: an update still has the case file open. Try again in a moment."
                return False
            time.sleep(0.05)
        try:
            self._kept = str(put_back(self._path, self._copy))
        except (RedlineError, OSError, sqlite3.Error) as error:
            self._failure = str(error)
            return False
        return True

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        if result:
            self.done.emit(self._kept)
        else:
            self.failed.emit(self._failure)
