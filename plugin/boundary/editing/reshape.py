"""Reshaping: a stretch of the line follows another line that was drawn from one place on it to another."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from .drawn import CannotDraw, Drawn, square_metres
from .rings import LEAST, Coordinates, Place, rings_of, with_ring
from .soundness import sound, soundness

#: Metres within which two distances along a line are the same place.
_SAME_PLACE = 1e-6


def reshape(geometry: BaseGeometry, line: BaseGeometry) -> Drawn:
    """Let a LineString, from its first to its last crossing with a ring, take the place of the stretch of the ring between them.

    Of the two stretches the one goes whose loss leaves more of the site as it is. Every ring that is crossed twice is reshaped.
    CannotDraw where none is, and where the result would cross itself.
    """
    before, track = sound(geometry), shapely.LineString(shapely.get_coordinates(line))
    result = before
    reshaped = 0
    for part, rings in enumerate(rings_of(before)):
        for number, ring in enumerate(rings):
            candidates = _candidates(ring, track)
            if not candidates:
                continue
            so_far, place = rings_of(result), Place(part, number, 0)
            result = max((with_ring(so_far, place, each) for each in candidates), key=lambda made: _likeness(before, made))
            reshaped += 1
    if not reshaped:
        raise CannotDraw("Draw the new stretch from one place on the red line to another: it has to cross the line twice.")
    found = soundness(result)
    if found.geometry is None:
        raise CannotDraw(f"The line can't be reshaped like this. {found.problem}")
    added = float(shapely.difference(found.geometry, before).area)
    removed = float(shapely.difference(before, found.geometry).area)
    return Drawn(result, f"Line reshaped: {square_metres(added)} added, {square_metres(removed)} taken away")


def _candidates(ring: Coordinates, line: shapely.LineString) -> list[Coordinates]:
    """The ring with one or the other of its two stretches replaced; none where the line does not cross it twice."""
    closed = shapely.LinearRing(ring)
    where = shapely.get_coordinates(shapely.intersection(closed, line))
    along = np.unique(np.round(shapely.line_locate_point(line, shapely.points(where)), 9)) if len(where) else np.empty(0)
    if len(along) < 2 or along[-1] - along[0] < _SAME_PLACE:
        return []
    stretch = shapely.get_coordinates(_between(line, float(along[0]), float(along[-1])))
    start, end = (float(shapely.line_locate_point(closed, shapely.Point(stretch[index]))) for index in (0, -1))
    kept = (_arc(closed, end, start), _arc(closed, start, end)[::-1])
    return [ring for ring in (np.vstack([stretch, each]) for each in kept) if len(ring) >= LEAST]


def _between(line: shapely.LineString, start: float, end: float) -> shapely.LineString:
    """The stretch of a line between two distances along it."""
    coordinates = shapely.get_coordinates(line)
    lengths = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(coordinates, axis=0).T))])
    inner = coordinates[(lengths > start + _SAME_PLACE) & (lengths < end - _SAME_PLACE)]
    ends = shapely.get_coordinates(shapely.line_interpolate_point(line, [start, end]))
    return shapely.LineString(np.vstack([ends[:1], inner, ends[1:]]))


def _arc(closed: shapely.LinearRing, start: float, end: float) -> Coordinates:
    """The vertices of a ring from one distance along it to another, going forward, without the two places themselves."""
    vertices = shapely.get_coordinates(closed)[:-1]
    lengths = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(shapely.get_coordinates(closed), axis=0).T))])[:-1]
    ahead = np.mod(lengths - start, closed.length)
    span = (end - start) % closed.length
    within = (ahead > _SAME_PLACE) & (ahead < span - _SAME_PLACE)
    return np.asarray(vertices[within][np.argsort(ahead[within])])


def _likeness(before: BaseGeometry, made: BaseGeometry) -> float:
    """The share of the two sites that both have; nothing for what encloses no land."""
    found = soundness(made)
    if found.geometry is None:
        return 0.0
    common = float(shapely.intersection(before, found.geometry).area)
    return common / (float(before.area) + float(found.geometry.area) - common)
