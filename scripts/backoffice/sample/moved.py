"""Red lines moved or grown: plain arithmetic on whatever positions a GeoJSON value holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def moved(value: Any, east: float, north: float) -> Any:
    """Every position shifted by as much, in its own units; heights stay."""
    return _each(value, lambda position: [position[0] + east, position[1] + north, *position[2:]])


def grown(value: Any, factor: float) -> Any:
    """Every position further from the middle of all, by this factor."""
    x, y = middle(value)
    return _each(value, lambda at: [x + (at[0] - x) * factor, y + (at[1] - y) * factor, *at[2:]])


def middle(value: Any) -> tuple[float, float]:
    """The mean of all positions; 0, 0 where there is none."""
    positions: list[list[float]] = []

    def keep(position: list[float]) -> list[float]:
        positions.append(position)
        return position

    _each(value if isinstance(value, dict) and "type" in value else list(value.values()), keep)
    count = len(positions) or 1
    return sum(position[0] for position in positions) / count, sum(position[1] for position in positions) / count


def _each(value: Any, change: Callable[[list[float]], list[float]]) -> Any:
    if isinstance(value, dict):
        return {key: _each(item, change) if key in _HOLDERS else item for key, item in value.items()}
    if isinstance(value, list):
        if len(value) >= 2 and all(isinstance(item, (int, float)) and not isinstance(item, bool) for item in value):
            return [round(item, 9) for item in change(value)]
        return [_each(item, change) for item in value]
    return value


_HOLDERS = ("features", "geometry", "geometries", "coordinates")
