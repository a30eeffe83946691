"""Which coordinate system a red line is really in, judged by its numbers and not by its label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..domain.boundary import SourceCrs
from ..domain.check import Check, Severity
from .england import in_england

Range = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A range of x and a range of y, both ends included."""

    x: Range
    y: Range

    def holds(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> bool:
        return bool(self.each(x, y).all())

    def each(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which of the positions lie in it."""
        inside: NDArray[np.bool_] = (x >= self.x[0]) & (x <= self.x[1]) & (y >= self.y[0]) & (y <= self.y[1])
        return inside


#: England with a margin, and what degrees, the National Grid and Web Mercator over Great Britain can hold (planning practice notes 3.2.1).
ENGLAND_DEGREES = Box((-6.5, 1.8), (49.8, 55.9))
GREAT_BRITAIN_DEGREES = Box((-9.0, 2.1), (49.0, 61.0))
DEGREES = Box((-180.0, 180.0), (-90.0, 90.0))
ENGLAND_METRES = Box((80_000.0, 656_000.0), (5_000.0, 658_000.0))
NATIONAL_GRID_METRES = Box((0.0, 700_000.0), (0.0, 1_300_000.0))
WEB_MERCATOR_METRES = Box((-1_010_000.0, 240_000.0), (6_270_000.0, 8_630_000.0))

#: Labels that are known to stand on WGS84 degrees: the applicants' map component calls them 3857; ETRS89 is within a metre of WGS84.
_HARMLESS_LABELS = frozenset({"EPSG:3857", "EPSG:4258"})


@dataclass(frozen=True)
class Location:
    """The coordinate system that was found; None where the numbers make sense in none.

    ``swapped`` says that the axes must change places, which an officer confirms first.
    """

    crs: SourceCrs | None
    swapped: bool = False
    checks: tuple[Check, ...] = field(default=())


def locate(positions: Sequence[tuple[float, float]], label: str = "") -> Location:
    """Judge the coordinates of a whole red line; ``label`` is the system that the data claims ("EPSG:3857"), "" for none."""
    coordinates = np.asarray(positions, dtype=np.float64)
    x, y = coordinates[:, 0], coordinates[:, 1]
    if DEGREES.holds(x, y):
        return _in_degrees(x, y, label)
    if _is_mixed(x, y):
        message = (
            "Some of the red line's coordinates are degrees and some are metres. Ask for the red line again, in one coordinate system."
        )
        return Location(None, checks=(Check("coordinates-mixed", Severity.ERROR, message),))
    if NATIONAL_GRID_METRES.holds(x, y):
        return _in_national_grid(x, y, label)
    if WEB_MERCATOR_METRES.holds(x, y):
        return Location(SourceCrs.WEB_MERCATOR, checks=_assumed("Web Mercator metres (EPSG:3857)", SourceCrs.WEB_MERCATOR, label))
    return _nowhere(x, y)


def _in_degrees(x: NDArray[np.float64], y: NDArray[np.float64], label: str) -> Location:
    checks = _relabelled(label) if label not in {"", "EPSG:4326"} else ()
    if ENGLAND_DEGREES.holds(x, y):
        return Location(SourceCrs.WGS84, checks=checks)
    if ENGLAND_DEGREES.holds(y, x):
        return Location(SourceCrs.WGS84, swapped=True, checks=(*checks, _swapped("Longitude and latitude")))
    if GREAT_BRITAIN_DEGREES.holds(x, y):
        return Location(SourceCrs.WGS84, checks=(*checks, _outside_england()))
    return _nowhere(x, y)


def _in_national_grid(x: NDArray[np.float64], y: NDArray[np.float64], label: str) -> Location:
    checks = _assumed("British National Grid metres (EPSG:27700)", SourceCrs.NATIONAL_GRID, label)
    if in_england(y, x).all() and not in_england(x, y).any():
        return Location(SourceCrs.NATIONAL_GRID, swapped=True, checks=(*checks, _swapped("Easting and northing")))
    if not ENGLAND_METRES.holds(x, y):
        checks = (*checks, _outside_england())
    return Location(SourceCrs.NATIONAL_GRID, checks=checks)


def _swapped(axes: str) -> Check:
    message = (
        f"{axes} look swapped: as they stand the site is not in England, the other way round it is. Look at it on the map and confirm."
    )
    return Check("axes-swapped", Severity.ERROR, message)


def _assumed(what: str, crs: SourceCrs, label: str) -> tuple[Check, ...]:
    if label == crs.value:
        return ()
    claim = f"says {label}" if label else "does not say which coordinate system it is in"
    message = f"The red line {claim}, and its numbers are {what}; they were read as that. Look at it on the map: is it in the right place?"
    return (Check("crs-assumed", Severity.WARNING, message),)


def _relabelled(label: str) -> tuple[Check, ...]:
    message = f"The red line is labelled {label} and holds longitude and latitude; it was read as WGS84 (EPSG:4326)."
    if label in _HARMLESS_LABELS:
        return (Check("crs-label-ignored", Severity.INFORMATION, message),)
    return (Check("crs-assumed", Severity.WARNING, f"{message} Look at it on the map: is it in the right place?"),)


def _is_mixed(x: NDArray[np.float64], y: NDArray[np.float64]) -> bool:
    """Whether some coordinates are degrees in England, either way round, and others are plainly not degrees."""
    as_degrees = ENGLAND_DEGREES.each(x, y) | ENGLAND_DEGREES.each(y, x)
    return bool(as_degrees.any() and not DEGREES.each(x, y).all())


def _outside_england() -> Check:
    return Check("outside-england", Severity.WARNING, "The red line lies in Great Britain but not in England. Is it the right site?")


def _nowhere(x: NDArray[np.float64], y: NDArray[np.float64]) -> Location:
    message = (
        f"The red line's coordinates (the first is {x[0]:.10g}, {y[0]:.10g}) lie nowhere in Great Britain, whichever way they are read. "
        "Ask for the red line again, with its coordinate system."
    )
    return Location(None, checks=(Check("coordinates-nowhere", Severity.ERROR, message),))
