"""Many red lines out of files, in batches: the sound ones in arrays, every other one as it is read by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import shapely

from ...arrays import values
from ...domain.check import Severity
from ...domain.clock import Clock, today
from ...domain.errors import UnreadableFile
from ...domain.reading import SiteReading
from ...domain.written_days import written_day
from ...rules.rules import Rules
from ..documents import features_of
from ..files import JSON_SUFFIXES, TABLE_SUFFIXES, VECTOR_SUFFIXES, File, files_in
from ..intake import read_file, told_apart
from ..mapping import ColumnMapping
from ..tables import TableReader
from ..transformer import Transformer
from .csv_sites import csv_sites
from .feature_sites import feature_sites
from .parquet_sites import parquet_sites
from .raw_sites import RawSites
from .site_batch import SiteBatch
from .site_names import SiteNames
from .sound import SoundTest
from .vector_sites import vector_sites

#: Said where no check of a red line gives a better reason.
_NO_BOUNDARY = "no boundary to check"


def holds_many(path: Path, *, each: bool) -> bool:
    """Whether a file is a table of sites, rather than one application or a folder of them."""
    suffix = path.suffix.lower()
    return suffix in TABLE_SUFFIXES | VECTOR_SUFFIXES or (each and suffix in JSON_SUFFIXES)


class ManyReader:
    """Reads on demand, ``size`` sites at a time."""

    def __init__(
        self,
        paths: Sequence[Path],
        transformer: Transformer,
        clock: Clock,
        *,
        each: bool = False,
        mapping: ColumnMapping | None = None,
        confirm: bool = False,
        size: int = 2000,
    ) -> None:
        """``confirm`` uses what is offered for a red line that can't be used as it is."""
        self._paths = paths
        self._transformer = transformer
        self._mapping = mapping or ColumnMapping()
        self._on = today(clock)
        self._each = each
        self._confirm = confirm
        self._size = size
        self._names = SiteNames()
        self._sound = SoundTest(transformer, Rules(self._on))

    def __iter__(self) -> Iterator[SiteBatch | UnreadableFile]:
        """Batches in the order of the files, and an UnreadableFile for each that gave none, so that the others are still done."""
        with ExitStack() as stack:
            for file in files_in(self._paths, stack):
                if isinstance(file, UnreadableFile):
                    yield file
                else:
                    yield from told_apart(file, self._batches(file))

    def _batches(self, file: File) -> Iterator[SiteBatch]:
        raw = self._raw(file)
        if raw is None:
            readings = read_file(file, self._transformer, self._each, self._mapping, self._on)
            for reading in readings:
                yield self._of_readings([reading])
            return
        for rows in raw:
            yield self._batch(rows)

    def _raw(self, file: File) -> Iterator[RawSites] | None:
        suffix = file.path.suffix.lower()
        reader = TableReader(self._transformer, self._mapping, self._on)
        if suffix in TABLE_SUFFIXES:
            return csv_sites(file.path, file.name, reader, self._mapping, self._size)
        if suffix == ".parquet":
            return parquet_sites(file.path, file.name, reader, self._mapping, self._size)
        if suffix in VECTOR_SUFFIXES:
            return vector_sites(file.path, file.name, reader, self._mapping, self._size)
        if self._each and suffix in JSON_SUFFIXES:
            features = features_of(file.name, file.path.read_bytes(), self._transformer, self._mapping, self._on)
            return None if features is None else feature_sites(features, file.name, self._mapping, self._size)
        return None

    def _batch(self, raw: RawSites) -> SiteBatch:
        sound = self._sound.of(raw.shapes, raw.label)
        problems = [""] * len(raw)
        names = [reference or f"{raw.stem} #{number}" for reference, number in zip(raw.references, raw.numbers)]
        for position in values(np.flatnonzero(shapely.is_missing(sound.boundaries))):
            reading = self._answered(raw.reread(position))
            if reading.boundary is not None:
                sound.boundaries[position] = reading.boundary.geometry
                sound.accuracies[position] = reading.boundary.accuracy
            problems[position] = _problem(reading)
        return SiteBatch(
            sites=self._names.free(names),
            files=[raw.file] * len(raw),
            references=raw.references,
            types=raw.types,
            submitted=[written_day(text) if text else None for text in raw.submitted],
            boundaries=sound.boundaries,
            problems=problems,
            accuracies=sound.accuracies,
        )

    def _of_readings(self, readings: Sequence[SiteReading]) -> SiteBatch:
        answered = [self._answered(reading) for reading in readings]
        applications = [reading.application for reading in answered]
        boundaries = np.full(len(answered), None, dtype=object)
        boundaries[:] = [None if reading.boundary is None else reading.boundary.geometry for reading in answered]
        return SiteBatch(
            sites=self._names.free([reading.site for reading in answered]),
            files=[reading.file for reading in answered],
            references=["" if each is None else each.reference for each in applications],
            types=["" if each is None else each.type_code for each in applications],
            submitted=[None if each is None else each.submitted_on for each in applications],
            boundaries=boundaries,
            problems=[_problem(reading) for reading in answered],
            accuracies=[None if reading.boundary is None else reading.boundary.accuracy for reading in answered],
        )

    def _answered(self, reading: SiteReading) -> SiteReading:
        return reading.confirmed("--confirm") if self._confirm else reading


def _problem(reading: SiteReading) -> str:
    """Why a site has no boundary, "" where it has one."""
    if reading.boundary is not None:
        return ""
    return next((check.message for check in reading.checks if check.severity is Severity.ERROR), _NO_BOUNDARY)
