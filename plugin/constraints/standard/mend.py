"""A table with every safe fix made: the same things said in the standard's own way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import shapely
from numpy.typing import NDArray

from ..store.geometry_repair import repair
from .standard import StandardField
from .standard_table import StandardRow, StandardTable
from .value_checks import check_value

#: One mend may show the next: spaces, then a date.
_MOST_MENDS = 5


def mended(table: StandardTable, today: date) -> tuple[StandardTable, int]:
    """The table with what can be mended without changing what it says, and in how many places that was."""
    fields = [field for field in table.standard.fields if table.has(field.name) and not field.is_geometry]
    rows, places = [], 0
    for row in table.rows:
        values = {field.name: _mended_value(row, field, today) for field in fields if row[field.name]}
        places += sum(values[name] != row[name] for name in values)
        rows.append(StandardRow(row.number, values))
    shapes: dict[str, NDArray[np.object_]] = {}
    for name, given in table.shapes.items():
        repaired = repair(given)
        shapes[name] = repaired.geometries
        places += sum(1 for position in repaired.reasons if repaired.geometries[position] is not None)
    return replace(table, rows=tuple(rows), shapes=_kept(shapes, table.shapes)), places


def _mended_value(row: StandardRow, field: StandardField, today: date) -> str:
    text = row[field.name]
    for _ in range(_MOST_MENDS):
        fixes = [issue.fix for issue in check_value(row.number, field, text, today) if issue.fix is not None]
        if not fixes:
            break
        text = fixes[0].after
    return text


def _kept(shapes: Mapping[str, NDArray[np.object_]], given: Mapping[str, NDArray[np.object_]]) -> dict[str, NDArray[np.object_]]:
    """What can't be repaired stays as it was, so that it is told and not lost."""
    return {name: np.where(shapely.is_missing(shapes[name]), given[name], shapes[name]) for name in shapes}
