"""Looks at the source of a local layer beside the window: its layers, how many records, which columns, how they begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import pyqtSignal

from .sentence_task import SentenceTask

if TYPE_CHECKING:
    from ...constraints.local_layers.layer_look import LayerLook
    from ...constraints.local_layers.layer_source import LayerSource
    from ..layers.qgis_layer_opener import QgisLayerOpener


@dataclass(frozen=True)
class Looked:
    """``layers`` are the names in a file that has several; ``look`` is None where one of them has to be chosen first."""

    source: LayerSource
    layers: tuple[str, ...]
    look: LayerLook | None


class LayerLookTask(SentenceTask):
    """``looked`` brings a Looked; ``came`` how many records were read, and of how many (0: not known); ``failed`` a sentence, or ""."""

    looked = pyqtSignal(object)
    came = pyqtSignal(int, int)

    def __init__(self, source: LayerSource, opener: QgisLayerOpener) -> None:
        super().__init__("looking at a layer", "The layer could not be looked at; the log under Python says why.")
        self._source = source
        self._opener = opener
        self._looked: Looked | None = None

    def work(self) -> None:
        from ...constraints.local_layers.layer_look import look_at
        from ...constraints.local_layers.layer_source import FileSource, is_folder
        from ..constraint_layers.chosen_source import layers_in

        source = self._source
        names = tuple(layers_in(source.path)) if isinstance(source, FileSource) and not is_folder(source.path) else ()
        chosen = not isinstance(source, FileSource) or len(names) < 2 or source.layer in names
        self._looked = Looked(source, names, look_at(self._opener(source, "look"), self._told) if chosen else None)

    def bring(self) -> None:
        self.looked.emit(self._looked)

    def _told(self, done: int, total: int) -> None:
        self.stop_if_asked()
        self.came.emit(done, total)
