"""Rings tidied without changing what they enclose: closed where they were left open, repeated vertices dropped."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.check import Check, Severity
from .drawing import Polygon, Position, Ring


def tidy(polygons: Sequence[Polygon]) -> tuple[list[Polygon], list[Check]]:
    """The polygons with closed rings and no vertex twice in a row, and what was done, in words."""
    opened = repeated = 0
    tidied: list[Polygon] = []
    for polygon in polygons:
        rings = []
        for ring in polygon:
            distinct = _without_repeats(ring)
            was_closed = ring[0] == ring[-1]
            if distinct[0] == distinct[-1] and len(distinct) > 1:
                distinct.pop()
            opened += not was_closed
            repeated += len(ring) - len(distinct) - was_closed
            rings.append((*distinct, distinct[0]))
        tidied.append(tuple(rings))
    return tidied, _said(opened, repeated)


def _without_repeats(ring: Ring) -> list[Position]:
    kept: list[Position] = []
    for position in ring:
        if not kept or position != kept[-1]:
            kept.append(position)
    return kept


def _said(opened: int, repeated: int) -> list[Check]:
    checks = []
    if opened:
        what = "A ring of the red line was" if opened == 1 else f"{opened} rings of the red line were"
        checks.append(
            Check(
                "ring-closed", Severity.INFORMATION, f"{what} not closed; the last vertex was joined to the first. The area is unchanged."
            )
        )
    if repeated:
        what = "A vertex of the red line stands" if repeated == 1 else f"{repeated} vertices of the red line stand"
        checks.append(Check("vertex-repeated", Severity.INFORMATION, f"{what} twice in a row; once is enough. The area is unchanged."))
    return checks
