"""Opens the constraint layers of a store beside the window: a team's database answers a dozen questions for each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import pyqtSignal

from .sentence_task import SentenceTask

if TYPE_CHECKING:
    from ...constraints.catalogue import Catalogue
    from ..environment.store_in_use import StoreInUse
    from ..layers.handed_layer import HandedLayer


class ConstraintLayersTask(SentenceTask):
    """``opened`` brings a HandedLayer for each layer, by mark; ``failed`` says why there are none."""

    opened = pyqtSignal(object)

    def __init__(self, store: StoreInUse, catalogue: Catalogue) -> None:
        super().__init__("opening the map's constraint layers", "The constraint layers were not opened; the log under Python says why.")
        self._store = store
        self._catalogue = catalogue
        self._layers: dict[str, HandedLayer] = {}

    def work(self) -> None:
        from ..layers.constraint_layers import opened_layers
        from ..layers.handed_layer import HandedLayer

        window = QgsApplication.instance().thread()
        tables = sum(map(len, self._store.layers().values()))
        for place, opened in enumerate(opened_layers(self._store, self._catalogue), start=1):
            if opened is not None:
                mark, layer = opened
                self._layers[mark] = HandedLayer(layer, window)
            self.setProgress(100 * place / tables)
            self.stop_if_asked()

    def bring(self) -> None:
        self.opened.emit(self._layers)

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread, where layers that nobody takes are put away."""
        super().finished(result)
        self._layers = {}
