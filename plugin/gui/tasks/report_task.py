"""Writes the officer's report of one case beside the window: opening every layer and drawing the maps takes seconds."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ...domain.case import Case
from ..environment.profile_of import profile_of
from ..settings import Settings
from .screen_task import own_copy

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...domain.reading import SiteReading


class ReportTask(QgsTask):
    """The report, its layers and its project belong to the thread of the task alone; ``ended`` brings the PDF's path, or why there is none.

    The report says what the case file holds: a screening by other data than the store has now stands as it was made.
    """

    ended = pyqtSignal(str, str)

    def __init__(self, case: Case, path: Path, settings: Settings, on: date) -> None:
        super().__init__("Redline: writing the officer's report", QgsTask.Flag.CanCancel | QgsTask.Flag.Silent)
        self._case = case
        self._path = path
        self._settings = settings
        self._on = on
        self._failure = "The report was not written; the log under Python says where it stopped."

    def run(self) -> bool:
        from ...constraints.catalogue import Catalogue
        from ...domain.case_facts import facts_of_case
        from ...domain.errors import RedlineError
        from ...reports.officer_report.report import officer_report
        from ..environment.store_in_use import StoreInUse
        from ..layouts.report_printer import write_report
        from ..layouts.sheet_layers import SheetLayers

        try:
            profile, problem = profile_of(self._settings)
            if problem:
                raise RedlineError(problem)
            if not self._settings.store:
                raise RedlineError("No constraint data is set, so the report could say nothing of constraints. Set it in the options.")
            base_map, catalogue = self._settings.base_map(), Catalogue.load()
            store = StoreInUse.read(self._settings.store_place())
            facts = facts_of_case(self._case, profile.authority_reference)
            named = replace(profile, base_map=base_map)
            report = officer_report(self._case, facts, store.snapshots(), catalogue, named, self._on)
            layers = SheetLayers(store, catalogue, base_map)
            try:
                if not self.isCanceled():
                    write_report(report, self._reading(), layers, base_map, self._path, self._other_land())
            finally:
                layers.close()
        except (RedlineError, OSError, sqlite3.Error) as error:
            self._failure = str(error)
            return False
        self._failure = ""
        return not self.isCanceled()

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        self.ended.emit(str(self._path) if result else "", self._failure)

    def _reading(self) -> SiteReading | None:
        line = self._case.boundary
        return own_copy(line.reading) if line is not None else None

    def _other_land(self) -> BaseGeometry | None:
        line = self._case.blue_line
        boundary = own_copy(line.reading).boundary if line is not None else None
        return boundary.geometry if boundary is not None else None
