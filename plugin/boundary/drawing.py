"""The polygons in a piece of GeoJSON as they were drawn: every ring that can be read, and a word on everything that can't.

Strict readers refuse an unclosed ring or a missing ``properties``; the red lines that councils are sent have both, so this one reads on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from ..domain.check import Check, Severity
from .unwrapping import unwrapped

Position = tuple[float, float]
Ring = tuple[Position, ...]
Polygon = tuple[Ring, ...]

#: Deeper than any GeoJSON that makes sense; a collection within a collection within a collection is hostile or broken.
_DEEPEST = 8
_MOST_VERTICES = 1_000_000


@dataclass
class Drawing:
    """Polygons in the coordinates that they came in, exterior ring first, and the checks made on the way.

    ``label`` is the coordinate system that the data claims to be in ("EPSG:3857"), "" where it claims none. ``set_aside`` is what is
    no polygon, ``strange`` what is no GeoJSON, each in words.
    """

    polygons: list[Polygon] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    label: str = ""
    vertex_count: int = 0
    has_heights: bool = False
    set_aside: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)

    def error(self, code: str, message: str) -> None:
        self.checks.append(Check(code, Severity.ERROR, message))


#: What holds others, and under which key.
_MEMBERS = {"FeatureCollection": "features", "GeometryCollection": "geometries"}


class _TooMuch(Exception):
    """The value is deeper or larger than any red line."""


def read_drawing(value: Any) -> Drawing:
    """Every polygon in a GeoJSON value (already parsed). Never raises: what is wrong is in ``checks``."""
    drawing = Drawing()
    value = _unlabelled(value, drawing)
    try:
        _read(value, drawing, depth=0)
    except _TooMuch:
        drawing.polygons = []
        drawing.error(
            "boundary-too-large", "The red line is nested too deeply or has over a million vertices. Ask for it again from its source."
        )
        return drawing
    if drawing.has_heights:
        drawing.checks.append(Check("heights-dropped", Severity.INFORMATION, "The red line came with heights; they were left out."))
    if drawing.polygons and (drawing.set_aside or drawing.strange):
        what = _listed([*drawing.set_aside, *drawing.strange])
        drawing.checks.append(
            Check("not-a-polygon", Severity.WARNING, f"Beside the polygons the red line holds {what}; only the polygons were taken.")
        )
    if not drawing.polygons and not any(check.severity is Severity.ERROR for check in drawing.checks):
        _say_why_empty(value, drawing)
    return drawing


def _unlabelled(value: Any, drawing: Drawing) -> Any:
    """The GeoJSON inside an object whose keys are coordinate systems, as the applicants' drawing component hands out."""
    if isinstance(value, Mapping) and "type" not in value:
        for label in ("EPSG:3857", "EPSG:4326", "EPSG:27700"):
            if isinstance(value.get(label), Mapping):
                drawing.label = label
                return value[label]
    if isinstance(value, Mapping):
        drawing.label = crs_member(value.get("crs"))
    return value


def crs_member(crs: Any) -> str:
    """The coordinate system that a GeoJSON ``crs`` member names ("EPSG:27700"), "" for none."""
    name = crs.get("properties", {}).get("name") if isinstance(crs, Mapping) and isinstance(crs.get("properties"), Mapping) else None
    if not isinstance(name, str):
        return ""
    return "EPSG:4326" if "CRS84" in name else f"EPSG:{name.rsplit(':', 1)[-1]}"


def _read(value: Any, drawing: Drawing, depth: int) -> None:
    if depth > _DEEPEST:
        raise _TooMuch
    value = unwrapped(value) if isinstance(value, str) else value
    if not isinstance(value, Mapping) or "type" not in value:
        _say_strange(value, drawing)
        return
    kind = str(value["type"])
    if kind in _MEMBERS:
        for member in _items(value.get(_MEMBERS[kind]), drawing):
            _read(member, drawing, depth + 1)
    elif kind == "Feature":
        _read(value.get("geometry"), drawing, depth + 1)
    elif kind == "Polygon":
        _read_polygon(value.get("coordinates"), drawing)
    elif kind == "MultiPolygon":
        for polygon in _items(value.get("coordinates"), drawing):
            _read_polygon(polygon, drawing)
    elif kind in {"Point", "MultiPoint"}:
        drawing.set_aside.append("a point")
    elif kind in {"LineString", "MultiLineString"}:
        drawing.set_aside.append("a line")
    else:
        drawing.strange.append(f"a geometry of the kind {kind[:20]!r}")


