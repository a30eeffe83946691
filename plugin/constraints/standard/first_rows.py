"""How the columns of a layer begin: enough of it to say which column is which field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

import shapely

from ...arrays import values as values_of
from ..geopackage.geopackage_blob import decoded_all
from ..records.record import Record
from ..store.stored_record import StoredRecord
from .standard_table import is_point

_ROWS, _VALUES = 200, 3
_POINT, _NONE = 0, -1


@dataclass(frozen=True)
class FirstRows:
    """``columns`` as the layer names them, ``values`` the first different ones of each; ``has_outlines`` and ``has_points`` tell which
    shapes were met."""

    columns: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]
    has_outlines: bool
    has_points: bool


def first_rows(records: Iterable[Record], declared: Iterable[str]) -> FirstRows:
    """What the first rows tell; ``declared`` are the columns that the source names itself. Raises what reading raises."""
    first = list(islice(records, _ROWS))
    outlines = points = False
    for record in first:
        is_spot = is_point(record.geometry)
        outlines = outlines or (record.geometry is not None and not is_spot)
        points = points or is_spot or record.point is not None
    values = _first_values((record.attributes for record in first), declared)
    return FirstRows(tuple(values), values, outlines, points)


def first_stored_rows(records: Iterable[StoredRecord]) -> FirstRows:
    """The same of a dataset of a store. Raises StoreError."""
    first = list(islice(records, _ROWS))
    kinds = set(values_of(shapely.get_type_id(decoded_all([record.shape for record in first]))))
    values = _first_values((record.attributes for record in first), ())
    return FirstRows(tuple(values), values, bool(kinds - {_POINT, _NONE}), _POINT in kinds)


def _first_values(rows: Iterable[Mapping[str, str]], declared: Iterable[str]) -> dict[str, tuple[str, ...]]:
    values: dict[str, list[str]] = {name: [] for name in declared}
    for row in rows:
        for name, text in row.items():
            found = values.setdefault(name, [])
            if len(found) < _VALUES and text not in found:
                found.append(text)
    return {name: tuple(found) for name, found in values.items()}
