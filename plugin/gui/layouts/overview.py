"""All sites of a run on one picture: base map, constraints, red lines with their references, legend, scale bar, attribution."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsLayoutExporter, QgsRectangle
from qgis.PyQt.QtCore import QSize

from ...domain.errors import RedlineError
from ..layers.site_row import SiteRow
from ..layers.specifications import SITES
from ..layers.styles import style_sites_from_afar
from .legend import LegendEntry, legend_entries, place_legend
from .paper import Paper
from .sheet_layers import SheetLayers
from .site_map import map_extent, place_map
from .text_style import BANNER, SMALL, SUBTITLE, TITLE

if TYPE_CHECKING:
    from ...constraints.profile import Profile

_PIXELS = (1600, 1200)
_DPI = 150.0
_WIDTH, _HEIGHT = (side / _DPI * 25.4 for side in _PIXELS)
_MARGIN = 6.0
_LEGEND_WIDTH = 58.0
_TOP = 22.0
_GAP = 1.6
_BELOW = 2.5
_LEAST_MAP = 100.0
_AROUND = 1.12
_LEAST_METRES = 400.0


class Overview:
    """Draws the picture of a run; ``layers`` lend their base map and constraints."""

    def __init__(self, layers: SheetLayers, profile: Profile) -> None:
        self._layers = layers
        self._profile = profile
        self._sites = SITES.create()
        style_sites_from_afar(self._sites)
        layers.project.addMapLayer(self._sites, False)

    def export(self, rows: Sequence[SiteRow], title: str, says: str, attributions: Sequence[str], path: Path) -> Path:
        """Write a PNG of 1600 by 1200 pixels with the sites that have a boundary.

        ``says`` is a line below the title. ``attributions`` stand below the map in full: it makes room for them, and where that would
        leave too little of it the picture is taller. Raises RedlineError where there is nothing to draw or the file can't be written.
        """
        SITES.fill(self._sites, rows)
        if not rows:
            raise RedlineError("There is no overview, because no application has a red line that can be used.")
        lines = SMALL.wrap(" ".join(attributions), _WIDTH - 2 * _MARGIN)
        foot = _GAP + len(lines) * SMALL.line_mm + _BELOW
        tall = max(_HEIGHT, _TOP + _LEAST_MAP + foot)
        paper = Paper(self._layers.project, title, (_WIDTH, tall))
        paper.text(0, _MARGIN, 6.0, _WIDTH, [title], TITLE)
        paper.text(0, _MARGIN, 13.4, _WIDTH, SUBTITLE.wrap(says, _WIDTH - 2 * _MARGIN)[:1], SUBTITLE)
        width, height = _WIDTH - 2 * _MARGIN - _LEGEND_WIDTH - 4.0, tall - _TOP - foot
        centre, scale = _fitting(self._sites.extent(), width, height)
        layers = [self._sites, *self._layers.constraints.values(), *self._layers.base_map.values()]
        place_map(paper, 0, (_MARGIN, _TOP, width, height), layers, centre, scale)
        self._legend(paper, map_extent(centre, scale, width, height))
        paper.text(0, _MARGIN, _TOP + height + _GAP, _WIDTH, lines, SMALL)
        if self._profile.sample:
            paper.box(0, _WIDTH - 74, 6.0, 74, 7.0, "#8a4b00")
            paper.text(0, _WIDTH - 74, 7.7, 74, ["SAMPLE: a fictional place"], BANNER, align="centre")
        image = QgsLayoutExporter(paper.layout).renderPageToImage(0, QSize(_PIXELS[0], round(tall / 25.4 * _DPI)), _DPI)
        if not image.save(str(path), "PNG"):
            raise RedlineError(f"The overview {path} could not be written; check that the folder exists and may be written to.")
        return path

    def _legend(self, paper: Paper, extent: QgsRectangle) -> None:
        left = _WIDTH - _MARGIN - _LEGEND_WIDTH
        constraints = legend_entries(self._layers.constraints, extent)
        sites = LegendEntry("Site with its reference", self._sites.renderer().symbol())
        place_legend(paper, 0, left, _TOP, _LEGEND_WIDTH, [sites, *constraints], columns=1)


def _fitting(extent: QgsRectangle, width_mm: float, height_mm: float) -> tuple[tuple[float, float], int]:
    """The centre and the scale, a round number, at which the extent fills the frame with a little ground around it."""
    across, up = (max(side * _AROUND, _LEAST_METRES) for side in (extent.width(), extent.height()))
    exact = max(across / width_mm, up / height_mm) * 1000
    step = 10 ** (len(str(int(exact))) - 2)
    centre = extent.center()
    return (centre.x(), centre.y()), int(-(-exact // step) * step)
