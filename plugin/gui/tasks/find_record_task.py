"""Looks a record of a dataset up in the store, with its shape, beside the window."""

from __future__ import annotations

from qgis.PyQt.QtCore import pyqtSignal

from ..settings import Settings
from .sentence_task import SentenceTask


class FindRecordTask(SentenceTask):
    """``found`` brings the whole shape (EPSG:27700), None where the store has no such record, or one without a shape."""

    found = pyqtSignal(object)

    def __init__(self, settings: Settings, dataset: str, number: int, reference: str) -> None:
        super().__init__("looking a constraint up", "The record could not be looked up; the log under Python says why.", hidden=True)
        self._place = settings.store_place()
        self._record = dataset, number, reference
        self._shape: object = None

    def work(self) -> None:
        import shapely

        with self._place.open() as store:
            entity = store.find(*self._record)
            shape = store.geometry(entity) if entity is not None else None
        self._shape = shape if shape is not None and not shapely.is_empty(shape) else None
        self.stop_if_asked()

    def bring(self) -> None:
        self.found.emit(self._shape)
