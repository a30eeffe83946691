"""Writes an entry of the register beside the window: its folder may lie on a share that takes its time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ...domain.errors import RedlineError


class RegisterWritingTask(QgsTask):
    """``written`` brings the entry's file, ``failed`` a sentence on why it is not there."""

    written = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(self, write: Callable[[], Path]) -> None:
        super().__init__("Redline: writing for the register", QgsTask.Flag.Hidden)
        self._write = write
        self._path = Path()
        self._failure = "The register's entry was not written; the log under Python says why."

    def run(self) -> bool:
        try:
            self._path = self._write()
        except (RedlineError, OSError) as error:
            self._failure = str(error)
            return False
        return True

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        if result:
            self.written.emit(self._path)
        else:
            self.failed.emit(self._failure)
