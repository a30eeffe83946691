"""Screened sites as one CSV table: a row for each dataset of each site, checked or not, and a row for each finding."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from pathlib import Path

from ..domain.finding import Screening
from ..domain.reading import SiteReading
from ..domain.safe_cell import safe_cell
from ..reports.table import FINDING_COLUMNS, STATE_COLUMNS, Row, finding_rows, site_row, state_rows
from .site_sink import SiteSink

_SITE_CELLS = ("judged_on", "screened_at", "engine")


class CsvSink(SiteSink):
    """UTF-8, with one heading line; ``row`` says "dataset" or "finding"."""

    def _open(self, path: Path) -> None:
        self._closing = ExitStack()
        file = self._closing.enter_context(path.open("w", encoding="utf-8", errors="backslashreplace", newline=""))
        names = ["row", *(name for name, _ in STATE_COLUMNS), *(name for name, _ in FINDING_COLUMNS), *_SITE_CELLS]
        self._writer = csv.DictWriter(file, list(dict.fromkeys(names)), restval="")
        self._writer.writeheader()

    def add(self, reading: SiteReading, screening: Screening) -> None:
        """The states first, then the findings."""
        site = site_row(reading, screening)
        about = {name: site[name] for name in _SITE_CELLS}
        for state in state_rows(screening):
            self._write({"row": "dataset", **state, **about})
        for _, row in finding_rows(screening):
            self._write({"row": "finding", **row, **about})

    def _write(self, row: Row) -> None:
        self._writer.writerow({name: safe_cell(value) for name, value in row.items()})

    def _close(self) -> None:
        self._closing.close()
