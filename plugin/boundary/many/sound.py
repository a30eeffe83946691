"""Which of many red lines need no second look, and where they lie on the National Grid.

A red line is taken here only where reading it by itself (red_line.py) would use exactly this geometry, without a question to anybody:
whatever is in doubt is left to that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ...arrays import values
from ...domain.accuracy import Accuracy
from ...domain.boundary import SourceCrs
from ...rules.rules import Rules
from ..england import in_england
from ..locate import ENGLAND_DEGREES, ENGLAND_METRES, Box
from ..transformer import Transformer

if TYPE_CHECKING:
    from numpy.typing import NDArray

_OURS = frozenset({"", *(crs.value for crs in SourceCrs)})
_POLYGON, _MULTIPOLYGON = shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON


@dataclass(frozen=True)
class Sound:
    """``boundaries`` are in EPSG:27700, None for what is left to be read by itself; ``accuracies`` are of bringing each of them there."""

    boundaries: NDArray[np.object_]
    accuracies: list[Accuracy | None]


class SoundTest:
    """Looks at many shapes at a time; ``rules`` has the least and the greatest area of a site."""

    def __init__(self, transformer: Transformer, rules: Rules) -> None:
        self._transformer = transformer
        self._least = rules.number("boundary.least-area")
        self._greatest = rules.number("boundary.enormous-site")

    def of(self, shapes: NDArray[np.object_], label: str) -> Sound:
        """``label`` is the coordinate system that the shapes are said to be in, "" for none."""
        boundaries = np.full(len(shapes), None, dtype=object)
        accuracies: list[Accuracy | None] = [None] * len(shapes)
        kinds = shapely.get_type_id(shapes)
        rows = np.flatnonzero(((kinds == _POLYGON) | (kinds == _MULTIPOLYGON)) & shapely.is_valid(shapes) & ~shapely.is_empty(shapes))
        flat = shapely.force_2d(shapes[rows])
        once = ~_repeats_a_vertex(flat)
        rows, flat = rows[once], flat[once]
        if label in _OURS:
            metres, degrees = _within(flat, ENGLAND_METRES), _within(flat, ENGLAND_DEGREES)
            moved = self._transformer.to_national_grid(flat[degrees], SourceCrs.WGS84)
            parts = [
                (rows[metres], flat[metres], self._transformer.accuracy(SourceCrs.NATIONAL_GRID)),
                (rows[degrees], _still_valid(moved), self._transformer.accuracy(SourceCrs.WGS84)),
            ]
        else:
            moved = self._transformer.to_national_grid_from(flat, label)
            parts = [(rows, _still_valid(moved), self._transformer.accuracy_from(label))]
        for of_part, placed, accuracy in parts:
            sites = np.flatnonzero(self._are_sites(placed))
            boundaries[of_part[sites]] = _lone_polygons(placed[sites])
            for row in values(of_part[sites]):
                accuracies[row] = accuracy
        return Sound(boundaries, accuracies)

    def _are_sites(self, shapes: NDArray[np.object_]) -> NDArray[np.bool_]:
        """Which shapes in EPSG:27700 are plainly sites in England."""
        areas = shapely.area(shapes)
        counts = shapely.get_num_coordinates(shapes)
        coordinates = np.vstack([shapely.get_coordinates(shapes), [[np.nan, np.nan]]])
        east, north = coordinates[np.where(counts > 0, np.cumsum(counts) - counts, -1)].T
        sizes = (areas >= self._least) & (areas <= self._greatest)
        may_be_swapped = in_england(north, east) & ~in_england(east, north)
        result: NDArray[np.bool_] = sizes & _within(shapes, ENGLAND_METRES) & ~may_be_swapped
        return result


def _lone_polygons(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """The same, where a multipolygon of one polygon is that polygon."""
    lone = (shapely.get_type_id(shapes) == _MULTIPOLYGON) & (shapely.get_num_geometries(shapes) == 1)
    if lone.any():
        shapes[lone] = shapely.get_geometry(shapes[lone], 0)
    return shapes


def _still_valid(moved: NDArray[np.object_]) -> NDArray[np.object_]:
    """What came through a transformation whole, an empty polygon for the others."""
    whole = moved.copy()
    whole[~shapely.is_valid(moved)] = shapely.Polygon()
    return whole


def _within(shapes: NDArray[np.object_], box: Box) -> NDArray[np.bool_]:
    west, south, east, north = shapely.bounds(shapes).reshape(-1, 4).T
    result: NDArray[np.bool_] = (west >= box.x[0]) & (east <= box.x[1]) & (south >= box.y[0]) & (north <= box.y[1])
    return result


def _repeats_a_vertex(shapes: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Whether a vertex stands twice in a row."""
    coordinates, owners = shapely.get_coordinates(shapes, return_index=True)
    again = (coordinates[1:] == coordinates[:-1]).all(axis=1) & (owners[1:] == owners[:-1])
    repeats = np.zeros(len(shapes), dtype=np.bool_)
    repeats[owners[1:][again]] = True
    return repeats
