"""Makes geometries fit for screening and says what had to be changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ...arrays import values

_COLLECTION = 7
_LINEAR_RING = 2
#: Type numbers of simple geometries, and what makes one of many.
_KINDS: tuple[tuple[tuple[int, ...], Callable[[list[Any]], shapely.Geometry]], ...] = (
    ((3,), shapely.MultiPolygon),
    ((1, 2), shapely.MultiLineString),
    ((0,), shapely.MultiPoint),
)


@dataclass(frozen=True)
class Repaired:
    """Valid geometries, None where nothing was left; ``reasons`` has why, by the position of each that was changed."""

    geometries: NDArray[np.object_]
    reasons: dict[int, str]


def repair(geometries: NDArray[np.object_]) -> Repaired:
    """Repair what is invalid (structure method of make_valid) and keep of a collection its polygons, else lines, else points."""
    result = geometries.copy()
    types = shapely.get_type_id(geometries)
    broken = ~shapely.is_valid(geometries) & ~shapely.is_missing(geometries)
    reasons: dict[int, str] = {}
    for position in values(np.flatnonzero(broken | (types == _COLLECTION) | (types == _LINEAR_RING))):
        whole = geometries[position]
        reasons[position] = (
            str(shapely.is_valid_reason(whole))
            if broken[position]
            else "A collection: only its polygons, else its lines, else its points were kept"
        )
        mended = shapely.make_valid(whole, method="structure", keep_collapsed=False) if broken[position] else whole
        result[position] = one_kind(mended)
    return Repaired(result, reasons)


def one_kind(geometry: shapely.Geometry) -> shapely.Geometry | None:
    """The polygons of a geometry as one, or else its lines, or else its points; None where there is nothing."""
    parts = _parts(geometry)
    for kinds, make in _KINDS:
        chosen = [part for part in parts if shapely.get_type_id(part) in kinds]
        if len(chosen) == 1:
            return chosen[0]
        if chosen:
            joined = make(chosen)
            return joined if shapely.is_valid(joined) else shapely.union_all(chosen)
    return None


def _parts(geometry: shapely.Geometry) -> list[shapely.Geometry]:
    """The simple parts, out of collections within collections."""
    simple: list[shapely.Geometry] = []
    for part in values(shapely.get_parts(geometry)):
        if part.is_empty:
            continue
        if shapely.get_type_id(part) >= 4:
            simple.extend(_parts(part))
        else:
            simple.append(part)
    return simple
