"""A boundary as GeoJSON in longitude and latitude, for back offices and maps elsewhere."""

from __future__ import annotations

from typing import Any

import shapely
import shapely.geometry
from shapely.geometry.base import BaseGeometry

from .transformer import Transformer

#: Eight decimals of a degree are about a millimetre, well inside the 0.02 m that a round trip may move a vertex.
_DECIMALS = 8


def to_geojson(national_grid: BaseGeometry, transformer: Transformer) -> dict[str, Any]:
    """One GeoJSON Feature for a geometry in EPSG:27700, its parts and holes kept. Coordinates are WGS84, longitude first."""
    degrees = transformer.to_wgs84(national_grid)
    rounded = shapely.transform(degrees, lambda coordinates: coordinates.round(_DECIMALS))
    geometry = shapely.geometry.mapping(rounded)
    return {"type": "Feature", "properties": {}, "geometry": {"type": geometry["type"], "coordinates": _listed(geometry["coordinates"])}}


def _listed(coordinates: Any) -> Any:
    return [_listed(item) for item in coordinates] if isinstance(coordinates, tuple) else coordinates
