"""A table with every safe fix made: the same things said in the standard's own way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import shapely

from ...arrays import values
from .placed_shapes import PlacedShapes
from .shape_checks import made_right
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
        texts = {field.name: _mended_value(row, field, today) for field in fields if row[field.name]}
        places += sum(texts[name] != row[name] for name in texts)
        rows.append(StandardRow(row.number, texts))
    placed = {}
    for field in (field for field in table.standard.fields if field.name in table.placed):
        placed[field.name] = _mended_shapes(table.placed[field.name], field)
        given, made = table.placed[field.name].shapes, placed[field.name].shapes
        places += sum(before is not after for before, after in zip(values(given), values(made)))
    return replace(table, rows=tuple(rows), placed=placed), places


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
    for position in values(np.flatnonzero(~shapely.is_missing(shapes))):
        shapes[position] = made_right(shapes[position], field) or shapes[position]
    unplaced = {position: why for position, why in placed.unplaced.items() if position not in placed.flipped}
    return replace(placed, shapes=shapes, unplaced=unplaced, flipped={}, in_geojson=0)
