"""Rows of a CSV of sites, a few thousand at a time, without holding the file."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path, PurePosixPath

import numpy as np
import shapely

from ...domain.errors import UnreadableFile
from ...domain.reading import SiteReading
from ..mapping import ColumnMapping
from ..plain_values import as_text
from ..tables import LONGEST_CELL, TableReader, delimiter_of, no_geometry_column
from .raw_sites import RawSites

_CHUNK = 1 << 20


def csv_sites(path: Path, name: str, reader: TableReader, mapping: ColumnMapping, size: int) -> Iterator[RawSites]:
    """``size`` rows at a time. Raises UnreadableFile as reading them one by one would."""
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=_encoding(path), newline="") as file:
        head = file.readline()
        if not head.strip() and not file.read(_CHUNK).strip():
            raise UnreadableFile(f"{name} is empty. Ask for it again.", name)
        file.seek(0)
        rows = csv.reader(file, delimiter=delimiter_of(head))
        header = next(rows, [])
        columns = mapping.over(header)
        if columns.geometry not in header:
            raise no_geometry_column(name, header)
        geometry, reference, kind, submitted = (
            header.index(column) if column in header else -1
            for column in (columns.geometry, columns.reference, columns.type, columns.submitted)
        )
        done = 0
        while batch := list(islice(rows, size)):
            batch = [row for row in batch if row]
            numbers = range(done + 1, done + len(batch) + 1)
            done += len(batch)
            yield RawSites(
                file=name,
                stem=PurePosixPath(name).stem,
                numbers=numbers,
                references=_plain(_texts(batch, reference)),
                types=_plain(_texts(batch, kind)),
                submitted=_plain(_texts(batch, submitted)),
                shapes=shapely.from_wkt(np.array(_texts(batch, geometry), dtype=object), on_invalid="ignore"),
                label=columns.crs,
                reread=partial(_reread, reader, name, columns, header, batch, numbers),
            )


def _texts(rows: Sequence[Sequence[str]], column: int) -> list[str]:
    if column < 0:
        return [""] * len(rows)
    return [row[column] if column < len(row) else "" for row in rows]


def _plain(texts: Sequence[str]) -> list[str]:
    return [text if text.isalnum() or not text else as_text(text) for text in texts]


def _reread(
    reader: TableReader,
    name: str,
    columns: ColumnMapping,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    numbers: Sequence[int],
    position: int,
) -> SiteReading:
    return reader.line(name, columns, numbers[position], dict(zip(header, rows[position])))


def _encoding(path: Path) -> str:
    """Unicode, or what Excel on Windows writes: found by reading the file through once."""
    with path.open("rb") as file:
        head = file.read(2)
        if head in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
            return "utf-16"
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"
