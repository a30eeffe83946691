"""Geometry as the path data of SVG, no finer than can be seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from ...arrays import as_array, rows
from .frame import Frame

#: Picture units; what is nearer together than this is one point to the eye.
FINEST = 0.3


def path_data(geometries: Iterable[BaseGeometry], frame: Frame, finest: float = FINEST) -> str:
    """One ``d`` for all polygons and lines of ``geometries`` (EPSG:27700); what shrinks to nothing is left out.

    ``finest`` is how far a line may be drawn from where it lies, in picture units; a shape all of whose pieces are smaller is drawn as a
    box.
    """
    return "".join(_shape(geometry, frame, finest) for geometry in geometries)


def corner_count(geometries: Iterable[BaseGeometry], frame: Frame, finest: float = FINEST) -> int:
    """How many corners that path would have."""
    thinned = (pieces for geometry in geometries for pieces, _ in _thinned(geometry, frame, finest))
    return sum(int(shapely.get_num_coordinates(pieces).sum()) for pieces in thinned)


def _shape(geometry: BaseGeometry, frame: Frame, finest: float) -> str:
    data = "".join(_piece(piece, closed) for pieces, closed in _thinned(geometry, frame, finest) for piece in pieces)
    if data or finest == FINEST or geometry.is_empty:
        return data
    return _shape(shapely.envelope(geometry), frame, FINEST)


def _thinned(geometry: BaseGeometry, frame: Frame, finest: float) -> Iterator[tuple[NDArray[np.object_], bool]]:
    """Rings and lines in picture units, each once; whether they close."""
    parts = shapely.get_parts(shapely.get_parts([geometry]))
    kinds = shapely.get_type_id(parts)
    rings = shapely.get_rings(parts[kinds == shapely.GeometryType.POLYGON])
    lines = parts[(kinds == shapely.GeometryType.LINESTRING) | (kinds == shapely.GeometryType.LINEARRING)]
    for shapes, closed in ((rings, True), (lines, False)):
        if not len(shapes):
            continue
        corners, owners = shapely.get_coordinates(shapes, return_index=True)
        pieces = as_array(shapely.linestrings(frame.place(corners), indices=owners))
        if finest > FINEST:
            west, south, east, north = shapely.bounds(pieces).T
            pieces = pieces[np.maximum(east - west, north - south) >= finest]
        yield as_array(shapely.simplify(pieces, finest, preserve_topology=False)), closed


def _piece(piece: BaseGeometry, closed: bool) -> str:
    positions = np.asarray(shapely.get_coordinates(piece)).round(1)[: -1 if closed else None]
    if len(positions) < (3 if closed else 2):
        return ""
    return f"M{' '.join(f'{_short(x)} {_short(y)}' for x, y in rows(positions))}{'Z' if closed else ''}"


def _short(number: float) -> str:
    return f"{number + 0.0:.10g}"
