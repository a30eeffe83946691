"""Prints the screening sheet of one site beside the window: opening every layer and drawing the map takes seconds."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ..environment.profile_of import profile_of
from ..settings import Settings
from .screen_task import own_copy

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...constraints.store.store import Store
    from ...domain.clock import Clock
    from ...domain.finding import Screening
    from ...domain.reading import SiteReading


class SheetTask(QgsTask):
    """The sheet, its layers and its project belong to the thread of the task alone; ``ended`` brings the path, or why there is no sheet.

    ``screening`` is what the window shows. Where there is none, or the store holds other data by now, the site is screened for the sheet:
    what a sheet says of its data is true of its findings. ``other_land`` of the applicant is edged blue.
    """

    ended = pyqtSignal(str, str)

    def __init__(
        self,
        reading: SiteReading,
        screening: Screening | None,
        version: str,
        path: Path,
        settings: Settings,
        clock: Clock,
        other_land: BaseGeometry | None = None,
    ) -> None:
        super().__init__("Redline: printing a screening sheet", QgsTask.Flag.CanCancel | QgsTask.Flag.Silent)
        self._reading = reading
        self._screening = screening
        self._version = version
        self._path = path
        self._settings = settings
        self._clock = clock
        self._other_land = other_land
        self._failure = "The screening sheet was not printed; the log under Python says where it stopped."

    def run(self) -> bool:
        import shapely

        from ...constraints.catalogue import Catalogue
        from ...domain.errors import RedlineError
        from ..environment.store_in_use import StoreInUse
        from ..layouts.sheet_printer import SheetPrinter

        try:
            profile, problem = profile_of(self._settings)
            if problem:
                raise RedlineError(problem)
            profile = replace(profile, base_map=self._settings.base_map())
            reading = own_copy(self._reading)
            distances = self._settings.screening()
            place = self._settings.store_place()
            with place.open() as store, SheetPrinter(StoreInUse.of(store, place), Catalogue.load(), profile) as printer:
                screening = self._screening if self._is_of(store) else None
                if screening is None:
                    from ...constraints.screening.screening import screen_site

                    screening = screen_site(reading, store, settings=distances, profile=profile, clock=self._clock)
                if self.isCanceled():
                    self._failure = ""
                    return False
                other_land = None if self._other_land is None else shapely.from_wkb(shapely.to_wkb(self._other_land))
                printer.print(reading, screening, self._path, distances, self._version, other_land)
        except (RedlineError, OSError, sqlite3.Error) as error:
            self._failure = str(error)
            return False
        self._failure = ""
        return True

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        self.ended.emit(str(self._path) if result else "", self._failure)

    def _is_of(self, store: Store) -> bool:
        """Whether the screening that is shown was made by the data that the store holds now."""
        if self._screening is None:
            return False
        held = {slug: snapshot.identifier for slug, snapshot in store.snapshots().items()}
        return all(result.snapshot == held.get(result.dataset, "") for result in self._screening.datasets)
