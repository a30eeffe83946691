"""Records from CSV: the platform's own with WKT, and a council's with WKT or two columns of coordinates."""

from __future__ import annotations

import csv
import sys
from collections.abc import Generator, Iterator
from typing import TextIO

from ...domain.errors import UnreadableFile
from .record import Record
from .record_fields import RecordReader, normalised, slug_of
from .record_source import Examination, RecordSource
from .records import RecordStream

_GEOMETRY = ("geometry", "wkt", "geom", "the_geom", "shape", "wkt_geom")
_POINT = ("point",)
_PAIRS = (("geox", "geoy"), ("easting", "northing"), ("eastings", "northings"), ("longitude", "latitude"), ("lon", "lat"), ("x", "y"))
_DELIMITERS = ",|;\t"


def csv_records(source: RecordSource, dataset: str | None, *, with_shapes: bool = True) -> RecordStream:
    """The rows below the header line. Raises UnreadableFile, also while the records are read."""
    examination = source.examine()
    stream = source.open()
    size = max(source.size, 1)
    reader = RecordReader(dataset, slug_of(source.stem))

    def fraction() -> float | None:
        return None if stream.closed else min(1.0, stream.tell() / size)

    return RecordStream(
        source=source,
        records=_records(source, examination.text(stream), reader, with_shapes),
        crs="",
        wgs84_unless_said=True,
        sha256=examination.sha256,
        fraction=fraction,
        dataset=reader.usual_dataset,
        columns=_columns(source, examination),
    )


def _columns(source: RecordSource, examination: Examination) -> tuple[str, ...]:
    with examination.text(source.open()) as text:
        return tuple(_header(text)[0])


def _header(text: TextIO) -> tuple[list[str], str]:
    """The names in the first line, and what stands between them."""
    first = text.readline()
    delimiter = max(_DELIMITERS, key=first.count)
    return next(csv.reader([first], delimiter=delimiter), []), delimiter


def _records(source: RecordSource, text: TextIO, reader: RecordReader, with_shapes: bool) -> Generator[Record, None, None]:
    with text:
        yield from _rows(source, text, reader, with_shapes)


def _rows(source: RecordSource, text: TextIO, reader: RecordReader, with_shapes: bool) -> Iterator[Record]:
    # The csv module keeps the limit in a C long, which has 32 bits on Windows.
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    header, delimiter = _header(text)
    plain = [normalised(name) for name in header]
    geometry, point = _position(plain, _GEOMETRY), _position(plain, _POINT)
    pair = next(((plain.index(x), plain.index(y)) for x, y in _PAIRS if x in plain and y in plain), None)
    if with_shapes and geometry is None and point is None and pair is None:
        raise UnreadableFile(
            f"{source.path} has no column for the geometry: one called geometry, wkt or point is needed, or easting and northing."
        )
    try:
        for row in csv.reader(text, delimiter=delimiter):
            if row:
                yield _record(header, row, geometry, point, pair, reader)
    except csv.Error as error:
        raise UnreadableFile(f"{source.path} cannot be read as CSV: {error}.") from error


def _record(
    header: list[str], row: list[str], geometry: int | None, point: int | None, pair: tuple[int, int] | None, reader: RecordReader
) -> Record:
    size = sum(map(len, row))
    columns = dict(zip(header, row))
    outline = _taken(row, columns, header, geometry)
    place = row[point].strip() if point is not None and point < len(row) else ""
    if place and not outline and point is not None:
        del columns[header[point]]
    if not outline and not place and pair is not None and max(pair) < len(row) and all(row[position].strip() for position in pair):
        place = f"POINT ({row[pair[0]].strip()} {row[pair[1]].strip()})"
    record = reader.record(columns, outline, place, size)
    if len(row) == len(header):
        return record
    sentence = f"{len(row)} columns where the header has {len(header)}; what could be matched was kept."
    return record._replace(issues=(*record.issues, ("row", sentence)))


def _taken(row: list[str], columns: dict[str, str], header: list[str], position: int | None) -> str:
    if position is None or position >= len(row):
        return ""
    columns.pop(header[position], None)
    return row[position].strip()


def _position(plain: list[str], names: tuple[str, ...]) -> int | None:
    return next((plain.index(name) for name in names if name in plain), None)
