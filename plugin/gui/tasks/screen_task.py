"""Screens sites beside the window, the site that the officer looks at first."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ..environment.store_place import StorePlace

if TYPE_CHECKING:
    from ...constraints.profile import Profile
    from ...domain.clock import Clock
    from ...domain.reading import SiteReading
    from ...domain.settings import ScreeningSettings

#: Seconds between two hand-overs, once the first answer is out.
_PATIENCE = 0.1


class ScreenTask(QgsTask):
    """``screenings_came`` brings lists of Screening. The store is opened here, since it belongs to one thread.

    A site that can't be screened reads "not checked" and does not stop the others; ``ended`` says why screening stopped, else "".
    """

    screenings_came = pyqtSignal(list)
    ended = pyqtSignal(str)

    def __init__(
        self, readings: Iterable[SiteReading], store: StorePlace, settings: ScreeningSettings, profile: Profile, clock: Clock
    ) -> None:
        super().__init__("Redline: screening sites", QgsTask.Flag.CanCancel | QgsTask.Flag.Silent)
        self._waiting = {reading.site: reading for reading in readings}
        self._count = len(self._waiting)
        self._store = store
        self._settings = settings
        self._profile = profile
        self._clock = clock
        self._lock = Lock()
        self._first = ""
        self._failure = "Screening stopped; the log under Python says where."

    def prefer(self, site: str) -> None:
        """Screen this site next."""
        with self._lock:
            self._first = site

    def run(self) -> bool:
        from ...constraints.screening.screening import screen_site
        from ...domain.errors import RedlineError

        batch: list[object] = []
        handed_over = 0.0
        try:
            with self._store.open() as store:
                while (reading := self._next()) is not None:
                    if self.isCanceled():
                        self._failure = ""
                        return False
                    batch.append(screen_site(own_copy(reading), store, settings=self._settings, profile=self._profile, clock=self._clock))
                    if time.monotonic() - handed_over > _PATIENCE:
                        self.screenings_came.emit(batch)
                        self.setProgress(100.0 * (1 - len(self._waiting) / max(self._count, 1)))
                        batch, handed_over = [], time.monotonic()
                    time.sleep(0)
        except (RedlineError, OSError, sqlite3.Error) as error:
            self._failure = f"Screening stopped: {error}"
            return False
        if batch:
            self.screenings_came.emit(batch)
        self._failure = ""
        return True

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread; ``ended`` carries a sentence where something failed, else ""."""
        self.ended.emit("" if result else self._failure)

    def _next(self) -> SiteReading | None:
        with self._lock:
            first, self._first = self._first, ""
        if first in self._waiting:
            return self._waiting.pop(first)
        for site in self._waiting:
            return self._waiting.pop(site)
        return None


def own_copy(reading: SiteReading) -> SiteReading:
    """The reading with a geometry of this thread's own: a prepared one shared between threads crashes."""
    import shapely

    if reading.boundary is None:
        return reading
    geometry = shapely.from_wkb(shapely.to_wkb(reading.boundary.geometry))
    return replace(reading, boundary=replace(reading.boundary, geometry=geometry))
