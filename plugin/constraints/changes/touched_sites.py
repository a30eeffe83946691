"""Which sites lie where constraints have changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

import numpy as np
import shapely

from ...arrays import values
from ...domain.entity_change import DatasetChanges, EntityChange

Name = TypeVar("Name")


def touched_sites(
    changes: Iterable[DatasetChanges], sites: Mapping[Name, shapely.Geometry], within_m: float
) -> dict[Name, tuple[EntityChange, ...]]:
    """The sites that have a changed record within a distance (metres), as it was or as it is; each with its changes, in their order.

    ``sites`` are red lines in EPSG:27700 by whatever names them. Sites that nothing touches are left out.
    """
    names = list(sites)
    told = [change for each in changes for change in each.changes]
    shapes = [(number, shape) for number, change in enumerate(told) for shape in change.shapes]
    if not names or not shapes:
        return {}
    tree = shapely.STRtree(np.array([sites[name] for name in names], dtype=object))
    at, site = tree.query(np.array([shape for _, shape in shapes], dtype=object), predicate="dwithin", distance=within_m)
    met: dict[int, set[int]] = {}
    for position, number in zip(values(site), values(at)):
        met.setdefault(position, set()).add(shapes[number][0])
    return {names[position]: tuple(told[number] for number in sorted(met[position])) for position in sorted(met)}
