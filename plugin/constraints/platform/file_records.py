"""The records of an authority in a file that holds a dataset of the whole country; the file is read piece by piece and never held."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from ...arrays import as_array
from ..records.json_stream import JsonStream
from .answers import record_of
from .authority import PlatformAuthority
from .ways import Way
from .web import PlatformError

_BATCH = 1000
_BATCH_LETTERS = 8_000_000


@dataclass
class FileRecords:
    """``count`` are the records of the whole file; ``found`` those of the authority, ended ones too; ``ways`` how each belongs to it."""

    count: int = 0
    found: dict[int, dict[str, Any]] = field(default_factory=dict)
    ways: dict[Way, set[int]] = field(default_factory=lambda: {way: set() for way in Way})


def file_records(path: Path, dataset: str, authority: PlatformAuthority, ground: BaseGeometry, glance: Callable[[], None]) -> FileRecords:
    """What the authority publishes, and what lies on its ``ground`` (longitude and latitude), as the platform itself would find it: a shape
    that is invalid meets nothing.

    ``glance`` is called now and then; it may raise to stop. Raises PlatformError where the file is not whole or not of the dataset.
    """
    told = FileRecords()
    shapely.prepare(ground)
    for batch in _batches(path, dataset):
        glance()
        told.count += len(batch)
        meets = _meets(batch, ground)
        for record, lies in zip(batch, meets):
            number, publishes = record["entity"], record.get("organisation-entity") == str(authority.organisation)
            if lies or publishes:
                told.found[number] = record
            if lies:
                told.ways[Way.PLACE].add(number)
            if publishes:
                told.ways[Way.ORGANISATION].add(number)
    return told


def _batches(path: Path, dataset: str) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    letters = 0
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            objects = JsonStream(text)
            for told, length in objects.objects():
                if objects.alone:
                    raise PlatformError(f"The file of {dataset} on the platform holds no records. Nothing of it was used.")
                batch.append(record_of(told, dataset, f"the file of {dataset}"))
                letters += length
                if len(batch) == _BATCH or letters > _BATCH_LETTERS:
                    yield batch
                    batch, letters = [], 0
    except (ValueError, RecursionError) as error:
        raise PlatformError(f"The file of {dataset} on the platform is cut off or damaged. Nothing of it was used; try again.") from error
    if batch:
        yield batch


def _meets(batch: Sequence[dict[str, Any]], ground: BaseGeometry) -> NDArray[np.bool_]:
    """By the outline or the point of each."""
    outlines, points = (_lie_on([str(record.get(name) or "") for record in batch], ground) for name in ("geometry", "point"))
    return outlines | points


def _lie_on(texts: list[str], ground: BaseGeometry) -> NDArray[np.bool_]:
    shapes = as_array(shapely.from_wkt(np.array(texts, dtype=object), on_invalid="ignore"))
    west, south, east, north = ground.bounds
    boxes = shapely.bounds(shapes)
    # Of a shape that is not there every comparison is false
    near = (boxes[:, 0] <= east) & (boxes[:, 2] >= west) & (boxes[:, 1] <= north) & (boxes[:, 3] >= south)
    lie = np.zeros(len(texts), dtype=bool)
    lie[near] = shapely.is_valid(shapes[near]) & shapely.intersects(ground, shapes[near])
    return lie
