"""Geometries taken apart into single ones: quickly where there is nothing to take apart, which is nearly always."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

_POLYGON = shapely.GeometryType.POLYGON


def single_parts(geometries: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.intp]]:
    """The non-empty single geometries of any geometries, however deeply nested, and the position that each comes from."""
    owners: NDArray[np.intp] = np.arange(len(geometries))
    while len(geometries) and int(shapely.get_type_id(geometries).max()) > _POLYGON:
        geometries, of = shapely.get_parts(geometries, return_index=True)
        owners = owners[of]
    empty = shapely.is_empty(geometries)
    if empty.any():
        geometries, owners = geometries[~empty], owners[~empty]
    return geometries, owners


def rings_of(polygons: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.intp], NDArray[np.bool_]]:
    """The rings of single polygons, the position of the polygon that each is of, and whether it is the outer one."""
    if not shapely.get_num_interior_rings(polygons).any():
        return shapely.get_exterior_ring(polygons), np.arange(len(polygons)), np.ones(len(polygons), dtype=np.bool_)
    rings, owners = shapely.get_rings(polygons, return_index=True)
    return rings, owners, np.diff(owners, prepend=-1) != 0
