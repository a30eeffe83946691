"""Asks a team's database what it has, beside the window: one that can't be reached keeps only this task waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ..environment.store_place import StorePlace

if TYPE_CHECKING:
    from ..environment.store_in_use import StoreInUse


class StoreTask(QgsTask):
    """``came`` brings a StoreInUse and "", or None and why there is none."""

    came = pyqtSignal(object, str)

    def __init__(self, place: StorePlace) -> None:
        super().__init__("Redline: asking the database of the constraint store", QgsTask.Flag.CanCancel | QgsTask.Flag.Hidden)
        self._place = place
        self._store: StoreInUse | None = None
        self._failure = "The constraint store was not opened; the log under Python says why."

    def run(self) -> bool:
        from ...domain.errors import RedlineError
        from ..environment.store_in_use import StoreInUse

        try:
            self._store = StoreInUse.read(self._place)
        except RedlineError as error:
            self._failure = str(error)
            return False
        return True

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        self.came.emit(self._store if result else None, "" if result else self._failure)
