"""Looks at the layers that an officer named for neighbours, beside the window: a file may be large, or on a slow share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

if TYPE_CHECKING:
    from ..neighbours.ground_reader import GroundReader


class NeighbourLookTask(QgsTask):
    """``said`` brings a sentence on which columns are read of which layers, or on what is wrong with them."""

    said = pyqtSignal(str)

    def __init__(self, reader: GroundReader) -> None:
        super().__init__("Redline: looking at the layers of addresses", QgsTask.Flag.CanCancel | QgsTask.Flag.Hidden)
        self._reader = reader
        self._words = ""

    def run(self) -> bool:
        from ...domain.errors import RedlineError

        try:
            self._words = self._reader.describe()
        except RedlineError as error:
            self._words = str(error)
        return True

    def finished(self, _result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        if not self.isCanceled():
            self.said.emit(self._words)
