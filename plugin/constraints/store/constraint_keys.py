"""Which entities are one real constraint.

The point and the outline of one listed building are one, by its list entry number; so are two records of one conservation area
(Historic England's and the council's), which are told by their areas: each overlaps the other by nine tenths at least.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from ...arrays import as_array, values
from ...domain.dataset import Dataset, kind_of
from ..records.record import Record
from ..records.record_fields import normalised

LISTED = "listed"
CONSERVATION_AREA = "conservation-area"
#: How much of each of two conservation areas must lie in the other. Source: the platform's own reconciliation of duplicates.
MUTUAL_OVERLAP = 0.9


def constraint_key(dataset: Dataset, record: Record, number: int) -> str:
    """The key that a record has by itself."""
    if dataset.constraint == LISTED:
        entry = record.reference if kind_of(dataset.slug) == "listed-building" else _list_entry(record)
        if entry:
            return f"{LISTED}:{entry}"
    return f"{dataset.slug}:{number}"


def _list_entry(record: Record) -> str:
    for name, text in record.attributes.items():
        if normalised(name) == "listed_building":
            return text.rpartition(":")[2].strip()
    return ""


def may_be_twins(boxes: NDArray[np.float64], sizes: NDArray[np.float64]) -> NDArray[np.int64]:
    """Pairs (n, 2) of positions whose boxes (west, south, east, north) and areas (m2) do not rule out a mutual overlap of nine tenths."""
    tree = shapely.STRtree(as_array(shapely.box(*boxes.T)))
    pairs = np.asarray(tree.query(tree.geometries, predicate="intersects")).T
    pairs = pairs[pairs[:, 0] < pairs[:, 1]]
    one, other = boxes[pairs[:, 0]], boxes[pairs[:, 1]]
    sides = np.minimum(one[:, 2:], other[:, 2:]) - np.maximum(one[:, :2], other[:, :2])
    needed = MUTUAL_OVERLAP * sizes[pairs].max(axis=1)
    chosen: NDArray[np.int64] = pairs[(sizes[pairs].min(axis=1) >= needed) & (sides.prod(axis=1) >= needed) & (needed > 0)]
    return chosen


def are_twins(one: NDArray[np.object_], other: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Which areas, each with the one beside it, overlap mutually by nine tenths or more."""
    shared = shapely.area(shapely.intersection(one, other))
    same: NDArray[np.bool_] = (shared >= MUTUAL_OVERLAP * np.maximum(shapely.area(one), shapely.area(other))) & (shared > 0)
    return same


def grouped(pairs: NDArray[np.int64]) -> list[list[int]]:
    """The groups of positions that pairs (n, 2) join together."""
    leaders: dict[int, int] = {}

    def leader(position: int) -> int:
        while position in leaders:
            position = leaders[position]
        return position

    for one, other in zip(values(pairs[:, 0]), values(pairs[:, 1])):
        low, high = sorted((leader(one), leader(other)))
        if low != high:
            leaders[high] = low
    groups: dict[int, list[int]] = {}
    for position in sorted({*leaders, *leaders.values()}):
        groups.setdefault(leader(position), []).append(position)
    return list(groups.values())
