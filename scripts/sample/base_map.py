"""The map under the sample borough: one GeoPackage with land, water, parks, roads, railway, buildings and parcels."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import numpy as np
import shapely
import shapely.ops

from plugin.constraints.geopackage.geopackage import GeoPackageWriter
from plugin.constraints.geopackage.geopackage_layer import Column
from plugin.constraints.geopackage.geopackage_sql import GeometryType
from plugin.domain.clock import FixedClock

from . import landscape
from .landscape import Landscape
from .town import Place, Town

FILE_NAME = "basemap.gpkg"
#: Drawn in this order, the last on top.
LAYERS = ("land", "water", "park", "parcel", "road", "railway", "building")
_GEOMETRY = {"road": GeometryType.MULTILINESTRING, "railway": GeometryType.MULTILINESTRING}
#: The file says when it was made; a sample always says the same.
DRAWN_AT = datetime(2026, 11, 1, tzinfo=timezone.utc)


def write(path: Path, ground: Landscape, town: Town, random_numbers: random.Random) -> None:
    """Write the GeoPackage (EPSG:27700, columns name and kind), in place of one that is there."""
    features = {
        "land": list(_land(ground, town, random_numbers)),
        "water": list(_water(ground)),
        "park": list(_parks(ground, town)),
        "parcel": [Place(plot.parcel, plot.address, plot.kind) for plot in town.plots],
        "road": [Place(road.line, road.name, road.kind) for road in town.roads],
        "railway": [Place(ground.railway, "Saltmere Branch (sample)", "railway")],
        "building": list(_buildings(ground, town)),
    }
    with GeoPackageWriter(path, FixedClock(DRAWN_AT)) as package:
        for layer in LAYERS:
            kind = _GEOMETRY.get(layer, GeometryType.MULTIPOLYGON)
            places = [place for place in features[layer] if not shapely.is_empty(place.shape)]
            sink = package.add_layer(layer, kind, (Column("name"), Column("kind")), "SAMPLE - not a real place")
            sink.append(np.array([_only(place, kind) for place in places]), [(place.name, place.kind) for place in places])


def _only(place: Place, kind: GeometryType) -> shapely.Geometry:
    """The parts that suit the layer: cutting shapes apart leaves stray points and lines."""
    parts: list[Any] = list(shapely.get_parts(place.shape))
    if kind is GeometryType.MULTILINESTRING:
        return shapely.MultiLineString([part for part in parts if part.geom_type == "LineString"])
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])


def _land(ground: Landscape, town: Town, random_numbers: random.Random) -> Iterator[Place]:
    yield Place(ground.land, "Saltmere (sample)", "island")
    yield Place(ground.beach, "", "beach")
    yield from _fields(ground, random_numbers)
    yield Place(shapely.union_all([ground.quays, ground.causeway]), "", "quay")
    yield Place(shapely.union_all([shapely.buffer(block.shape, 6.0, join_style="mitre") for block in town.blocks]), "Saltmere", "built-up")


def _fields(ground: Landscape, random_numbers: random.Random) -> Iterator[Place]:
    """Fields of uneven size and shape with hedges between them."""
    seeds = [
        (east + random_numbers.uniform(-85.0, 85.0), north + random_numbers.uniform(-75.0, 75.0))
        for east in np.arange(566200.0, 573400.0, 240.0)
        for north in np.arange(365300.0, 372200.0, 205.0)
    ]
    kept_free = [
        ground.wood,
        ground.copse,
        ground.park,
        shapely.buffer(ground.river, 16.0),
        shapely.buffer(ground.railway, 9.0),
        shapely.buffer(ground.core, 20.0),
    ]
    kept_free += [shapely.buffer(ground.built_up, 12.0), shapely.buffer(ground.village, 15.0)]
    kept_free += [shapely.buffer(line, 8.0) for _, line in ground.highways]
    farmland = shapely.difference(shapely.buffer(ground.shore, -70.0), shapely.union_all(kept_free))
    shapely.prepare(farmland)
    for cell in shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(seeds))):
        if not shapely.intersects(farmland, cell):
            continue
        for field in shapely.get_parts(shapely.intersection(shapely.buffer(cell, -2.2), farmland)):
            if field.area > 2500.0:
                yield Place(field, "", random_numbers.choice(("arable", "arable", "pasture", "pasture", "meadow", "fallow")))


def _water(ground: Landscape) -> Iterator[Place]:
    yield Place(shapely.difference(landscape.SEA, shapely.union_all([ground.land, ground.beach])), "The Wide Mere (sample)", "sea")
    yield Place(ground.river, "River Salt", "river")
    yield Place(shapely.difference(ground.harbour, ground.quays), "Saltmere Harbour", "harbour")
    yield Place(ground.lake, "Hall Lake", "lake")


def _parks(ground: Landscape, town: Town) -> Iterator[Place]:
    riverside = shapely.difference(shapely.intersection(shapely.buffer(ground.river, 16.0), ground.built_up), ground.river)
    yield Place(shapely.difference(riverside, ground.harbour), "Riverside Walk", "park")
    yield Place(ground.wood, "Sallow Wood", "wood")
    yield Place(ground.copse, "Tidewaiter's Copse", "wood")
    yield Place(shapely.difference(ground.park, ground.lake), "Saltmere Hall Park", "park")
    yield from town.places


def _buildings(ground: Landscape, town: Town) -> Iterator[Place]:
    for plot in town.plots:
        yield Place(plot.house, plot.address, plot.kind)
        yield from (Place(outbuilding, "", "outbuilding") for outbuilding in plot.outbuildings)
    yield from town.landmarks
    hall = [(6170, 4180), (6226, 4196), (6222, 4211), (6190, 4202), (6182, 4230), (6166, 4226), (6174, 4197), (6166, 4195)]
    yield Place(shapely.Polygon(landscape.local(hall)), "Saltmere Hall", "hall")
    station = shapely.buffer(
        shapely.offset_curve(shapely.ops.substring(ground.railway, ground.railway.length - 130.0, ground.railway.length - 8.0), 10.0),
        5.5,
        cap_style="flat",
    )
    yield Place(station, "Saltmere Station", "station")
