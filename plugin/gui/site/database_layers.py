"""The constraint layers of a team's database come to the map beside the window, which says where they stay away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qgis.core import QgsTask
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..tasks.start_task import start_task
from ..tasks.stop_task import stop_task

if TYPE_CHECKING:
    from ...constraints.catalogue import Catalogue
    from ..environment.store_in_use import StoreInUse
    from ..layers.handed_layer import HandedLayer
    from ..tasks.constraint_layers_task import ConstraintLayersTask

#: Milliseconds.
_LONG = 3000


class DatabaseLayers(QObject):
    """``opened`` brings the layers by mark, to be taken; ``failed`` says why they are not there, ``waited`` that it takes long."""

    opened = pyqtSignal(object)
    failed = pyqtSignal(str)
    waited = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task: ConstraintLayersTask | None = None
        self._words = ""
        #: Ends when somebody may ask where the map's constraints are.
        self.patience = QTimer(self)
        self.patience.setSingleShot(True)
        self.patience.setInterval(_LONG)
        self.patience.timeout.connect(self._say)

    @property
    def under_way(self) -> bool:
        """Whether layers are still to come: a task whose work is done has not brought them yet."""
        return self._task is not None

    def open(self, store: StoreInUse, catalogue: Catalogue) -> None:
        """Have the layers of this generation opened, in place of those that have not come yet."""
        from ..tasks.constraint_layers_task import ConstraintLayersTask

        self.stop()
        self._words = store.place.words
        self._task = ConstraintLayersTask(store, catalogue)
        self._task.opened.connect(partial(self._came, self._task))
        self._task.failed.connect(partial(self._failed, self._task))
        self.patience.start()
        start_task(self._task)

    def stop(self) -> None:
        """What has not come does not come any more."""
        self.patience.stop()
        stop_task(self._task)
        self._task = None

    def _came(self, task: QgsTask, layers: dict[str, HandedLayer]) -> None:
        if task is self._task:
            self.stop()
            self.opened.emit(layers)

    def _failed(self, task: QgsTask, sentence: str) -> None:
        if task is self._task:
            self.stop()
            self.failed.emit(sentence)

    def _say(self) -> None:
        if self.under_way:
            self.waited.emit(
                f"The map's constraint layers are still being opened in {self._words}. The findings of a site do not wait for them."
            )
