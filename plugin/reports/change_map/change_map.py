"""The map of a change: the present and the proposed red line, the land between them, the ground around."""

from __future__ import annotations

from html import escape

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ...domain.boundary_change import BoundaryChange
from ...domain.plain_figures import metres_words
from .frame import HEIGHT, WIDTH, Frame, frame_around
from .paths import FINEST, corner_count, path_data
from .signs import north_arrow, scale_bar
from .surroundings import Surroundings, drawn

#: The signs of the map, used by its legend as well; each differs from the others in colour and in pattern.
PRESENT = 'fill="none" stroke="#0b0c0c" stroke-width="3" stroke-dasharray="9 5"'
PROPOSED = 'fill="none" stroke="#d4351c" stroke-width="4"'
OTHER_LAND = 'fill="none" stroke="#1d4ed8" stroke-width="3"'
ADDED = 'fill="url(#added)" fill-rule="evenodd"'
REMOVED = 'fill="url(#removed)" fill-rule="evenodd"'
PATTERNS = (
    '<pattern id="added" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="9" height="9" fill="#bfe3cf"/><rect width="3.2" height="9" fill="#00703c"/></pattern>'
    '<pattern id="removed" width="10" height="10" patternUnits="userSpaceOnUse">'
    '<rect width="10" height="10" fill="#e2dbf0"/><circle cx="3" cy="3" r="2" fill="#4c2c92"/>'
    '<circle cx="8" cy="8" r="2" fill="#4c2c92"/></pattern>'
)
_ATTRIBUTES = (
    'role="img" aria-labelledby="map-title map-description" xmlns="http://www.w3.org/2000/svg" font-family="Arial, Helvetica, sans-serif"'
)
_HALO = 'fill="none" stroke="#fff" stroke-width="8" stroke-opacity="0.85"'
#: A site smaller than this on the map is hard to find: a ring is drawn around it.
_SMALL = 40.0
_NOTHING = shapely.Polygon()
#: Corners of all lines and areas together, some eleven bytes each: a page has to open on any telephone.
_MOST_CORNERS = 8_000


def change_map(
    present: BaseGeometry | None,
    proposed: BaseGeometry,
    change: BoundaryChange | None,
    surroundings: Surroundings,
    title: str,
    description: str,
    other_land: BaseGeometry | None = None,
) -> str:
    """An ``<svg>`` of 720 by 540 units, north at the top, both lines (EPSG:27700) in one frame to one scale.

    ``present`` and ``change`` are None where there is no line that can be drawn yet; ``other_land`` is edged blue.
    ``title`` and ``description`` are what is read out instead of the picture.
    """
    before = _NOTHING if present is None else present
    frame = frame_around(before, proposed)
    finest = _finest(before, proposed, change, frame)
    parts = (
        f'<svg class="map" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" {_ATTRIBUTES}>',
        f'<title id="map-title">{escape(title)}</title><desc id="map-description">{escape(description)}</desc>',
        f'<defs>{PATTERNS}</defs><rect width="{WIDTH:g}" height="{HEIGHT:g}" fill="#f7f5f0"/>',
        drawn(surroundings, frame),
        *(_path(line, frame, finest, _HALO) for line in (before, proposed)),
        *([] if change is None else [_path(change.added, frame, finest, ADDED), _path(change.removed, frame, finest, REMOVED)]),
        *([] if other_land is None else [_path(other_land, frame, finest, OTHER_LAND)]),
        _path(proposed, frame, finest, PROPOSED),
        _path(before, frame, finest, PRESENT),
        *(_ring_around(line, frame, name) for line, name in ((before, "Present"), (proposed, "Proposed")) if not line.is_empty),
        scale_bar(frame),
        north_arrow(),
        "</svg>",
    )
    return "".join(parts)


def simplified_words(present: BaseGeometry | None, proposed: BaseGeometry, change: BoundaryChange | None) -> str:
    """What has to stand under a map whose lines have more corners than it can show, "" for every other."""
    before = _NOTHING if present is None else present
    frame = frame_around(before, proposed)
    finest = _finest(before, proposed, change, frame)
    if finest == FINEST:
        return ""
    return (
        f"The lines have more corners than this map can show: on it they are drawn to within {metres_words(finest / frame.scale)}, and "
        "what is smaller is left out. All words and figures are of the exact lines."
    )


def _finest(before: BaseGeometry, proposed: BaseGeometry, change: BoundaryChange | None, frame: Frame) -> float:
    """How finely the lines can be drawn, in picture units, so that the map stays small."""
    areas = [] if change is None else [change.added, change.removed]
    # Each line is drawn with its halo
    drawn_shapes = [before, proposed, before, proposed, *areas]
    finest = FINEST
    while corner_count(drawn_shapes, frame, finest) > _MOST_CORNERS:
        finest *= 2
    return finest


def _path(geometry: BaseGeometry, frame: Frame, finest: float, style: str) -> str:
    data = path_data([geometry], frame, finest)
    return f'<path d="{data}" {style} stroke-linejoin="round"/>' if data else ""


def _ring_around(line: BaseGeometry, frame: Frame, name: str) -> str:
    west, south, east, north = line.bounds
    if max(east - west, north - south) * frame.scale >= _SMALL:
        return ""
    ((x, y),) = frame.place(np.asarray([[(west + east) / 2, (south + north) / 2]]))
    # The word stands on the side where there is room.
    aside, anchor = (x + 36, "start") if x < WIDTH / 2 else (x - 36, "end")
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="30" fill="none" stroke="#0b0c0c" stroke-width="2"/>'
        f'<text class="map-text" x="{aside:.1f}" y="{y + 6:.1f}" text-anchor="{anchor}" font-size="18" font-weight="bold" '
        f'fill="#0b0c0c" stroke="#fff" stroke-width="4" paint-order="stroke">{name}</text>'
    )
