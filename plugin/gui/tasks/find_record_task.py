"""Looks a record of a dataset up in the store, with its shape, beside the window."""

from __future__ import annotations

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ..settings import Settings


class FindRecordTask(QgsTask):
    """``found`` brings the whole shape (EPSG:27700), None where the store has no such record, or one without a shape."""

    found = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(self, settings: Settings, dataset: str, number: int, reference: str) -> None:
        super().__init__("Redline: looking a constraint up", QgsTask.Flag.CanCancel | QgsTask.Flag.Hidden)
        self._place = settings.store_place()
        self._record = dataset, number, reference
        self._shape: object = None
        self._failure = "The record could not be looked up; the log under Python says why."

    def run(self) -> bool:
        import shapely

        from ...domain.errors import RedlineError

        try:
            with self._place.open() as store:
                entity = store.find(*self._record)
                shape = store.geometry(entity) if entity is not None else None
        except RedlineError as error:
            self._failure = str(error)
            return False
        self._shape = shape if shape is not None and not shapely.is_empty(shape) else None
        return not self.isCanceled()

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        if result:
            self.found.emit(self._shape)
        elif not self.isCanceled():
            self.failed.emit(self._failure)
