"""Many screened sites as one CSV table: a row for each site, and below it a row for each of its findings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from ...arrays import values
from ...domain.safe_cell import safe_cell
from ...reports.many_table import MANY_FINDING_COLUMNS, MANY_SITE_COLUMNS, Coded, Column, ManyTable
from .many_sink import ManyForm, ManySink

_NAMES = list(dict.fromkeys(["row", *(name for name, _ in MANY_FINDING_COLUMNS), *(name for name, _ in MANY_SITE_COLUMNS)]))
_OF_FINDING = [name for name, _ in MANY_FINDING_COLUMNS]
_OF_SITE = [name for name, _ in MANY_SITE_COLUMNS]

_PLAIN = re.compile(r'[^=+\-@\t\r\n",][^\r\n",]*').fullmatch
_ALL_PLAIN = re.compile(r'(?:[^=+\-@\t\r\n",][^\r\n",]*)?(?:\n(?:[^=+\-@\t\r\n",][^\r\n",]*)?)*').fullmatch
_TO_BE_QUOTED = re.compile(r'[",\r\n]')

#: What stands behind the cells of a finding: the columns that only sites have.
_REST = "," * (len(_NAMES) - 1 - len(_OF_FINDING)) + "\r\n"
#: What UTF-8 has no bytes for is written as its escape.
_ENCODING, _ERRORS = "utf-8", "backslashreplace"


class CsvForm(ManyForm):
    """UTF-8; ``row`` says "site" or "finding"."""

    def made(self, table: ManyTable) -> bytes:
        """The lines of a batch. Texts are put into cells once, however many rows they stand in."""
        cells = _joined([table.findings[name] for name in _OF_FINDING])
        findings = [f"finding,{line}{_REST}" for line in map(",".join, zip(*cells))]
        sites = _site_lines(table)
        ends = values(np.cumsum(np.bincount(table.site_of, minlength=len(sites))))
        lines = []
        start = 0
        for site, end in zip(sites, ends):
            lines.append(site)
            lines.extend(findings[start:end])
            start = end
        return "".join(lines).encode(_ENCODING, _ERRORS)


class CsvManySink(ManySink):
    """One heading line, then whatever comes."""

    @property
    def form(self) -> ManyForm:
        return CsvForm()

    def add(self, made: Any) -> None:
        self._file.write(made)

    def _open(self, path: Path) -> None:
        self._closing = ExitStack()
        self._file = self._closing.enter_context(path.open("wb"))
        self._file.write((",".join(_NAMES) + "\r\n").encode(_ENCODING))

    def _close(self) -> None:
        self._closing.close()


def _joined(columns: Sequence[Column]) -> list[list[str]]:
    """The cells of columns; those of neighbours that have the same codes are joined before they are put into rows."""
    joined = []
    for _, group in groupby(columns, key=lambda column: id(column.codes) if isinstance(column, Coded) else id(column)):
        together = list(group)
        codes = [column.codes for column in together if isinstance(column, Coded)]
        if len(codes) == len(together) > 1:
            texts = list(map(",".join, zip(*(_texts(column.texts) for column in together if isinstance(column, Coded)))))
            joined.append([texts[code] for code in values(codes[0])])
        else:
            joined.extend(map(_cells, together))
    return joined


def _cells(column: Column) -> list[str]:
    """The cells of a column. What stands in many rows is put into words once."""
    if isinstance(column, list):
        return _texts(column)
    if isinstance(column, Coded):
        texts = _texts(column.texts)
        return [texts[code] for code in values(column.codes)]
    if not len(column):
        return []
    missing = np.isnan(column)
    if missing.all():
        return [""] * len(column)
    if (column == column[0]).all():
        return [repr(column[0].item())] * len(column)
    cells = list(map(repr, values(column)))
    for row in values(np.flatnonzero(missing)):
        cells[row] = ""
    return cells


def _texts(texts: Sequence[str | int | None]) -> list[str]:
    """Texts and whole numbers as they stand in the file."""
    cells = ["" if text is None else str(text) for text in texts]
    together = "\n".join(cells)
    if _ALL_PLAIN(together) and together.count("\n") == max(len(cells) - 1, 0):
        return cells
    return [_cell(cell) if isinstance(text, str) else cell for text, cell in zip(texts, cells)]


def _site_lines(table: ManyTable) -> list[str]:
    columns = {name: _cells(table.sites[name]) for name in _OF_SITE}
    cells = [columns.get(name) or [""] * len(table.boundaries) for name in _NAMES[1:]]
    return [f"site,{line}\r\n" for line in map(",".join, zip(*cells))]


def _cell(text: str) -> str:
    """A text as it stands in the file: quoted where it must be, and never a formula."""
    if not text or _PLAIN(text):
        return text
    safe = str(safe_cell(text))
    if _TO_BE_QUOTED.search(safe) is None:
        return safe
    doubled = safe.replace('"', '""')
    return f'"{doubled}"'
