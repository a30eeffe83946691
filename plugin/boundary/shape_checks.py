"""What is odd about the shape of a red line that is otherwise sound. Planning practice: checks 3 to 5; thresholds are rules."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from ..domain.check import Check, Severity
from ..rules.rules import Rules
from .assembly import part_count

#: So sharp a corner is a needle (under 6 degrees): corners that are blunter survive the opening below.
_MITRE_LIMIT = 20.0
#: What the opening leaves of a plain corner is shorter than this, in metres.
_SHORTEST_SPIKE_M = 0.5
#: Rounding in the opening leaves slivers along sound edges; they are thinner than this, in metres.
_ROUNDING_M = 0.001
_SQUARE_KILOMETRE_M2 = 1_000_000.0
#: Types whose site may rightly be smaller than a square metre.
_SMALL_BY_NATURE = ("advertConsent", "wtt", "hedgerowRemovalNotice", "pp.full.advertConsent")


def shape_checks(geometry: BaseGeometry, type_code: str, rules: Rules) -> Iterator[Check]:
    """Checks on a valid red line in EPSG:27700."""
    yield from _parts_and_holes(geometry)
    yield from _vertices(geometry, rules)
    yield from _narrow_places(geometry, rules.number("boundary.spike-width"))
    yield from _size(geometry, type_code, rules)


def no_area(geometry: BaseGeometry, type_code: str, rules: Rules) -> Check | None:
    """The error on a red line (EPSG:27700) that encloses less than any site does; None where it encloses enough."""
    least = rules.number("boundary.least-area")
    if geometry.area >= least or type_code.startswith(_SMALL_BY_NATURE):
        return None
    message = f"The red line encloses less than {least:g} m², which is no area. Ask for it again, or plot it from the plan."
    return Check("no-area", Severity.ERROR, message)


def enormous_site(geometry: BaseGeometry, rules: Rules) -> Iterator[Check]:
    """The error on a red line (EPSG:27700) that is larger than any planning application's."""
    largest = rules.number("boundary.enormous-site")
    if geometry.area > largest:
        message = (
            f"The red line encloses {geometry.area / _SQUARE_KILOMETRE_M2:,.0f} km²; over {largest / _SQUARE_KILOMETRE_M2:,.0f} km² is "
            "a district rather than a site. Is it drawn in the right place and to the right scale?"
        )
        yield Check("enormous-site", Severity.ERROR, message)


def _parts_and_holes(geometry: BaseGeometry) -> Iterator[Check]:
    parts = part_count(geometry)
    if parts > 1:
        yield Check(
            "several-parts", Severity.WARNING, f"The red line has {parts} parts. That is allowed; confirm that all of them are meant."
        )
    holes = int(np.sum(shapely.get_num_interior_rings(shapely.get_parts(geometry))))
    if holes:
        what = "a hole" if holes == 1 else f"{holes} holes"
        yield Check(
            "holes", Severity.WARNING, f"The red line has {what}; what lies inside is not part of the site. Confirm that it is meant."
        )


def _vertices(geometry: BaseGeometry, rules: Rules) -> Iterator[Check]:
    most = int(rules.number("boundary.most-vertices"))
    count = int(shapely.get_num_coordinates(geometry))
    if count > most:
        yield Check(
            "many-vertices", Severity.WARNING, f"The red line has {count:,} vertices; over {most:,} is more than any plan can show."
        )
    nearest = rules.number("boundary.duplicate-vertex")
    rings = shapely.get_rings(shapely.get_parts(geometry))
    close = sum(int(np.sum(_steps(ring) < nearest)) for ring in rings)
    if close:
        what = "Two vertices of the red line lie" if close == 1 else f"{close} pairs of neighbouring vertices of the red line lie"
        yield Check("duplicate-vertices", Severity.WARNING, f"{what} less than {nearest * 100:.0f} cm apart.")


def _steps(ring: shapely.LinearRing) -> NDArray[np.float64]:
    return np.asarray(np.hypot(*np.diff(shapely.get_coordinates(ring), axis=0).T))


def _narrow_places(geometry: BaseGeometry, width: float) -> Iterator[Check]:
    opened, closed = _resized_twice(geometry, -width / 2), _resized_twice(geometry, width / 2)
    for code, what, larger, smaller in (("spike", "a spike or a strip", geometry, opened), ("gap", "a gap or a slit", closed, geometry)):
        if _alike(larger, smaller):
            continue
        parts = shapely.difference(larger, smaller)
        place = next((part for part in shapely.get_parts(parts) if _is_narrow_place(part)), None)
        if place is not None:
            at = shapely.centroid(place)
            where = f"at easting {at.x:.0f}, northing {at.y:.0f}"
            message = f"The red line has {what} narrower than {width} m, {_extent(place):.1f} m long, {where}."
            yield Check(code, Severity.WARNING, message, (at.x, at.y))


def _alike(one: BaseGeometry, other: BaseGeometry) -> bool:
    """Whether both have the same vertices but for rounding, as a plain outline has: found many times faster than a difference."""
    return bool(shapely.equals_exact(shapely.normalize(one), shapely.normalize(other), _ROUNDING_M / 10))


def _is_narrow_place(part: BaseGeometry) -> bool:
    extent = _extent(part)
    return extent > _SHORTEST_SPIKE_M and float(part.area) / extent > _ROUNDING_M


def _resized_twice(geometry: BaseGeometry, distance: float) -> BaseGeometry:
    there = shapely.buffer(geometry, distance, join_style="mitre", mitre_limit=_MITRE_LIMIT)
    back = shapely.buffer(there, -distance, join_style="mitre", mitre_limit=_MITRE_LIMIT)
    # mitred buffers of long outlines may cross themselves, and then can't be compared
    return back if back.is_valid else shapely.buffer(back, 0)


def _extent(part: BaseGeometry) -> float:
    left, bottom, right, top = part.bounds
    return float(np.hypot(right - left, top - bottom)) if not part.is_empty else 0.0


def _size(geometry: BaseGeometry, type_code: str, rules: Rules) -> Iterator[Check]:
    area = float(geometry.area)
    if area < rules.number("boundary.tiny-site") and not type_code.startswith(_SMALL_BY_NATURE):
        yield Check("tiny-site", Severity.WARNING, f"The site is only {area:.2f} m². Is the red line drawn to the right scale?")
    if "householder" in type_code and area > rules.number("boundary.large-householder-site"):
        yield Check("large-householder-site", Severity.WARNING, f"The site is {area / 10_000:.2f} ha, large for a householder application.")
