"""A table with every safe fix made: the same things said in the standard's own way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import shapely

from .placed_shapes import PlacedShapes
from .shape_checks import made_right
from .standard import StandardField
from .standard_table import StandardRow, StandardTable
from .value_checks import check_value

#: One mend may show the next: spaces, then a date.
_MOST_MENDS = 5


@dataclass(frozen=True)
class RowFix:
    """What a safe fix makes of one field of a row: texts, or shapes in EPSG:27700 (``before`` None for one that can't be placed).

    ``is_exchanged`` where the two coordinates of each corner are exchanged.
    """

    row: int
    field: str
    before: str | shapely.Geometry | None
    after: str | shapely.Geometry
    is_exchanged: bool = False

    @property
    def is_shape(self) -> bool:
        return not isinstance(self.after, str)


def fixes_between(given: StandardTable, made: StandardTable) -> tuple[RowFix, ...]:
    """Where a table was mended, row by row."""
    fixes: list[RowFix] = []
    for position, (before, after) in enumerate(zip(given.rows, made.rows)):
        fixes.extend(RowFix(before.number, name, before[name], after[name]) for name in after.values if after[name] != before[name])
        for name, placed in made.placed.items():
            was, now = given.placed[name].shapes[position], placed.shapes[position]
            if now is not was:
                fixes.append(RowFix(before.number, name, was, now, position in given.placed[name].flipped))
    return tuple(fixes)


def mended(table: StandardTable, today: date) -> tuple[StandardTable, tuple[RowFix, ...]]:
    """The table with what can be mended without changing what it says, and where that was."""
    fields = [field for field in table.standard.fields if table.has(field.name) and not field.is_geometry]
    rows = tuple(
        StandardRow(row.number, {field.name: _mended_value(row, field, today) for field in fields if row[field.name]}) for row in table.rows
    )
    shapes = [field for field in table.standard.fields if field.name in table.placed]
    made = replace(table, rows=rows, placed={field.name: _mended_shapes(table.placed[field.name], field) for field in shapes})
    return made, fixes_between(table, made)


def _mended_value(row: StandardRow, field: StandardField, today: date) -> str:
    text = row[field.name]
    for _ in range(_MOST_MENDS):
        fixes = [issue.fix for issue in check_value(row.number, field, text, today) if issue.fix is not None]
        if not fixes:
            break
        text = fixes[0].after
    return text


def _mended_shapes(placed: PlacedShapes, field: StandardField) -> PlacedShapes:
    """What can't be repaired stays as it was, so that it is told and not lost."""
    shapes = placed.shapes.copy()
    for position, shape in placed.flipped.items():
        shapes[position] = shape
    right = made_right(shapes, field)
    shapes = np.where(shapely.is_missing(right), shapes, right)
    unplaced = {position: why for position, why in placed.unplaced.items() if position not in placed.flipped}
    return replace(placed, shapes=shapes, unplaced=unplaced, flipped={}, in_geojson=0)
