"""A plan at work: where it lies, by which places, and what that is worth."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...domain.errors import RedlineError
from ..documents.fetched_folder import FetchedFolder
from .plan_item import PlanItem

if TYPE_CHECKING:
    from ...boundary.georeference import Fit, Match
    from ..tasks.plan_picture_task import PlanPicture

    Point = tuple[float, float]

#: What location plans are mostly drawn at, and how much of the plan is seen at first.
USUAL_SCALES = (200, 500, 1250, 2500)
_FIRST_SCALE = 1250.0
_FIRST_OPACITY = 0.75


class PlanBench(QObject):
    """One plan on the map. ``changed`` says that it lies elsewhere, ``failed`` carries a sentence, ``closed`` that it is gone."""

    changed = pyqtSignal()
    failed = pyqtSignal(str)
    closed = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetched = FetchedFolder()
        self._canvas = canvas
        self._shown: PlanItem | None = None
        self.page: PlanPicture | None = None
        self.matches: list[Match] = []
        self.fit: Fit | None = None
        self.opacity = _FIRST_OPACITY

    def folder(self, case_file: Path) -> Path:
        """Where the pictures of this plan lie while it is open: beside the case file."""
        return self._fetched.path(case_file)

    @property
    def scale(self) -> float:
        """What the plan is drawn at, as it lies: 1250 for 1:1250."""
        from ...boundary.georeference import scale_of

        if self.fit is None or self.page is None:
            return _FIRST_SCALE
        return scale_of(self.fit.placement, self.page.dots_per_inch)

    def open(self, page: PlanPicture, middle: Point) -> None:
        """Show a page with its middle at a place (EPSG:27700), unless it knows by itself where it lies."""
        from ...boundary.georeference import Fit, Match, by_scale

        another = self.page is None or self.page.name != page.name or self.page.page != page.page
        self.page = page
        if another:
            self.matches = []
            centre = Match((page.width / 2, page.height / 2), middle)
            placement = page.placement or by_scale(_FIRST_SCALE, page.dots_per_inch, centre)
            self.fit = Fit(placement, (), None)
        self._show()

    def set_scale(self, scale: float) -> None:
        """Draw the plan at a scale, about its first matching place or its middle; two places and more say the scale themselves."""
        from ...boundary.georeference import Fit, Match, by_scale

        if self.page is None or self.fit is None or len(self.matches) > 1 or scale <= 0:
            return
        centre = (self.page.width / 2, self.page.height / 2)
        kept = self.matches[0] if self.matches else Match(centre, self.fit.placement.on_ground(centre))
        placement = by_scale(scale, self.page.dots_per_inch, kept, self.fit.placement.turned_degrees)
        self.fit = Fit(placement, self.fit.off, None)
        self._show()

    def add_match(self, shown: Point, ground: Point) -> None:
        """A place that the plan shows at ``shown`` belongs to ``ground`` (EPSG:27700)."""
        from ...boundary.georeference import Match

        if self.fit is not None:
            self._fit([*self.matches, Match(self.fit.placement.on_plan(shown), ground)])

    def remove_match(self, number: int) -> None:
        """Forget one of the places."""
        self._fit([match for each, match in enumerate(self.matches) if each != number])

    def set_opacity(self, opacity: float) -> None:
        self.opacity = opacity
        if self._shown is not None:
            self._shown.set_opacity(opacity)

    def marks(self) -> list[tuple[Point, Point]]:
        """For each place where the plan shows it, and where it belongs."""
        if self.fit is None:
            return []
        return [(self.fit.placement.on_ground(match.plan), match.ground) for match in self.matches]

    def said(self) -> str:
        """How a line was traced from this plan, for the version that comes of it; "" without a plan."""
        if self.page is None or self.fit is None:
            return ""
        page = f", page {self.page.page}" if self.page.pages > 1 else ""
        places = f"{len(self.matches)} matching places" if len(self.matches) != 1 else "1 matching place"
        worth = f", residual {self.fit.residual_m:.2f} m" if self.fit.residual_m is not None else ", without a residual"
        return f"Plotted from the plan {self.page.name}{page}, laid by {places} as 1:{self.scale:,.0f}{worth}."

    def close(self) -> None:
        if self._shown is not None:
            self._shown.remove()
        self._shown = None
        self.page, self.fit, self.matches = None, None, []
        self.closed.emit()

    def _fit(self, matches: list[Match]) -> None:
        from ...boundary.georeference import fit

        if self.fit is None:
            return
        try:
            self.fit = fit(matches, self.fit.placement)
        except RedlineError as error:
            self.failed.emit(str(error))
            return
        self.matches = matches
        self._show()

    def _show(self) -> None:
        if self.page is not None and self.fit is not None:
            if self._shown is None:
                self._shown = PlanItem(self._canvas)
            if not self._shown.show_page(self.page, self.fit.placement, self.opacity):
                self.failed.emit(f"QGIS can't show {self.page.name} on the map.")
            self.changed.emit()
