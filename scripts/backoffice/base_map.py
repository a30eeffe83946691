"""The map that the back office has of its borough: a GeoPackage in EPSG:27700, read piece by piece."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from plugin.constraints.geopackage.geopackage_blob import decoded
from plugin.reports.change_map.surroundings import Feature, Surroundings
from plugin.sqlite_uri import sqlite_uri

FILE_NAME = "basemap.gpkg"
#: Layers of the file, all with the columns geom and name; those that it lacks are not drawn.
_LAYERS = ("water", "park", "parcel", "road", "railway", "building")
_NEAR = {
    layer: f"""
SELECT l.geom, l.name FROM {layer} l JOIN rtree_{layer}_geom r ON r.id = l.fid
WHERE r.maxx >= :west AND r.minx <= :east AND r.maxy >= :south AND r.miny <= :north LIMIT 4000
"""
    for layer in _LAYERS
}
_DESCRIBED = "SELECT description FROM gpkg_contents WHERE description <> '' LIMIT 1"
_NOWHERE = {"west": 0.0, "south": 0.0, "east": 0.0, "north": 0.0}
_TABLES = "SELECT name FROM sqlite_master WHERE name LIKE 'rtree_%'"


class BaseMap:
    """The file in the back office's folder; where there is none, nothing lies around a site."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    def take(self, path: Path) -> None:
        """Keep a copy of this file. Raises OSError, and ValueError for one that cannot be drawn."""
        with path.open("rb"), closing(_opened(path)) as connection:
            try:
                there = _layers_of(connection)
                for layer in there:
                    connection.execute(_NEAR[layer], _NOWHERE).fetchall()
            except sqlite3.Error as error:
                raise ValueError(f"it is no GeoPackage with columns fid, geom and name ({error}).") from error
        if not there:
            raise ValueError(f"it has none of the layers {', '.join(_LAYERS)}.")
        shutil.copyfile(path, self._path)

    def around(self, ground: BaseGeometry) -> Surroundings:
        """What lies on a piece of ground."""
        if not self._path.is_file():
            return Surroundings()
        west, south, east, north = ground.bounds
        box = {"west": west, "south": south, "east": east, "north": north}
        with closing(_opened(self._path)) as connection:
            features = {layer: _features(connection.execute(_NEAR[layer], box).fetchall()) for layer in _layers_of(connection)}
            described = connection.execute(_DESCRIBED).fetchone()
        return Surroundings(features, described[0] if described else "")


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(sqlite_uri(path.resolve(), "mode=ro&immutable=1"), uri=True)


def _layers_of(connection: sqlite3.Connection) -> list[str]:
    there = {row[0] for row in connection.execute(_TABLES)}
    return [layer for layer in _LAYERS if f"rtree_{layer}_geom" in there]


def _features(rows: Sequence[tuple[bytes | None, str | None]]) -> list[Feature]:
    return [Feature(decoded(blob), name or "") for blob, name in rows if blob is not None]
