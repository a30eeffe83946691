"""Puts a copy of the case file in its place, once nothing in this window has the file open any more."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ...domain.errors import RedlineError
from .sentence_task import SentenceTask
from .stop_task import is_under_way

#: Seconds that tasks which were cancelled may take to let the file go.
_PATIENCE = 30.0


class PutBackTask(SentenceTask):
    """``done`` brings the path under which the file that stood there is kept, ``failed`` a sentence."""

    done = pyqtSignal(str)

    def __init__(self, path: Path, copy: Path, leaving: Sequence[QgsTask]) -> None:
        words = "putting back a copy of the case file"
        super().__init__(words, "Nothing was put back; the log under Python says why.", stoppable=False)
        self._path = path
        self._copy = copy
        self._leaving = tuple(leaving)
        self._kept = ""

    def work(self) -> None:
        from ...casefile.file.copies import put_back

        end = time.monotonic() + _PATIENCE
        while any(is_under_way(task) for task in self._leaving):
            if time.monotonic() > end:
                raise RedlineError("Nothing was put back: an update still has the case file open. Try again in a moment.")
            time.sleep(0.05)
        self._kept = str(put_back(self._path, self._copy))

    def bring(self) -> None:
        self.done.emit(self._kept)
