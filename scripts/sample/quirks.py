"""What other software does to a red line on its way: each quirk of the sample, by name."""

from __future__ import annotations

import json
from typing import Any

import shapely

from .coordinates import Coordinates, as_geojson, each_position


def boundary(site: shapely.Geometry, quirk: str, coordinates: Coordinates) -> Any:
    """The GeoJSON (or what came of it) of a site in EPSG:27700, a Feature unless the quirk says otherwise."""
    if quirk == "null":
        return None
    if quirk == "national grid":
        return _collection(as_geojson(shapely.set_precision(site, 0.001)))
    geometry = _geometry(site, quirk, coordinates)
    if quirk == "collection":
        return _collection(geometry)
    if quirk == "no properties":
        return {"type": "Feature", "geometry": geometry}
    if quirk == "keyed 3857":
        return {"EPSG:3857": _feature(geometry)}
    if quirk == "crs 3857":
        return {**_collection(geometry), "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}}
    if quirk == "text in text":
        return json.dumps(json.dumps(_feature(geometry)))
    return _feature(geometry)


def _geometry(site: shapely.Geometry, quirk: str, coordinates: Coordinates) -> dict[str, Any]:
    """The geometry object alone, its positions as the quirk leaves them."""
    geometry = coordinates.geojson(_crossed(site) if quirk == "bow-tie" else site)
    if quirk == "swapped":
        geometry = each_position(geometry, lambda position: [position[1], position[0]])
    if quirk == "heights":
        geometry = each_position(geometry, lambda position: [*position, 4.2])
    if quirk == "open ring":
        geometry["coordinates"][0].pop()
    if quirk == "closed twice":
        geometry["coordinates"][0].append(geometry["coordinates"][0][-1])
    if quirk == "repeated vertex and spike":
        geometry = coordinates.geojson(_spiked(site))
        geometry["coordinates"][0].insert(1, geometry["coordinates"][0][1])
    return geometry


def _feature(geometry: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": {"planx_user_action": "Drew a custom boundary"}}


def _collection(geometry: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "geometry": geometry, "properties": {"note": "SAMPLE - not a real place"}}],
    }


def _crossed(site: shapely.Geometry) -> shapely.Polygon:
    """Two corners change places."""
    first, second, third, fourth = shapely.get_coordinates(site)[:4]
    return shapely.Polygon((first, third, second, fourth))


def _spiked(site: shapely.Geometry) -> shapely.Polygon:
    """A needle 4 m long and 5 cm wide sticks out of the first side."""
    ring = shapely.get_coordinates(shapely.get_exterior_ring(site))
    start, end = ring[0], ring[1]
    along = (end - start) / shapely.length(shapely.LineString((start, end)))
    away = -along[::-1] * (-1.0, 1.0)
    middle = (start + end) / 2
    out = away if not shapely.intersects(site, shapely.Point(middle + away)) else -away
    return shapely.Polygon((start, middle - 0.025 * along, middle + 4.0 * out, middle + 0.025 * along, *ring[1:]))
