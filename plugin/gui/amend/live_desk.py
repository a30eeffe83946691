"""Live findings in the window: each move is screened at once, and what is missing of the neighbourhood is fetched by a task."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...domain.settings import ScreeningSettings
from ..environment.store_place import StorePlace
from ..tasks.start_task import start_task
from ..tasks.stop_task import stop_task

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...constraints.screening.live_screening import LiveFindings
    from ...constraints.screening.neighbourhood import Neighbourhood
    from ...domain.check import Check
    from ...domain.finding import Finding
    from ..tasks.neighbourhood_task import NeighbourhoodTask

#: An officer with a boundary in hand comes before every other task.
_PRIORITY = 1000
#: Milliseconds until a store that could not be read is tried again.
_PATIENCE = 3000


class LiveDesk(QObject):
    """Lives on the GUI thread while one boundary is amended: ``move`` it as often as it changes, ``close`` it at the end.

    ``findings_changed`` brings LiveFindings after every move, and once more when a neighbourhood has come. One desk amends one boundary.
    """

    findings_changed = pyqtSignal(object)

    def __init__(self, store: StorePlace, settings: ScreeningSettings, parent: QObject | None = None) -> None:
        from ...constraints.screening.live_screening import LiveScreening

        super().__init__(parent)
        self._store = store
        self._live = LiveScreening(settings)
        self._task: NeighbourhoodTask | None = None
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_PATIENCE)
        self._again.timeout.connect(self._retry)

    def move(self, boundary: BaseGeometry) -> LiveFindings:
        """Screen the boundary (EPSG:27700) as it stands now, and see to it that its neighbourhood is there."""
        return self._tell(self._live.update(boundary))

    def authority_check(self, boundary: BaseGeometry) -> tuple[Check, ...]:
        """How a boundary (EPSG:27700, valid) stands to the authority's border, as far as the store knows it by now."""
        return self._live.authority_check(boundary)

    def rehearse(self, boundary: BaseGeometry) -> LiveFindings:
        """What would be found of a boundary, told to nobody; the next ``move`` says where it really is."""
        return self._live.update(boundary)

    def look_at(self, finding: Finding) -> Finding | None:
        """One of the present findings with its depth and the overlap's shape; None where it does not hold any more."""
        return self._live.look_at(finding)

    def close(self) -> None:
        """Stop what is still being fetched; nothing is told any more."""
        self._again.stop()
        self._stop()

    def _tell(self, found: LiveFindings) -> LiveFindings:
        box = self._live.ask()
        if box is not None:
            self._fetch(box)
        self.findings_changed.emit(found)
        return found

    def _fetch(self, box: tuple[float, float, float, float]) -> None:
        from ..tasks.neighbourhood_task import NeighbourhoodTask

        self._stop()
        task = NeighbourhoodTask(self._store, box)
        task.came.connect(partial(self._came, task))
        task.failed.connect(partial(self._failed, task))
        self._task = task
        start_task(task, _PRIORITY)

    def _came(self, task: NeighbourhoodTask, neighbourhood: Neighbourhood) -> None:
        if task is self._task:
            self._task = None
            self._tell(self._live.take(neighbourhood))

    def _failed(self, task: NeighbourhoodTask, why: str) -> None:
        if task is self._task:
            self._task = None
            self._again.start()
            self._tell(self._live.fail(why))

    def _retry(self) -> None:
        self._tell(self._live.retry())

    def _stop(self) -> None:
        task, self._task = self._task, None
        stop_task(task)
