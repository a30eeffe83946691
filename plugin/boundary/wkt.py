"""Well-known text turned into GeoJSON, as leniently as the red lines in it deserve: unclosed rings are left for the reader to close."""

from __future__ import annotations

import json
import re
from typing import Any

_HEAD = re.compile(r"\s*(?:SRID\s*=\s*(\d+)\s*;)?\s*([A-Z]+)\s*(?:Z|M|ZM)?\s*(?=\(|EMPTY)", re.IGNORECASE)
_POSITION = re.compile(r"[^(),]+")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_TYPES = {
    "POINT": "Point",
    "MULTIPOINT": "MultiPoint",
    "LINESTRING": "LineString",
    "MULTILINESTRING": "MultiLineString",
    "POLYGON": "Polygon",
    "MULTIPOLYGON": "MultiPolygon",
}


def geojson_of_wkt(text: str) -> tuple[dict[str, Any], str]:
    """The GeoJSON geometry that ``text`` spells, and the coordinate system that an SRID before it names ("" for none).

    Raises ValueError, with a reason for people, when it is not well-known text.
    """
    head = _HEAD.match(text)
    if head is None:
        raise ValueError("it does not begin with the name of a geometry")
    label = f"EPSG:{head[1]}" if head[1] else ""
    body = text[head.end() :].strip()
    if head[2].upper() == "GEOMETRYCOLLECTION":
        return {"type": "GeometryCollection", "geometries": [geojson_of_wkt(member)[0] for member in _members(body)]}, label
    kind = _TYPES.get(head[2].upper())
    if kind is None:
        raise ValueError(f"{head[2][:20]} is no kind of geometry that can be a red line")
    coordinates = [] if body.upper() == "EMPTY" else _coordinates(body)
    return {"type": kind, "coordinates": coordinates[0] if kind == "Point" and coordinates else coordinates}, label


def _coordinates(body: str) -> Any:
    spelled = _POSITION.sub(lambda found: _position(found.group()), body).replace("(", "[").replace(")", "]")
    try:
        return json.loads(spelled)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError("its brackets and commas do not match") from error


def _position(text: str) -> str:
    words = text.split()
    if not words:
        return ""
    if len(words) < 2 or not all(_NUMBER.fullmatch(word) for word in words):
        raise ValueError(f"{text.strip()[:40]!r} is not a position")
    return json.dumps([float(word) for word in words])


def _members(body: str) -> list[str]:
    """The geometries between the outer brackets of a collection."""
    if body.upper() == "EMPTY":
        return []
    if not (body.startswith("(") and body.endswith(")")):
        raise ValueError("its brackets and commas do not match")
    members, depth, start = [], 0, 1
    for at, character in enumerate(body[1:-1], start=1):
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            members.append(body[start:at])
            start = at + 1
    return [*members, body[start:-1]]
