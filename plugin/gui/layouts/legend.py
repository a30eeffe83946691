"""The legend of a printed map: what is on this map, and nothing that is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qgis.core import Qgis, QgsFeatureRequest, QgsRectangle, QgsSymbol, QgsVectorLayer

from ..layers.styles import blue_line, red_line
from .paper import Paper
from .text_style import BODY

_SWATCH = (5.0, 3.2)
_ROW = 4.6
_GAP = 2.0


@dataclass(frozen=True)
class LegendEntry:
    """A symbol and its name."""

    name: str
    symbol: QgsSymbol


def legend_entries(
    layers: Mapping[str, QgsVectorLayer], extent: QgsRectangle, *, site: str = "", other_land: QgsVectorLayer | None = None
) -> list[LegendEntry]:
    """The site, where it is named, then of other land of the applicant and of constraints what has a feature in ``extent`` (EPSG:27700)."""
    entries = [LegendEntry(site, red_line())] if site else []
    if other_land is not None and _has_features(other_land, extent):
        entries.append(LegendEntry("Other land of the applicant, blue line", blue_line()))
    shown = (layer for layer in layers.values() if _has_features(layer, extent))
    return entries + sorted((LegendEntry(layer.name(), layer.renderer().symbol()) for layer in shown), key=lambda entry: entry.name)


def place_legend(paper: Paper, page: int, left: float, top: float, width: float, entries: Sequence[LegendEntry], columns: int = 3) -> float:
    """Write the legend column by column; gives its height in millimetres."""
    rows = _rows(entries, columns)
    column_width = width / columns
    for number, entry in enumerate(entries):
        column, row = divmod(number, rows)
        x, y = left + column * column_width, top + row * _ROW
        paper.swatch(page, x, y + 0.3, *_SWATCH, entry.symbol.clone())
        room = column_width - _SWATCH[0] - 2 * _GAP
        paper.text(page, x + _SWATCH[0] + _GAP, y + 0.25, room, [_shortened(entry.name, room)], BODY)
    return rows * _ROW


def legend_height(entries: Sequence[LegendEntry], columns: int = 3) -> float:
    """The height in millimetres that a legend will have."""
    return _rows(entries, columns) * _ROW


def _rows(entries: Sequence[LegendEntry], columns: int) -> int:
    return max(1, -(-len(entries) // columns))


def _shortened(name: str, room: float) -> str:
    """A name that fits its column on one line; the table of datasets below the map has it in full."""
    if BODY.width_mm(name) <= room:
        return name
    return next(cut for cut in _ever_shorter(name) if BODY.width_mm(cut) <= room or len(cut) <= 2)


def _ever_shorter(name: str) -> Iterable[str]:
    return (f"{name[:length].rstrip()}…" for length in range(len(name) - 1, 0, -1))


def _has_features(layer: QgsVectorLayer, extent: QgsRectangle) -> bool:
    request = QgsFeatureRequest(extent).setNoAttributes().setLimit(1)
    request.setFlags(request.flags() | Qgis.FeatureRequestFlag.ExactIntersect)
    return any(True for _ in layer.getFeatures(request))
