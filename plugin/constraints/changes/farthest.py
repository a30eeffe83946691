"""How far two shapes lie apart at most, by the corners of either."""

from __future__ import annotations

import math

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from ...arrays import as_array


def farthest(one: BaseGeometry, other: BaseGeometry) -> float:
    """The greatest distance (metres) of a corner of either shape from the other's edge; infinite where only one of them has an edge.

    What is asked of a shape of many corners goes through an index of its edges, so that it takes seconds and not hours.
    """
    return max(_from_corners(one, other), _from_corners(other, one))


def _from_corners(one: BaseGeometry, other: BaseGeometry) -> float:
    corners = as_array(shapely.points(shapely.get_coordinates(one)))
    edges = _edges(other)
    if len(corners) == 0 or len(edges) == 0:
        return 0.0 if len(corners) == len(edges) else math.inf
    _, distances = shapely.STRtree(edges).query_nearest(corners, all_matches=False, return_distance=True)
    return float(np.max(distances))


def _edges(shape: BaseGeometry) -> NDArray[np.object_]:
    """Every edge as a line of its own; of points the points."""
    lines = as_array(shapely.get_parts(shape.boundary if shape.geom_type.endswith("Polygon") else shape))
    if shape.geom_type.endswith("Point"):
        return lines
    coordinates, owners = shapely.get_coordinates(lines, return_index=True)
    follows = owners[1:] == owners[:-1]
    pairs = np.stack([coordinates[:-1][follows], coordinates[1:][follows]], axis=1)
    return as_array(shapely.linestrings(pairs))
