"""The rules in force on a date, read from the dated tables under resources/rules."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from ..domain.errors import RedlineError
from ..resources_path import resources_path


@dataclass(frozen=True)
class RuleRow:
    """One row of a rules table: a value, the days on which it is in force, and where it comes from.

    ``valid_to`` is the last day in force, None while nobody has ended it. ``sure`` is A (primary text read), B (a reliable secondary
    source read) or C (general professional knowledge, to be confirmed). ``date_basis`` names the date by which the rule is judged.
    """

    code: str
    value: str
    unit: str
    valid_from: date
    valid_to: date | None
    source: str
    checked_on: date
    sure: str
    date_basis: str

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    @property
    def number(self) -> float:
        """The value as a number; raises RedlineError where it is a word."""
        try:
            return float(self.value)
        except ValueError:
            message = f"The rule {self.code!r} should be a number and is {self.value!r}. Mend its row under resources/rules."
            raise RedlineError(message) from None


class Rules:
    """Every rule in force on one date."""

    def __init__(self, on: date, folder: Path | None = None) -> None:
        """``folder`` holds the tables; those that come with Redline unless it is given."""
        self.on = on
        tables = _tables(folder if folder is not None else resources_path("rules"))
        self._rows = {code: [row for row in rows if row.in_force(on)] for code, rows in tables.items()}

    def find(self, code: str) -> RuleRow | None:
        """The row in force for ``code``, None where there is none; raises RedlineError where two rows claim the same day."""
        rows = self._rows.get(code, [])
        if len(rows) > 1:
            raise RedlineError(f"Two rules {code!r} are in force on {self.on.isoformat()}. End one of them under resources/rules.")
        return rows[0] if rows else None

    def row(self, code: str) -> RuleRow:
        """The row in force for ``code``; raises RedlineError where there is none."""
        row = self.find(code)
        if row is None:
            raise RedlineError(f"No rule {code!r} is in force on {self.on.isoformat()}. Add a row for that date under resources/rules.")
        return row

    def number(self, code: str) -> float:
        """The number in force for ``code``, in the unit of its row."""
        return self.row(code).number


@lru_cache(maxsize=8)
def _tables(folder: Path) -> dict[str, list[RuleRow]]:
    tables: dict[str, list[RuleRow]] = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in _rows(csv.DictReader(stream), path.name):
                tables.setdefault(row.code, []).append(row)
    return tables


def _rows(reader: csv.DictReader[str], table: str) -> Iterator[RuleRow]:
    for fields in reader:
        yield _row(fields, f"Line {reader.line_num} of the rules table {table}")


def _row(fields: Mapping[str, str], place: str) -> RuleRow:
    try:
        row = RuleRow(
            code=fields["code"],
            value=fields["value"],
            unit=fields["unit"],
            valid_from=date.fromisoformat(fields["valid_from"]),
            valid_to=date.fromisoformat(fields["valid_to"]) if fields["valid_to"] else None,
            source=fields["source"],
            checked_on=date.fromisoformat(fields["checked_on"]),
            sure=fields["sure"],
            date_basis=fields["date_basis"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise RedlineError(f"{place} can't be read: {error}.") from error
    if not (row.code and row.source and row.sure in {"A", "B", "C"}):
        raise RedlineError(f"{place} needs a code, a source, and a sureness of A, B or C.")
    return row
