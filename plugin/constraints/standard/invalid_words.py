"""Why a shape is not valid, in plain words and with the place where that shows."""

from __future__ import annotations

import re

import shapely

#: What GEOS calls it, and what people would.
_WORDS = {
    "Self-intersection": "it crosses itself",
    "Ring Self-intersection": "its outline meets itself",
    "Hole lies outside shell": "a hole lies outside it",
    "Holes are nested": "a hole lies in another",
    "Interior is disconnected": "a hole cuts it in two",
    "Nested shells": "one part lies in another",
    "Duplicate Rings": "one ring stands twice",
    "Too few points in geometry component": "it has too few corners",
    "Ring is not closed": "its outline is not closed",
}
_REASON = re.compile(r"(?P<what>[^\[]+?)\s*(\[(?P<x>[-\d.e+]+) (?P<y>[-\d.e+]+)\])?")


def why_invalid(shape: shapely.Geometry) -> str:
    """The reason of an invalid shape in EPSG:27700, with easting and northing in whole metres where it has a place."""
    return reason_words(str(shapely.is_valid_reason(shape)))


def reason_words(reason: str) -> str:
    """The same for the reason as GEOS gives it."""
    found = _REASON.fullmatch(reason)
    if found is None:
        return reason
    words = _WORDS.get(found["what"], found["what"])
    return words if found["x"] is None else f"{words} at {float(found['x']):.0f}, {float(found['y']):.0f}"
