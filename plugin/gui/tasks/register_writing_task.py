"""Writes an entry of the register beside the window: its folder may lie on a share that takes its time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.PyQt.QtCore import pyqtSignal

from .sentence_task import SentenceTask


class RegisterWritingTask(SentenceTask):
    """``written`` brings the entry's file, ``failed`` a sentence on why it is not there."""

    written = pyqtSignal(object)

    def __init__(self, write: Callable[[], Path]) -> None:
        failure = "The register's entry was not written; the log under Python says why."
        super().__init__("writing for the register", failure, stoppable=False)
        self._write = write
        self._path = Path()

    def work(self) -> None:
        self._path = self._write()

    def bring(self) -> None:
        self.written.emit(self._path)
