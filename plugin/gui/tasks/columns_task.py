"""Reads the first rows of a layer beside the window: its columns, how they begin, and which shapes it has."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsFeedback, QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ..layers.layer_records import layer_records
from .window_first import WindowFirst

if TYPE_CHECKING:
    from ...constraints.standard.first_rows import FirstRows
    from ..environment.store_place import StorePlace
    from ..layers.layer_aside import LayerAside


class ColumnsTask(QgsTask):
    """``read`` brings FirstRows, ``failed`` a sentence. Either a layer, a file of Redline's own readers or ``stored`` is read."""

    read = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(
        self, layer: LayerAside | None, path: Path | None, dataset: str, stored: str = "", place: StorePlace | None = None
    ) -> None:
        """``stored`` is the slug of a dataset of the store in ``place``."""
        super().__init__("Redline: reading the columns of a layer", QgsTask.Flag.CanCancel | QgsTask.Flag.Hidden)
        self._layer = layer
        self._path = path
        self._dataset = dataset
        self._stored = stored
        self._place = place
        self._feedback = QgsFeedback()
        self._rows: FirstRows | None = None
        self._failure = "The columns could not be read; the log under Python says why."

    def cancel(self) -> None:
        self._feedback.cancel()
        super().cancel()

    def run(self) -> bool:
        from ...domain.errors import RedlineError

        try:
            with WindowFirst():
                self._rows = self._read()
        except (RedlineError, OSError) as error:
            self._failure = str(error)
            return False
        return not self._feedback.isCanceled()

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        if result:
            self.read.emit(self._rows)
        elif not self._feedback.isCanceled():
            self.failed.emit(self._failure)

    def _read(self) -> FirstRows:
        from ...constraints.records.record_source import RecordSource
        from ...constraints.records.records import open_records
        from ...constraints.standard.first_rows import first_rows, first_stored_rows
        from ...domain.errors import UnreadableFile

        if self._layer is not None:
            names = [field.name() for field in self._layer.fields()]
            return first_rows(layer_records(self._layer, self._dataset, self._feedback), names)
        if self._stored and self._place is not None:
            with self._place.open() as store:
                return first_stored_rows(store.records(self._stored))
        if self._path is None:
            raise UnreadableFile("No layer was chosen.")
        stream = next(iter(open_records(RecordSource(self._path), self._dataset, with_shapes=False)))
        return first_rows(stream.records, stream.columns)
