"""An application from a row of a council's own layer, whatever the row calls its columns and however it writes its days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..boundary.mapping import ColumnMapping
from ..boundary.row_reader import application_of_row
from ..constraints.records.record_dates import read_date
from ..domain.application import Application


def council_application(row: Mapping[str, Any], mapping: ColumnMapping) -> Application:
    """The application of a row, without a reference where the row says nothing; ``mapping`` outranks the usual names."""
    known = mapping.over(row)
    days = {column for column in (known.decided, known.submitted) if column}
    told = {name: _as_day(value) if name in days else value for name, value in row.items()}
    return application_of_row(told, mapping) or Application(reference="")


def _as_day(value: object) -> object:
    day = read_date(value) if isinstance(value, str) else None
    return value if day is None else day.isoformat()
