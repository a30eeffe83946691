"""Reads the addresses round a line that is being drawn, beside the window."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

if TYPE_CHECKING:
    from ...boundary.neighbour_ground import NeighbourGround
    from ...boundary.neighbours import NeighbourFinder
    from ...constraints.box import Box
    from ..neighbours.ground_reader import GroundReader


class NeighbourTask(QgsTask):
    """``came`` brings the NeighbourFinder for what lies in ``box`` (EPSG:27700), ``failed`` the reason. A cancelled task brings neither."""

    came = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(self, reader: GroundReader, box: Box, made: Callable[[NeighbourGround], NeighbourFinder]) -> None:
        super().__init__("Redline: reading the addresses round the boundary", QgsTask.Flag.CanCancel | QgsTask.Flag.Hidden)
        self._reader = reader
        self._box = box
        self._made = made
        self._finder: NeighbourFinder | None = None
        self._failure = "The addresses round the boundary could not be read; the log under Python says why."

    def run(self) -> bool:
        from ...domain.errors import RedlineError

        try:
            self._finder = self._made(self._reader.read(self._box, self._give_way))
        except _CancelledError:
            return False
        except RedlineError as error:
            self._failure = str(error)
            return False
        return True

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        if self.isCanceled():
            return
        if result:
            self.came.emit(self._finder)
        else:
            self.failed.emit(self._failure)

    def _give_way(self) -> None:
        if self.isCanceled():
            raise _CancelledError
        time.sleep(0)


class _CancelledError(Exception):
    """Nobody waits for it any more."""
