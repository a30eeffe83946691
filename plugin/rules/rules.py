"""The figures that planning is judged by, as they stand on one date."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from ..domain.errors import RedlineError
from ..resources_path import resources_path
from .rule_row import RuleRow
from .rule_table import read_rule_table

#: A date on which the rows without an end are in force: for checks that are judged as of the reading, whenever that is.
OPEN_ENDED = date.max


class Rules:
    """The rules in force on ``on``; on any day exactly one row of a code may be in force."""

    def __init__(self, on: date, folder: Path | None = None) -> None:
        self._on = on
        self._rows = _tables(folder if folder is not None else resources_path("rules"))

    @property
    def on(self) -> date:
        return self._on

    def row(self, code: str) -> RuleRow:
        """The one row of ``code`` that is in force; RedlineError when there is none, or more than one."""
        of_code = [row for row in self._rows if row.code == code]
        if not of_code:
            raise RedlineError(f"The rule tables have no rule called {code}. Install Redline again.")
        in_force = [row for row in of_code if row.in_force(self._on)]
        if len(in_force) != 1:
            count = "no row" if not in_force else f"{len(in_force)} rows"
            raise RedlineError(f"The rule {code} has {count} in force on {self._on.isoformat()}; there must be exactly one.")
        return in_force[0]

    def number(self, code: str) -> float:
        """The figure of ``code`` in its own unit; RedlineError when it is not a number."""
        row = self.row(code)
        try:
            return float(row.value)
        except ValueError as error:
            raise RedlineError(f"The rule {code} should hold a number and holds {row.value!r}.") from error


@lru_cache(maxsize=8)
def _tables(folder: Path) -> tuple[RuleRow, ...]:
    return tuple(row for path in sorted(folder.glob("*.csv")) for row in read_rule_table(path))
