"""The rules in force on a date, read from the dated tables under resources/rules."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from ..domain.citation import Citation
from ..domain.errors import RedlineError
from ..resources_path import resources_path

#: The date by which a rule is judged.
_DATE_BASES = ("application", "validity", "decision")

_EVERY_TABLE = frozenset({"code", "value", "unit", "valid_from", "valid_to", "source", "checked_on", "sure", "date_basis"})


@dataclass(frozen=True)
class RuleRow:
    """One row of a rules table: a value, the days on which it is in force, and where it comes from.

    ``valid_to`` is the last day in force, None while nobody has ended it. ``sure`` is A (primary text read), B (a reliable secondary
    source read) or C (general professional knowledge, to be confirmed). ``date_basis`` names the date by which the rule is judged.
    ``details`` are the columns that only this table has, by name.
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
    details: Mapping[str, str] = field(default_factory=dict)

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    @property
    def citation(self) -> Citation:
        """Where the rule comes from, for whoever is told what it says."""
        return Citation(self.code, self.source, self.sure, self.checked_on)

    @property
    def number(self) -> float:
        """The value as a number; raises RedlineError where it is a word."""
        try:
            return float(self.value)
        except ValueError:
            message = f"The rule {self.code!r} should be a number and is {self.value!r}. Mend its row under resources/rules."
            raise RedlineError(message) from None


class Rules:
    """Every rule in force for one application."""

    def __init__(self, on: date, folder: Path | None = None, *, validity: date | None = None, decision: date | None = None) -> None:
        """``on`` is the date of the application; rows that are judged by its validity or its decision go by those, where they are given.

        ``folder`` holds the tables; those that come with Redline unless it is given.
        """
        self.on = on
        self._dates = {"application": on, "validity": validity or on, "decision": decision or on}
        self._tables = _tables(folder if folder is not None else resources_path("rules"))
        self._families: dict[str, tuple[RuleRow, ...]] = {}

    def find(self, code: str) -> RuleRow | None:
        """The row in force for ``code``, None where there is none; raises RedlineError where two rows claim the same day."""
        rows = [row for row in self._tables.get(code, ()) if row.in_force(self._dates[row.date_basis])]
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

    def family(self, prefix: str) -> tuple[RuleRow, ...]:
        """Every row in force whose code is ``prefix`` followed by a dot and more, in the order of the tables."""
        if prefix not in self._families:
            codes = [code for code in self._tables if code.startswith(f"{prefix}.")]
            self._families[prefix] = tuple(row for row in (self.find(code) for code in codes) if row is not None)
        return self._families[prefix]

    def most_specific(self, family: str, code: str) -> RuleRow | None:
        """The row ``family.code``, else that of ever fewer levels of ``code`` ("ldc.proposed", "ldc"), else ``family.any``, else None."""
        levels = code.strip().lower().split(".")
        for length in range(len(levels), 0, -1):
            row = self.find(f"{family}.{'.'.join(levels[:length])}")
            if row is not None:
                return row
        return self.find(f"{family}.any")


def names_in(family: str) -> tuple[str, ...]:
    """The names that stand next in a family's codes ("railway-infrastructure-manager" of "consultee"), in force on whatever day."""
    codes = _tables(resources_path("rules"))
    return tuple(dict.fromkeys(code.split(".")[1] for code in codes if code.startswith(f"{family}.")))


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
            details={name: text for name, text in fields.items() if name not in _EVERY_TABLE},
        )
    except (KeyError, TypeError, ValueError) as error:
        raise RedlineError(f"{place} can't be read: {error}.") from error
    if not (row.code and row.source and row.sure in {"A", "B", "C"} and row.date_basis in _DATE_BASES):
        raise RedlineError(f"{place} needs a code, a source, a sureness of A, B or C, and a date basis ({', '.join(_DATE_BASES)}).")
    return row
