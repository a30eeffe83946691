"""Columns of many sites as rows of Python values, for files that are written row by row."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ...arrays import values
from ...reports.many_table import Coded, Column
from ...reports.table import Cell, Columns


def rows_of(columns: Mapping[str, Column], named: Columns) -> list[tuple[Cell, ...]]:
    """The rows of the ``named`` columns, in their order; None where there is no figure."""
    return list(zip(*(_values(columns[name]) for name, _ in named)))


def _values(column: Column) -> Sequence[Any]:
    if isinstance(column, Coded):
        return column.values()
    if isinstance(column, list):
        return column
    if column.dtype.kind != "f":
        return values(column)
    return [None if math.isnan(number) else number for number in values(column)]
