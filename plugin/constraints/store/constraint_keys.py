"""Which entities are one real constraint.

The point and the outline of one listed building are one, by its list entry number; so are two records of one conservation area
(Historic England's and the council's), which are told by their areas: each overlaps the other by nine tenths at least.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from ...arrays import values
from ...domain.dataset import Dataset
from ..records.record import Record
from ..records.record_fields import normalised

LISTED = "listed"
CONSERVATION_AREA = "conservation-area"
#: How much of each of two conservation areas must lie in the other. Source: the platform's own reconciliation of duplicates.
MUTUAL_OVERLAP = 0.9


def constraint_key(dataset: Dataset, record: Record, number: int) -> str:
    """The key that a record has by itself."""
    if dataset.constraint == LISTED:
        entry = record.reference if dataset.slug == "listed-building" else _list_entry(record)
        if entry:
            return f"{LISTED}:{entry}"
    return f"{dataset.slug}:{number}"


def _list_entry(record: Record) -> str:
    for name, text in record.attributes.items():
        if normalised(name) == "listed_building":
            return text.rpartition(":")[2].strip()
    return ""


def twins(areas: NDArray[np.object_]) -> list[list[int]]:
    """The groups of positions whose areas overlap mutually by nine tenths or more; those by themselves are left out."""
    tree = shapely.STRtree(areas)
    first, second = tree.query(areas, predicate="intersects")
    later = first < second
    first, second = first[later], second[later]
    sizes = shapely.area(areas)
    alike = np.minimum(sizes[first], sizes[second]) >= MUTUAL_OVERLAP * np.maximum(sizes[first], sizes[second])
    first, second = first[alike], second[alike]
    shared = shapely.area(shapely.intersection(areas[first], areas[second]))
    same = (shared >= MUTUAL_OVERLAP * np.maximum(sizes[first], sizes[second])) & (shared > 0)
    leaders: dict[int, int] = {}

    def leader(position: int) -> int:
        while position in leaders:
            position = leaders[position]
        return position

    for one, other in zip(values(first[same]), values(second[same])):
        low, high = sorted((leader(one), leader(other)))
        if low != high:
            leaders[high] = low
    groups: dict[int, list[int]] = {}
    for position in sorted({*leaders, *leaders.values()}):
        groups.setdefault(leader(position), []).append(position)
    return list(groups.values())
