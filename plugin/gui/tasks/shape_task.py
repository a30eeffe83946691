"""Fetches the shape of one constraint for the map, beside the window: a flood zone may have 200,000 vertices."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ...reports.plain_text import plain_text
from ..environment.store_place import StorePlace

if TYPE_CHECKING:
    from ...domain.finding import Finding

#: Metres round the site beyond which the shape is cut off, and by how much its line is smoothed; it is only for looking at.
_REACH = 2500.0
_SMOOTHING = 0.05
_OTHER_DATA = "The shape of {name} can't be shown: other data has been loaded since the site was screened. Press Screen again."


class ShapeTask(QgsTask):
    """``shape_came`` brings the finding that was asked for and its entity's shapely geometry in EPSG:27700, cut near ``box``."""

    shape_came = pyqtSignal(object, object)
    failed = pyqtSignal(str)

    def __init__(self, finding: Finding, store: StorePlace, box: tuple[float, float, float, float]) -> None:
        super().__init__("Redline: drawing a constraint", QgsTask.Flag.CanCancel | QgsTask.Flag.Hidden)
        self._finding = finding
        self._store = store
        self._box = box
        self._shape: object = None
        self._failure = ""

    def run(self) -> bool:
        import shapely

        from ...domain.errors import RedlineError

        name = plain_text(self._finding.entity.name) or str(self._finding.entity.number)
        try:
            with self._store.open() as store:
                snapshot = store.snapshots().get(self._finding.entity.dataset)
                if snapshot is None or snapshot.identifier != self._finding.snapshot:
                    self._failure = _OTHER_DATA.format(name=name)
                    return False
                geometry = store.geometry(self._finding.entity)
        except (RedlineError, OSError, sqlite3.Error) as error:
            self._failure = f"The shape of {name} could not be read: {error}"
            return False
        left, bottom, right, top = self._box
        near = shapely.box(left - _REACH, bottom - _REACH, right + _REACH, top + _REACH)
        self._shape = shapely.intersection(geometry, near).simplify(_SMOOTHING)
        return True

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        if result:
            self.shape_came.emit(self._finding, self._shape)
        elif self._failure:
            self.failed.emit(self._failure)
