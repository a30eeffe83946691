"""The box around a kept red line in longitude and latitude, whatever form the line has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import shapely

from plugin.rules.rules import Rules

from .geography import in_metres, transformer

Box = tuple[float, float, float, float]
#: Great Britain in degrees: what lies in it needs no more thought.
_WEST, _SOUTH, _EAST, _NORTH = -9.0, 49.0, 2.1, 61.0
_RULES_ON = date(2026, 1, 1)


def box_of(value: Any) -> Box | None:
    """West, south, east, north; None where no place can be told."""
    positions = list(_positions(value))
    if positions and all(_WEST <= x <= _EAST and _SOUTH <= y <= _NORTH for x, y in positions):
        x, y = zip(*positions)
        return min(x), min(y), max(x), max(y)
    line = in_metres(value, Rules(_RULES_ON))
    if line is None:
        return None
    west, south, east, north = shapely.total_bounds([transformer().to_wgs84(line.geometry)])
    return float(west), float(south), float(east), float(north)


def _positions(value: Any) -> Iterator[tuple[float, float]]:
    if isinstance(value, dict):
        for key in ("features", "geometry", "geometries", "coordinates"):
            yield from _positions(value.get(key))
    elif isinstance(value, list):
        if len(value) >= 2 and all(isinstance(number, (int, float)) and not isinstance(number, bool) for number in value[:2]):
            yield float(value[0]), float(value[1])
        else:
            for item in value:
                yield from _positions(item)
