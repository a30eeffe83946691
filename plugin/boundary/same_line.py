"""Whether two red lines count as one where changes are compared: as wholes, to the distance that a round trip may move a vertex by."""

from __future__ import annotations

from functools import partial

import shapely

from ..domain.three_way import Same
from ..rules.rules import Rules
from .assembly import part_count
from .outlines import Outline

#: The rule that says how far a vertex may lie off after a line has gone to WGS84 and back.
ROUND_TRIP = "boundary-change.round-trip"


def same_line(tolerance: float) -> Same:
    """Says of two lines, each as WKT in EPSG:27700 ("" or None for no line), whether they run along each other within ``tolerance`` metres.

    The order of vertices and of parts does not count.
    """
    return partial(_same, tolerance)


def same_line_by(rules: Rules) -> Same:
    """The same, to boundary-change.round-trip (2 cm)."""
    return same_line(rules.number(ROUND_TRIP))


def _same(tolerance: float, one: str | None, other: str | None) -> bool:
    if one == other or not one or not other:
        return (one or "") == (other or "")
    lines = shapely.from_wkt(one), shapely.from_wkt(other)
    if any(line.is_empty for line in lines):
        return all(line.is_empty for line in lines)
    if part_count(lines[0]) != part_count(lines[1]):
        return False
    return Outline.of(lines[0]).is_along(Outline.of(lines[1]), tolerance)
