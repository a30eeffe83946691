"""Reading the dated rule tables, with every fault in them said by file and line."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from ..domain.errors import RedlineError
from .rule_row import RuleRow

COLUMNS = ("code", "value", "unit", "valid_from", "valid_to", "source", "checked_on", "sure", "date_basis")


def read_rule_table(path: Path) -> tuple[RuleRow, ...]:
    """The rows of one table; a RedlineError names the file and the line that can't be used."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise RedlineError(f"The rule table {path.name} must have the columns {', '.join(COLUMNS)}. Install Redline again.")
            return tuple(_row(path, reader.line_num, record) for record in reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RedlineError(f"The rule table {path.name} can't be read: {error}. Install Redline again.") from error


def _row(path: Path, line: int, record: Mapping[str, str | None]) -> RuleRow:
    def text(column: str) -> str:
        return (record.get(column) or "").strip()

    try:
        end = text("valid_to")
        row = RuleRow(
            code=text("code"),
            value=text("value"),
            unit=text("unit"),
            valid_from=date.fromisoformat(text("valid_from")),
            valid_to=date.fromisoformat(end) if end else None,
            source=text("source"),
            checked_on=date.fromisoformat(text("checked_on")),
            sure=text("sure"),
            date_basis=text("date_basis"),
        )
    except ValueError as error:
        raise RedlineError(f"The rule table {path.name}, line {line}, has a date that can't be read ({error}).") from error
    if not (row.code and row.source and row.sure in ("A", "B", "C")):
        raise RedlineError(f"The rule table {path.name}, line {line}, needs a code, a source and a sureness of A, B or C.")
    return row
