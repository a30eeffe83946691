"""Reads red lines from files beside the window, a few at a time."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ..environment.transformer_of import transformer_in

#: Readings handed over at once, and seconds after which fewer will do.
_BATCH = 25
_PATIENCE = 0.2


class ReadTask(QgsTask):
    """``readings_came`` brings lists of SiteReading, ``unreadable_came`` the sentence of a file that could not be read."""

    readings_came = pyqtSignal(list)
    unreadable_came = pyqtSignal(str)
    ended = pyqtSignal(str)

    def __init__(self, paths: Sequence[Path], grid_folders: Sequence[Path]) -> None:
        super().__init__("Redline: reading applications", QgsTask.Flag.CanCancel | QgsTask.Flag.Silent)
        self._paths = tuple(paths)
        self._grid_folders = tuple(grid_folders)
        self._failure = "Reading stopped; the log under Python says where."

    def run(self) -> bool:
        from ...boundary.intake import read_sites
        from ...domain.errors import RedlineError, UnreadableFile

        batch: list[object] = []
        handed_over = time.monotonic()
        try:
            for item in read_sites(self._paths, transformer_in(self._grid_folders)):
                if self.isCanceled():
                    self._failure = ""
                    return False
                if isinstance(item, UnreadableFile):
                    self.unreadable_came.emit(str(item))
                    continue
                batch.append(item)
                if len(batch) >= _BATCH or time.monotonic() - handed_over > _PATIENCE:
                    self.readings_came.emit(batch)
                    batch, handed_over = [], time.monotonic()
                time.sleep(0)
        except (RedlineError, OSError) as error:
            self._failure = str(error)
            return False
        if batch:
            self.readings_came.emit(batch)
        self._failure = ""
        return True

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread; ``ended`` carries a sentence where something failed, else ""."""
        self.ended.emit("" if result else self._failure)
