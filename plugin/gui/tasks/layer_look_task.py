"""Looks at the source of a local layer beside the window: its layers, how many records, which columns, how they begin."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import QgsFeedback, QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from .window_first import WindowFirst

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


class LayerLookTask(QgsTask):
    """``looked`` brings a Looked; ``came`` how many records were read, and of how many (0: not known); ``failed`` a sentence, or ""."""

    looked = pyqtSignal(object)
    came = pyqtSignal(int, int)
    failed = pyqtSignal(str)

    def __init__(self, source: LayerSource, opener: QgisLayerOpener) -> None:
        super().__init__("Redline: looking at a layer", QgsTask.Flag.CanCancel)
        self._source = source
        self._opener = opener
        self._feedback = QgsFeedback()
        self._looked: Looked | None = None
        self._failure = "The layer could not be looked at; the log under Python says why."

    def cancel(self) -> None:
        self._feedback.cancel()
        super().cancel()

    def run(self) -> bool:
        from ...backoffice.errors import Cancelled
        from ...constraints.local_layers.layer_look import look_at
        from ...constraints.local_layers.layer_source import FileSource, is_folder
        from ...domain.errors import RedlineError
        from ..constraint_layers.chosen_source import layers_in

        source = self._source
        try:
            with WindowFirst():
                names = tuple(layers_in(source.path)) if isinstance(source, FileSource) and not is_folder(source.path) else ()
                chosen = not isinstance(source, FileSource) or len(names) < 2 or source.layer in names
                self._looked = Looked(source, names, look_at(self._opener(source, "look"), self._told) if chosen else None)
        except Cancelled:
            self._failure = ""
            return False
        except (RedlineError, OSError, sqlite3.Error) as error:
            self._failure = str(error)
            return False
        return True

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        if result:
            self.looked.emit(self._looked)
        else:
            self.failed.emit(self._failure)

    def _told(self, done: int, total: int) -> None:
        from ...backoffice.errors import Cancelled

        if self._feedback.isCanceled():
            raise Cancelled
        self.came.emit(done, total)
