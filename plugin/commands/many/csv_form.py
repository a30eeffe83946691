"""Many screened sites as one CSV table: a row for each site, and below it a row for each of its findings."""

from __future__ import annotations

import math
import re
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np

from ...arrays import values
from ...reports.many_table import MANY_FINDING_COLUMNS, MANY_SITE_COLUMNS, Coded, Column, ManyTable
from ..csv_sink import safe_cell
from .many_sink import ManyForm, ManySink

_NAMES = list(dict.fromkeys(["row", *(name for name, _ in MANY_FINDING_COLUMNS), *(name for name, _ in MANY_SITE_COLUMNS)]))
_OF_FINDING = [name for name, _ in MANY_FINDING_COLUMNS]
_OF_SITE = [name for name, _ in MANY_SITE_COLUMNS]

_PLAIN = re.compile(r'[^=+\-@\t\r\n",][^\r\n",]*').fullmatch
_TO_BE_QUOTED = re.compile(r'[",\r\n]')

#: What stands behind the cells of a finding: the columns that only sites have.
_REST = "," * (len(_NAMES) - 1 - len(_OF_FINDING)) + "\r\n"


class CsvForm(ManyForm):
    """UTF-8; ``row`` says "site" or "finding"."""

    def made(self, table: ManyTable) -> str:
        """The lines of a batch. Texts are put into cells once, however many rows they stand in."""
        cells = [_cells(table.findings[name]) for name in _OF_FINDING]
        findings = [f"finding,{line}{_REST}" for line in map(",".join, zip(*cells))]
        sites = _site_lines(table)
        ends = values(np.cumsum(np.bincount(table.site_of, minlength=len(sites))))
        lines = []
        start = 0
        for site, end in zip(sites, ends):
            lines.append(site)
            lines.extend(findings[start:end])
            start = end
        return "".join(lines)


class CsvManySink(ManySink):
    """One heading line, then whatever comes."""

    @property
    def form(self) -> ManyForm:
        return CsvForm()

    def add(self, made: Any) -> None:
        self._file.write(made)

    def _open(self, path: Path) -> None:
        self._closing = ExitStack()
        self._file = self._closing.enter_context(path.open("w", encoding="utf-8", errors="backslashreplace", newline=""))
        self._file.write(",".join(_NAMES) + "\r\n")

    def _close(self) -> None:
        self._closing.close()


def _cells(column: Column) -> list[str]:
    """The cells of a column. What stands in many rows is put into words once."""
    if isinstance(column, list):
        cells = {text: _cell(text) for text in set(column)}
        return [cells[text] for text in column]
    if isinstance(column, Coded):
        texts = [_cell(text) for text in column.texts]
        return [texts[code] for code in values(column.codes)]
    different, places = np.unique(column, return_inverse=True)
    numbers = ["" if isinstance(number, float) and math.isnan(number) else repr(number) for number in values(different.astype(object))]
    return [numbers[place] for place in values(places)]


def _site_lines(table: ManyTable) -> list[str]:
    columns = {name: _cells(table.sites[name]) for name in _OF_SITE}
    cells = [columns.get(name) or [""] * len(table.boundaries) for name in _NAMES[1:]]
    return [f"site,{line}\r\n" for line in map(",".join, zip(*cells))]


def _cell(text: str | None) -> str:
    """A text as it stands in the file: quoted where it must be, and never a formula."""
    if not text or _PLAIN(text):
        return text or ""
    safe = str(safe_cell(text))
    if _TO_BE_QUOTED.search(safe) is None:
        return safe
    doubled = safe.replace('"', '""')
    return f'"{doubled}"'
