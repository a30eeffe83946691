"""Opens a constraint file of any kind as a stream of records."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass

from .answer_page import AnswerPage
from .record import Record
from .record_source import CSV_SUFFIXES, JSON_SUFFIXES, KNOWN_SUFFIXES, RecordSource


@dataclass(frozen=True)
class RecordStream:
    """The records of one file, or of one layer of it.

    ``crs`` is what the file says of its coordinates, as text that pyproj understands, "" where it says nothing;
    ``wgs84_unless_said`` is True for formats whose coordinates are longitude and latitude by their own standard. ``fraction`` tells
    how much of the file was read, None where that is not known. ``dataset`` is the slug that the file stands for when it has no records.
    ``page`` is there for a file that is one page of a longer answer. ``columns`` are those that the file declares, none where its rows
    alone tell; ``layer`` is the name of the layer in a file that may have several.
    """

    source: RecordSource
    records: Generator[Record, None, None]
    crs: str
    wgs84_unless_said: bool
    sha256: str
    fraction: Callable[[], float | None]
    dataset: str
    page: AnswerPage | None = None
    columns: tuple[str, ...] = ()
    layer: str = ""


def open_records(source: RecordSource, dataset: str | None, *, with_shapes: bool = True) -> Iterator[RecordStream]:
    """The streams of ``source``, one for each layer. Raises UnreadableFile, MissingLibrary; reading may raise UnreadableFile later.

    The source's own ``dataset`` comes first, then the slug that was asked for, then the records', then the layer's or the file's name.
    ``with_shapes`` is False where a table without geometries is meant; else a CSV without any is refused.
    """
    dataset = source.dataset or dataset
    if source.suffix in JSON_SUFFIXES or (source.suffix not in KNOWN_SUFFIXES and source.begins_like_json()):
        from .records_json import json_records

        yield json_records(source, dataset)
    elif source.suffix in CSV_SUFFIXES:
        from .records_csv import csv_records

        yield csv_records(source, dataset, with_shapes=with_shapes)
    else:
        from .records_vector import vector_records

        yield from vector_records(source, dataset)
