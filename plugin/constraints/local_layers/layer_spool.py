"""A local layer as it was read last, in files beside the store: under Redline's own names, ready to be built."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from ...domain.errors import StoreError
from ..refresh.ended import has_ended
from .layer_fields import field_names
from .local_layer import LocalLayer
from .mapped_records import MappedRecords
from .opened_layer import OpenedLayer, OpenedPart

#: Found again, and told, when the store reads the records.
_TOLD_AGAIN = frozenset({"number", "date"})
#: Rows between which whoever waits is told, and may stop it.
_STEP = 500
#: Called with how many records were read, and of how many (0: not known); may raise to stop.
Told = Callable[[int, int], None]


def spools_of(folder: Path) -> Path:
    """Where the layers of the store in ``folder`` lie as they were read last."""
    return folder / "fetched" / "local"


def forget_spools(folder: Path, kept: Iterable[str]) -> None:
    """Delete what was read of layers whose slugs are not among ``kept``: they are declared no more."""
    slugs = set(kept)
    for spool in spools_of(folder).glob("*/"):
        if spool.name not in slugs:
            shutil.rmtree(spool, ignore_errors=True)


@dataclass(frozen=True)
class SpooledLayer:
    """``count`` is the number of records, ``standing`` of those that have not ended, ``shapes`` of those that have one. ``sha256`` is what
    a build says of the same files."""

    files: tuple[Path, ...]
    count: int
    standing: int
    shapes: int
    sha256: str
    modified: str
    issues: tuple[tuple[int, str, str], ...]


def spool_layer(folder: Path, layer: LocalLayer, opened: OpenedLayer, on: date, told: Told | None = None) -> SpooledLayer:
    """Read a layer whole into files under ``folder``, in place of what was read before only once it is whole; ``on`` is today.

    Raises RedlineError where it can't be read, or the mapping names a column that is not there; StoreError where it can't be written.
    """
    writing = _Writing(folder / layer.slug, layer, on, told)
    try:
        return writing.run(opened)
    except OSError as error:
        raise StoreError(
            f"{error.filename or folder} can't be written ({error.strerror or error}). “{layer.name}” was left as it is."
        ) from error
    finally:
        writing.clear()


class _Writing:
    def __init__(self, folder: Path, layer: LocalLayer, on: date, told: Told | None) -> None:
        self._folder = folder
        self._layer = layer
        self._on = on
        self._told = told
        self._count = self._standing = self._shapes = 0
        self._total = 0
        self._issues: list[tuple[int, str, str]] = []
        self._parts: list[Path] = []

    def run(self, opened: OpenedLayer) -> SpooledLayer:
        self._folder.mkdir(parents=True, exist_ok=True)
        digests = []
        for number, part in enumerate(opened.parts, start=1):
            path = self._folder / f"{number}.json.part"
            self._parts.append(path)
            with path.open("w", encoding="utf-8", newline="\n") as file:
                self._write(file, part)
            digests.append(hashlib.sha256(path.read_bytes()).hexdigest())
        files = tuple(part.replace(part.with_suffix("")) for part in self._parts)
        for old in self._folder.glob("*.json"):
            if old not in files:
                old.unlink()
        sha256 = digests[0] if len(digests) == 1 else hashlib.sha256("\n".join(digests).encode("ascii")).hexdigest()
        return SpooledLayer(files, self._count, self._standing, self._shapes, sha256, opened.modified, tuple(self._issues))

    def clear(self) -> None:
        """Nothing half-written stays."""
        for part in self._parts:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def _write(self, file: TextIO, part: OpenedPart) -> None:
        self._total += part.count or 0
        crs = json.dumps({"properties": {"name": part.crs}}, ensure_ascii=False)
        file.write(f'{{"crs": {crs},\n"entities": [' if part.crs else '{"entities": [')
        with closing(part.records):
            for place, row in enumerate(self._rows(part)):
                file.write(",\n" if place else "\n")
                file.write(json.dumps(row, ensure_ascii=False))
        file.write("\n]}\n")

    def _rows(self, part: OpenedPart) -> Iterator[dict[str, Any]]:
        mapped = MappedRecords(self._layer.mapping, field_names(self._layer.dataset), part.columns)
        for record in part.records:
            self._count += 1
            self._shapes += record.geometry is not None or record.point is not None
            self._issues += [(record.row, what, message) for what, message in record.issues if what not in _TOLD_AGAIN]
            if self._told is not None and self._count % _STEP == 0:
                self._told(self._count, self._total)
            row = mapped.row(record)
            self._standing += not has_ended(row, self._on)
            yield {**row, "geometry": record.geometry, "point": record.point}
        mapped.finish()
        if self._told is not None:
            self._told(self._count, self._total)
