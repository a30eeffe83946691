"""Between the world and the British National Grid, by one operation that is known by name.

PROJ offers several ways from WGS84 to EPSG:27700, from a metre to a hundred apart, and falls back from one to the next without
a word where a grid file is missing. So one operation is picked when a transformer is made, the most accurate that can run here,
and everything that it brings over can say by which way it came.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import shapely
from pyproj.enums import TransformDirection
from pyproj.transformer import TransformerGroup

from ..domain.accuracy import UNTRANSFORMED, Accuracy
from ..domain.boundary import SourceCrs
from ..domain.errors import RedlineError

NATIONAL_GRID = "EPSG:27700"

#: ETRS89 and WGS84 differ by less than a metre, but without a grid PROJ knows only a ballpark way from ETRS89 to the National Grid,
#: which is out by 91 to 137 m; data in ETRS89 therefore goes the way of WGS84.
_SAME_AS_WGS84 = {"EPSG:4258": "EPSG:4326", "OGC:CRS84": "EPSG:4326"}


@dataclass(frozen=True)
class _Operation:
    """A way from one system to the National Grid: PROJ's pipeline, spelled out, and what it is worth."""

    pipeline: str
    accuracy: Accuracy


class Transformer:
    """Brings geometries to EPSG:27700 and back to WGS84.

    ``grid_folders`` are searched for grid files besides PROJ's own folders. Geometries come and go in two dimensions, longitude before
    latitude, easting before northing; arrays of geometries are taken as well. What an operation cannot reach comes back
    with infinite coordinates. Raises RedlineError for a system that PROJ does not know or cannot bring here.
    """

    def __init__(self, grid_folders: Sequence[Path] = ()) -> None:
        self._folders = tuple(str(folder) for folder in grid_folders)

    def accuracy(self, crs: SourceCrs = SourceCrs.WGS84) -> Accuracy:
        """How sure a position from ``crs`` is on the National Grid."""
        return self.accuracy_from(crs.value)

    def accuracy_from(self, crs: str) -> Accuracy:
        """How sure a position from any system that pyproj knows is on the National Grid."""
        return UNTRANSFORMED if _is_national_grid(crs) else _operation(_source(crs), self._folders).accuracy

    def to_national_grid(self, geometry: Any, crs: SourceCrs = SourceCrs.WGS84) -> Any:
        """The geometry, or array of geometries, in EPSG:27700."""
        return self.to_national_grid_from(geometry, crs.value)

    def to_national_grid_from(self, geometry: Any, crs: str) -> Any:
        """The geometry, or array of geometries, from any system that pyproj knows, in EPSG:27700."""
        if _is_national_grid(crs):
            return shapely.force_2d(geometry)
        return self._along(geometry, crs, TransformDirection.FORWARD)

    def to_wgs84(self, geometry: Any) -> Any:
        """The EPSG:27700 geometry, or array of geometries, in longitude and latitude."""
        return self._along(geometry, SourceCrs.WGS84.value, TransformDirection.INVERSE)

    def _along(self, geometry: Any, crs: str, direction: TransformDirection) -> Any:
        operation = pyproj.Transformer.from_pipeline(_operation(_source(crs), self._folders).pipeline)

        def move(coordinates: np.ndarray) -> np.ndarray:
            return np.column_stack(operation.transform(coordinates[:, 0], coordinates[:, 1], direction=direction))

        return shapely.transform(shapely.force_2d(geometry), move)


def _source(crs: str) -> str:
    return _SAME_AS_WGS84.get(crs.upper(), crs)


@lru_cache(maxsize=256)
def _is_national_grid(crs: str) -> bool:
    if crs == NATIONAL_GRID:
        return True
    known = _known(crs)
    return bool(known.equals(pyproj.CRS.from_user_input(NATIONAL_GRID), ignore_axis_order=True)) or known.to_epsg(min_confidence=70) == 27700


@lru_cache(maxsize=256)
def _known(crs: str) -> pyproj.CRS:
    try:
        return pyproj.CRS.from_user_input(crs)
    except pyproj.exceptions.CRSError as error:
        raise RedlineError(f"The coordinate system {crs[:80]!r} is not known to PROJ. Give the data's EPSG code.") from error


@lru_cache(maxsize=64)
def _operation(crs: str, folders: tuple[str, ...]) -> _Operation:
    """The most accurate operation that can run here; never a ballpark one."""
    ways = [_named(way, folders) for way in _available(crs, folders) if way.accuracy is not None and way.accuracy >= 0]
    if not ways:
        raise RedlineError(
            f"PROJ knows no reliable way from {crs[:80]} to the British National Grid. Save the data as EPSG:27700 or EPSG:4326 and try again."
        )
    return min(ways, key=lambda way: way.accuracy.metres or 0.0)


def _available(crs: str, folders: tuple[str, ...]) -> list[pyproj.Transformer]:
    """Every way that PROJ could go with these grid folders in its search path, which is put back as it was."""
    before = pyproj.datadir.get_data_dir()
    pyproj.datadir.set_data_dir(os.pathsep.join((before, *folders)))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # "best transformation is not available": that is what accuracy says
            return list(TransformerGroup(_known(crs), NATIONAL_GRID, always_xy=True).transformers)
    finally:
        pyproj.datadir.set_data_dir(before)


def _named(way: pyproj.Transformer, folders: tuple[str, ...]) -> _Operation:
    """The way with its grids spelled out as paths, so that it means the same whatever PROJ's search path is later."""
    pipeline = way.definition
    grids = [grid.short_name for operation in way.operations or () for grid in operation.grids]
    for grid in grids:
        found = next((path for folder in folders if (path := Path(folder, grid)).is_file()), None)
        if found is not None:
            pipeline = pipeline.replace(f"grids={grid}", f'grids="{found}"')
    name = way.description.replace("axis order change (2D) + ", "")
    return _Operation(pipeline, Accuracy(operation=name, metres=float(way.accuracy), grid=grids[0] if grids else None))