def _items(value: Any, drawing: Drawing) -> Iterator[Any]:
    """The items of a list; what stands there instead of one is noted."""
    value = unwrapped(value) if isinstance(value, str) else value
    if isinstance(value, (list, tuple)):
        return iter(value)
    _say_strange(value, drawing)
    return iter(())


def _say_strange(value: Any, drawing: Drawing) -> None:
    """Note what is neither GeoJSON nor nothing at all."""
    if isinstance(value, Mapping):
        if value:
            drawing.strange.append("an object without a type")
    elif isinstance(value, str):
        drawing.strange.append("text that is not GeoJSON" if value.strip() else "an empty text")
    elif isinstance(value, bool):
        drawing.strange.append("a truth value")
    elif isinstance(value, (int, float)):
        drawing.strange.append("a number")
    elif value is not None:
        drawing.strange.append("a list")


def _read_polygon(coordinates: Any, drawing: Drawing) -> None:
    rings = []
    for number, ring in enumerate(_items(coordinates, drawing)):
        positions = _read_ring(ring, drawing)
        if positions is None:
            return
        if len(set(positions)) < 3:
            if number == 0:
                count = len(set(positions))
                drawing.error(
                    "too-few-vertices",
                    f"A polygon of the red line has {count} different {'vertex' if count == 1 else 'vertices'}; it takes three.",
                )
                return
            drawing.checks.append(
                Check("hole-dropped", Severity.WARNING, "A hole in the red line has fewer than three vertices; it was left out.")
            )
            continue
        rings.append(positions)
    if rings:
        drawing.polygons.append(tuple(rings))


def _read_ring(ring: Any, drawing: Drawing) -> Ring | None:
    positions = []
    for position in _items(ring, drawing):
        drawing.vertex_count += 1
        if drawing.vertex_count > _MOST_VERTICES:
            raise _TooMuch
        if not _is_position(position):
            drawing.error(
                "not-a-number", "The red line has a coordinate that is not a pair of finite numbers. Ask for it again from its source."
            )
            return None
        drawing.has_heights = drawing.has_heights or len(position) > 2
        positions.append((float(position[0]), float(position[1])))
    return tuple(positions)


def _is_position(position: Any) -> bool:
    if not isinstance(position, (list, tuple)) or len(position) < 2:
        return False
    return all(isinstance(number, (int, float)) and not isinstance(number, bool) and _is_finite(number) for number in position[:2])


def _is_finite(number: float) -> bool:
    try:
        return isfinite(number)
    except OverflowError:  # a JSON integer too long for a float
        return False


def _say_why_empty(value: Any, drawing: Drawing) -> None:
    if drawing.set_aside:
        what = _listed(drawing.set_aside)
        drawing.error(
            "not-a-site",
            f"The red line is {what}, not a polygon. A point or a line is not a site: ask for the red line, or plot it from the plan.",
        )
    elif drawing.strange or not isinstance(value, Mapping):
        what = f"is {_listed(drawing.strange)}" if drawing.strange else "is not GeoJSON"
        drawing.error("not-geojson", f"What stands where the red line should be {what}. Ask for it again from its source.")
    else:
        drawing.error("no-boundary", "The red line is empty: there is no polygon in it. Ask for it, or plot it from the plan.")


def _listed(things: list[str]) -> str:
    counts = {thing: things.count(thing) for thing in dict.fromkeys(things)}
    return " and ".join(_counted(thing, count) for thing, count in counts.items())


def _counted(thing: str, count: int) -> str:
    if count == 1:
        return thing
    return f"{count} {thing[2:]}s" if thing in {"a point", "a line"} else f"{thing} ({count} times)"
