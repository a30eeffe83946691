"""The place of plans while a line is amended: chosen, opened beside the window, laid over the map, shown in the panel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QWidget

from ..case_list.cases_desk import CasesDesk
from .plan_opening import PlanOpening
from .plan_panel import PlanPanel

if TYPE_CHECKING:
    from ..tasks.plan_picture_task import PlanPicture
    from .workbench import Workbench


class PlanPlace(QObject):
    """Follows one Workbench at a time, from ``attach`` to ``detach``."""

    def __init__(self, window: QWidget, desk: CasesDesk, panel: PlanPanel) -> None:
        super().__init__()
        self._window = window
        self._desk = desk
        self._panel = panel
        self._bench: Workbench | None = None
        self._opening: PlanOpening | None = None
        panel.page_wanted.connect(self._turn)

    def attach(self, bench: Workbench) -> None:
        """Plans are laid over the map of this amendment from now on."""
        self._bench = bench
        settings = self._desk.settings
        folder = bench.plan.folder(settings.case_file_path())
        self._opening = PlanOpening(self._window, settings, self._desk.clock, folder, bench)
        self._opening.opened.connect(self.show)
        self._opening.failed.connect(bench.said)
        self._opening.working.connect(bench.said)

    def detach(self) -> None:
        """The amendment is over; what is still being opened is not needed any more."""
        if self._opening is not None:
            self._opening.stop()
        self._bench = self._opening = None

    def offer(self) -> None:
        """Offers the case's plans and the file dialog."""
        bench, opening, case = self._bench, self._opening, self._desk.case
        if bench is None or opening is None or case is None:
            return
        offers = opening.offered(case)
        if len(offers) == 1:
            opening.choose()
        else:
            bench.offered.emit(offers)

    def open(self, path: Path) -> None:
        """Lays a plan out of a file over the map."""
        if self._opening is not None:
            self._opening.open(path, path.name)

    def show(self, page: PlanPicture) -> None:
        """Lays a page that has been opened over the map."""
        if self._bench is not None:
            self._bench.open_plan(page)
            self._panel.show_plan(self._bench.plan)

    def _turn(self, page: int) -> None:
        if self._opening is not None:
            self._opening.turn_to(page)
