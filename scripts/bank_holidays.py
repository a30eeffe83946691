"""Writes the table of English bank holidays that ships with the plugin, from the library `holidays`, which QGIS does not have."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TextIO

import holidays

TABLE = Path(__file__).resolve().parent.parent / "resources" / "rules" / "calendar" / "bank_holidays.csv"
FIRST_YEAR, LAST_YEAR = 2010, 2040


def bank_holidays() -> Iterator[tuple[date, str]]:
    """Every bank holiday in England of the years that the table covers, in order, with its name."""
    yield from sorted(holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST_YEAR, LAST_YEAR + 1), language="en_GB").items())


def write(stream: TextIO) -> None:
    """The table as it ships."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("day", "name"))
    writer.writerows((day.isoformat(), name) for day, name in bank_holidays())


if __name__ == "__main__":
    with TABLE.open("w", encoding="utf-8", newline="") as table:
        write(table)
    sys.stderr.write(f"{TABLE.name} holds the bank holidays of {FIRST_YEAR} to {LAST_YEAR}.\n")
