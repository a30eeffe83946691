"""Whether a proposed red line is one: judged field by field, refused in words that say what to do."""

from __future__ import annotations

import json
from typing import Any

import shapely

from plugin.boundary.reader import read_boundary
from plugin.domain.boundary import Boundary, Original
from plugin.domain.check import Check, Severity
from plugin.rules.rules import Rules

from ..geography import transformer

#: Vertices nearer than this are one: what there and back again may move them by.
_SAME_M = 0.02
#: What intake mends and tells has to be right before an applicant is asked to agree to it.
_NOT_MENDED = {
    "ring-closed": "A ring of the proposed red line is not closed: it has to end where it begins.",
    "hole-dropped": "A hole in the proposed red line has fewer than three vertices: take it out.",
    "outside-england": "The proposed red line does not lie in England.",
    "axes-swapped": "The axes of the proposed red line are swapped: longitude stands before latitude.",
    "crs-assumed": "The proposed red line is in metres: send longitude and latitude (WGS84).",
}


class NotARedLine(Exception):
    """What is wrong with it, as a sentence."""


def red_line(value: Any, rules: Rules) -> Boundary:
    """The proposed line in EPSG:27700, of a value that keeps to the schema RedLine. Raises NotARedLine."""
    reading = read_boundary(value, Original(json.dumps(value), "geojson"), transformer(), rules)
    faults = [_NOT_MENDED.get(check.code, check.message) for check in reading.checks if _is_fault(check)]
    if faults or reading.boundary is None:
        raise NotARedLine(" ".join(faults) or "The proposed red line cannot be read.")
    return reading.boundary


def is_the_same(one: Boundary, other: Boundary) -> bool:
    """Whether two lines differ by no more than a round trip moves them."""
    return bool(shapely.hausdorff_distance(one.geometry.boundary, other.geometry.boundary) <= _SAME_M)


def _is_fault(check: Check) -> bool:
    return check.severity is Severity.ERROR or check.code in _NOT_MENDED
