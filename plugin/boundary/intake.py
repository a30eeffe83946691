"""Reading red lines from what people have: files, folders and zips of every shape that applications come in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from ..domain.clock import Clock, SystemClock, today
from ..domain.errors import RedlineError, UnreadableFile
from ..domain.reading import SiteReading
from .documents import read_document
from .files import JSON_SUFFIXES, TABLE_SUFFIXES, VECTOR_SUFFIXES, WHAT_IS_READ, File, files_in
from .many.site_names import SiteNames
from .mapping import ColumnMapping
from .not_json import NotJson
from .tables import TableReader
from .transformer import Transformer

Item = TypeVar("Item")


def read_sites(
    paths: Sequence[Path],
    transformer: Transformer,
    *,
    each: bool = False,
    mapping: ColumnMapping | None = None,
    clock: Clock | None = None,
) -> Iterator[SiteReading | UnreadableFile]:
    """Every site in ``paths``, and an UnreadableFile for each file that gave none, so that the others are still done.

    A GeoJSON or JSON file is one site unless ``each`` says that every feature is one; tables and vector files hold many, whose columns
    ``mapping`` names. No two sites of one call bear the same name. ``clock`` gives the date whose rules judge what bears no date.
    """
    names = SiteNames()
    mapping = mapping or ColumnMapping()
    on = today(clock or SystemClock())
    with ExitStack() as stack:
        for file in files_in(paths, stack):
            if isinstance(file, UnreadableFile):
                yield file
                continue
            for reading in told_apart(file, read_file(file, transformer, each, mapping, on)):
                if isinstance(reading, UnreadableFile):
                    yield reading
                    continue
                (site,) = names.free([reading.site])
                yield reading if site == reading.site else replace(reading, site=site)


def told_apart(file: File, items: Iterable[Item]) -> Iterator[Item | UnreadableFile]:
    """What comes out of a file, and an UnreadableFile where nothing does or it breaks off."""
    found = False
    try:
        for item in items:
            found = True
            yield item
        if not found:
            yield UnreadableFile(f"{file.name} lists no application and no red line: there is nothing in it.", file.name)
    except UnreadableFile as error:
        yield error
    except RedlineError as error:
        yield UnreadableFile(f"{file.name} can't be read: {error}", file.name)
    except OSError as error:
        yield UnreadableFile(f"{file.name} can't be read: {error.strerror or error}.", file.name)


def read_file(file: File, transformer: Transformer, each: bool, mapping: ColumnMapping, on: date) -> Iterator[SiteReading]:
    """Every site in one file, as :func:`read_sites` has them. Raises UnreadableFile, or whatever reading it raises."""
    suffix = file.path.suffix.lower()
    if suffix in TABLE_SUFFIXES:
        yield from TableReader(transformer, mapping, on).read_csv(file.path, file.name)
    elif suffix in VECTOR_SUFFIXES:
        yield from TableReader(transformer, mapping, on).read_vector(file.path, file.name)
    elif suffix in JSON_SUFFIXES:
        yield from read_document(file.name, file.path.read_bytes(), transformer, each=each, mapping=mapping, on=on)
    else:
        yield from _of_unknown_suffix(file, transformer, each, mapping, on)


def _of_unknown_suffix(file: File, transformer: Transformer, each: bool, mapping: ColumnMapping, on: date) -> Iterator[SiteReading]:
    """What may be an application under another name; where it is not even JSON, the sentence says what Redline reads."""
    try:
        yield from read_document(file.name, file.path.read_bytes(), transformer, each=each, mapping=mapping, on=on)
    except NotJson as error:
        if error.is_empty:
            raise
        raise UnreadableFile(f"{file.name} is not a file that Redline reads. It reads {WHAT_IS_READ}.", file.name) from error
