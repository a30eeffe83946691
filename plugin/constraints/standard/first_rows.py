"""How the columns of a layer begin: enough of it to say which column is which field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from ..records.record import Record
from .standard_table import is_point

_ROWS, _VALUES = 200, 3


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
    values: dict[str, list[str]] = {name: [] for name in declared}
    outlines = points = False
    for record in islice(records, _ROWS):
        for name, text in record.attributes.items():
            found = values.setdefault(name, [])
            if len(found) < _VALUES and text not in found:
                found.append(text)
        is_spot = is_point(record.geometry)
        outlines = outlines or (record.geometry is not None and not is_spot)
        points = points or is_spot or record.point is not None
    return FirstRows(tuple(values), {name: tuple(found) for name, found in values.items()}, outlines, points)
