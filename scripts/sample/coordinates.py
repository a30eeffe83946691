"""Sample geometry, drawn in EPSG:27700, written as other people's software writes it."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from plugin.boundary.transformer import Transformer

#: Decimals of a degree: a tenth of a millimetre, so that a sliver keeps its width.
DECIMALS = 9
_OPENLAYERS_RADIUS = 6371008.8


class Coordinates:
    """Turns EPSG:27700 into GeoJSON in WGS84, with the very operation that Redline brings it back by."""

    def __init__(self, transformer: Transformer) -> None:
        self._transformer = transformer

    def degrees(self, geometry: shapely.Geometry) -> shapely.Geometry:
        """The geometry in WGS84, rounded to what is written."""
        rounded: shapely.Geometry = shapely.transform(self._transformer.to_wgs84(geometry), lambda points: np.round(points, DECIMALS))
        return rounded

    def geojson(self, geometry: shapely.Geometry) -> dict[str, Any]:
        return as_geojson(self.degrees(geometry))

    def longitude_latitude(self, east: float, north: float) -> tuple[float, float]:
        point = self.degrees(shapely.Point(east, north))
        return float(shapely.get_x(point)), float(shapely.get_y(point))

    def declared_area(self, geometry: shapely.Geometry) -> float:
        """Square metres as the applicant's drawing tool gives them: on a sphere, as OpenLayers computes."""
        return round(sum(_spherical(polygon) for polygon in shapely.get_parts(self.degrees(geometry))), 2)


def as_geojson(geometry: shapely.Geometry) -> dict[str, Any]:
    """The geometry object with lists in place of tuples."""
    interface: Any = geometry
    mapped = interface.__geo_interface__
    return {"type": mapped["type"], "coordinates": _lists(mapped["coordinates"])}


def each_position(geometry: dict[str, Any], change: Callable[[list[float]], list[float]]) -> dict[str, Any]:
    """The same GeoJSON geometry with every position changed."""

    def walk(value: Any) -> Any:
        return change(value) if isinstance(value[0], (int, float)) else [walk(part) for part in value]

    return {"type": geometry["type"], "coordinates": walk(geometry["coordinates"])}


def _lists(value: Any) -> Any:
    return [_lists(part) for part in value] if isinstance(value, (list, tuple)) else value


def _spherical(polygon: shapely.Polygon) -> float:
    outer = _ring_area(shapely.get_coordinates(polygon.exterior))
    return outer - sum(_ring_area(shapely.get_coordinates(ring)) for ring in polygon.interiors)


def _ring_area(ring: NDArray[np.float64]) -> float:
    """ol/sphere.getArea of one ring of (longitude, latitude)."""
    longitude, latitude = np.radians(ring[:, 0]), np.radians(ring[:, 1])
    total = float(np.sum((longitude[1:] - longitude[:-1]) * (2.0 + np.sin(latitude[:-1]) + np.sin(latitude[1:]))))
    return math.fabs(total) * _OPENLAYERS_RADIUS**2 / 2.0
