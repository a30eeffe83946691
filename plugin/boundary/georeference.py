"""Laying a plan on the ground: by its scale, or by places that are known on both, with what the fit is worth in metres.

Positions on the plan are pixels, x to the right and y down; positions on the ground are EPSG:27700.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin, sqrt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ..domain.errors import RedlineError

if TYPE_CHECKING:
    from numpy.typing import NDArray

Point = tuple[float, float]

#: Metres in an inch.
_INCH_M = 0.0254
#: Pixels that matching places must lie apart on the plan.
_APART = 10.0
#: Four places are fitted with a stretch where that brings the residual under this share of the one without.
_STRETCH_WORTH = 0.5
#: A plan that is stretched by more than this, or leans by more degrees, is no copy of a map: a place was mistaken.
_MOST_STRETCH = 0.06
_MOST_LEAN = 3.0


class CannotLay(RedlineError):
    """The places do not say where the plan lies; the sentence says why and what to do."""


class Match(NamedTuple):
    """One place that is known on the plan (pixels) and on the ground (EPSG:27700)."""

    plan: Point
    ground: Point


@dataclass(frozen=True)
class Placement:
    """Where a plan lies: easting = a x + b y + c, northing = d x + e y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def on_ground(self, plan: Point) -> Point:
        """The place on the ground of a place on the plan."""
        x, y = plan
        return self.a * x + self.b * y + self.c, self.d * x + self.e * y + self.f

    def on_plan(self, ground: Point) -> Point:
        """The place on the plan of a place on the ground."""
        area = self.a * self.e - self.b * self.d
        east, north = ground[0] - self.c, ground[1] - self.f
        return (self.e * east - self.b * north) / area, (self.a * north - self.d * east) / area

    @property
    def metres_per_pixel(self) -> float:
        """The side of a square that is as large as a pixel on the ground."""
        return sqrt(abs(self.a * self.e - self.b * self.d))

    @property
    def turned_degrees(self) -> float:
        """How far the top edge of the plan is turned from east, anticlockwise."""
        return degrees(atan2(self.d, self.a))

    @property
    def stretch(self) -> float:
        """How much longer a metre across the plan is than a metre down it: 0 for a true copy, 0.02 for two per cent."""
        return hypot(self.a, self.d) / hypot(self.b, self.e) - 1.0

    def moved(self, match: Match) -> Placement:
        """The same, moved so that one place lies where it is known to be."""
        east, north = self.on_ground(match.plan)
        return Placement(self.a, self.b, self.c + match.ground[0] - east, self.d, self.e, self.f + match.ground[1] - north)


@dataclass(frozen=True)
class Fit:
    """A placement by matching places.

    ``off`` is for each of them how far the plan shows it from where it is, in metres. ``residual_m`` is what any other place may be off by:
    the square root of the sum of squares over what is left free; None where nothing is left free to tell (fewer than three places).
    """

    placement: Placement
    off: tuple[float, ...]
    residual_m: float | None


def scale_of(placement: Placement, dots_per_inch: float) -> float:
    """The scale that a plan has when it is printed at ``dots_per_inch``: 1250 for 1:1250."""
    return placement.metres_per_pixel * dots_per_inch / _INCH_M


def by_scale(scale: float, dots_per_inch: float, match: Match, turned_degrees: float = 0.0) -> Placement:
    """Lay a plan by its scale (1250 for 1:1250) and one place that is known on both, north up unless it is turned."""
    step = scale * _INCH_M / dots_per_inch
    cosine, sine = step * cos(radians(turned_degrees)), step * sin(radians(turned_degrees))
    return Placement(cosine, sine, 0.0, sine, -cosine, 0.0).moved(match)


def fit(matches: Sequence[Match], start: Placement) -> Fit:
    """Lay a plan by least squares over one to many places; ``start`` holds where there is too little to go by.

    One place moves the plan; two or three turn and scale it as well; with four or more it may also be stretched, as copiers and scanners
    do it, where that explains what is left. CannotLay for places that are too near to each other.
    """
    if not matches:
        return Fit(start, (), None)
    if len(matches) == 1:
        return Fit(start.moved(matches[0]), (0.0,), None)
    plan, ground = np.asarray([match.plan for match in matches], dtype=float), np.asarray([match.ground for match in matches], dtype=float)
    _refuse_too_near(plan, ground)
    true = _fit_of(_similarity(plan, ground), matches, free=2 * len(matches) - 4)
    if len(matches) < 4:
        return true
    placement = _affine(plan, ground)
    if placement is None or not _is_copy(placement):
        return true
    stretched = _fit_of(placement, matches, free=2 * len(matches) - 6)
    explains = (stretched.residual_m or 0.0) < _STRETCH_WORTH * (true.residual_m or 0.0)
    return stretched if explains else true


def _fit_of(placement: Placement, matches: Sequence[Match], free: int) -> Fit:
    shown = [placement.on_ground(match.plan) for match in matches]
    off = tuple(hypot(east - match.ground[0], north - match.ground[1]) for (east, north), match in zip(shown, matches))
    return Fit(placement, off, sqrt(sum(each**2 for each in off) / (free / 2)) if free > 0 else None)


def _similarity(plan: NDArray[np.float64], ground: NDArray[np.float64]) -> Placement:
    """Turned, scaled and moved, never mirrored: least squares as one line through the plane of complex numbers."""
    z, w = plan[:, 0] - 1j * plan[:, 1], ground[:, 0] + 1j * ground[:, 1]
    middle, target = z.mean(), w.mean()
    spread = z - middle
    factor = complex(np.vdot(spread, w - target) / np.vdot(spread, spread))
    p, q = factor.real, factor.imag
    moved = complex(target - factor * middle)
    return Placement(p, q, moved.real, q, -p, moved.imag)


def _affine(plan: NDArray[np.float64], ground: NDArray[np.float64]) -> Placement | None:
    """The same with a stretch and a lean; None for places on one line, which say nothing of that."""
    middle, target = plan.mean(axis=0), ground.mean(axis=0)
    solved, _, rank, _ = np.linalg.lstsq(plan - middle, ground - target, rcond=None)
    if rank < 2:
        return None
    moved = target - middle @ solved
    (a, d), (b, e), (c, f) = (tuple(map(float, row)) for row in (*solved, moved))
    return Placement(a, b, c, d, e, f)


def _is_copy(placement: Placement) -> bool:
    """Whether a plan may lie like this: not mirrored, and not stretched or leaning more than a copier does it."""
    across, down = atan2(placement.d, placement.a), atan2(-placement.e, -placement.b)
    lean = (degrees(down - across) - 90.0 + 180.0) % 360.0 - 180.0
    return abs(placement.stretch) <= _MOST_STRETCH and abs(lean) <= _MOST_LEAN


def _refuse_too_near(plan: NDArray[np.float64], ground: NDArray[np.float64]) -> None:
    if float(np.ptp(plan, axis=0).max()) < _APART:
        raise CannotLay("The places lie too near to each other on the plan. Choose places far apart, such as opposite corners.")
    if float(np.ptp(ground, axis=0).max()) == 0.0:
        raise CannotLay("The places lie on one and the same place of the map. Remove one, and drag it to where it belongs.")
