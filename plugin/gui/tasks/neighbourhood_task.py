"""Fetches everything near a boundary that is being drawn, beside the window, in batches that never hold it up."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

if TYPE_CHECKING:
    from ...constraints.box import Box
    from ...constraints.screening.neighbourhood import Neighbourhood


class NeighbourhoodTask(QgsTask):
    """``came`` brings a Neighbourhood of ``box`` (EPSG:27700) out of the store's newest generation, ``failed`` the reason.

    A cancelled task brings neither. What it brings is unprepared and belongs to the window from then on.
    """

    came = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(self, store: Path, box: Box) -> None:
        super().__init__("Redline: reading the constraints round the boundary", QgsTask.Flag.CanCancel | QgsTask.Flag.Hidden)
        self._store = store
        self._box = box
        self._gathered: Neighbourhood | None = None
        self._failure = "The constraints round the boundary could not be read; the log under Python says why."

    def run(self) -> bool:
        from ...constraints.screening.neighbourhood import Neighbourhood
        from ...constraints.store.local_store import LocalStore
        from ...domain.errors import RedlineError
        from ...rules.attributes import TOLD_APART_BY_A_COLUMN

        try:
            with LocalStore(self._store) as store:
                self._gathered = Neighbourhood.gather(store, self._box, self._give_way, TOLD_APART_BY_A_COLUMN)
        except _CancelledError:
            return False
        except (RedlineError, OSError, sqlite3.Error) as error:
            self._failure = f"The constraints round the boundary could not be read: {error}"
            return False
        return True

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        if self.isCanceled():
            return
        if result:
            self.came.emit(self._gathered)
        else:
            self.failed.emit(self._failure)

    def _give_way(self) -> None:
        if self.isCanceled():
            raise _CancelledError
        time.sleep(0)


class _CancelledError(Exception):
    """Nobody waits for it any more."""
