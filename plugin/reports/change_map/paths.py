"""Geometry as the path data of SVG, no finer than can be seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from .frame import Frame

#: Picture units; what is nearer together than this is one point to the eye.
_FINEST = 0.3


def path_data(geometries: Iterable[BaseGeometry], frame: Frame) -> str:
    """One ``d`` for all polygons and lines of ``geometries`` (EPSG:27700); what shrinks to nothing is left out."""
    return "".join(_piece(piece, frame) for geometry in geometries for piece in _pieces(geometry))


def _pieces(geometry: BaseGeometry) -> Iterator[BaseGeometry]:
    for part in shapely.get_parts(shapely.get_parts([geometry])):
        if part.geom_type == "Polygon":
            yield from shapely.get_rings([part])
        elif part.geom_type in ("LineString", "LinearRing"):
            yield part


def _piece(piece: BaseGeometry, frame: Frame) -> str:
    closed = piece.geom_type == "LinearRing"
    positions = _thinned(frame.place(shapely.get_coordinates(piece)), closed)
    if len(positions) < (3 if closed else 2):
        return ""
    return f"M{' '.join(f'{_short(x)} {_short(y)}' for x, y in positions)}{'Z' if closed else ''}"


def _thinned(positions: NDArray[np.float64], closed: bool) -> NDArray[np.float64]:
    line = shapely.simplify(shapely.LineString(positions), _FINEST) if len(positions) > 2 else shapely.LineString(positions)
    thinned = np.asarray(shapely.get_coordinates(line)).round(1)
    return thinned[:-1] if closed else thinned


def _short(number: float) -> str:
    return f"{number + 0.0:.10g}"
