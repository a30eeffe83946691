"""Writes down what was loaded as a dataset: the evidence that findings name."""

from __future__ import annotations

import hashlib

from ...domain.accuracy import UNTRANSFORMED, Accuracy
from ...domain.clock import Clock, timestamp
from ...domain.dataset import Coverage
from ..records.record_place import NATIONAL_GRID, NationalGridTransformer
from .builder_dataset import DatasetWriter
from .generation_writer import GenerationWriter


def write_snapshot(generation: GenerationWriter, writer: DatasetWriter, transformer: NationalGridTransformer, clock: Clock) -> None:
    """Add the row of a dataset whose records were all written; its coverage is set when the whole generation is there."""
    digest = _digest(list(writer.sources.values()))
    moment = timestamp(clock)
    accuracy = _worst([transformer.accuracy_from(crs) for crs in sorted(writer.used) if crs != NATIONAL_GRID])
    generation.add_snapshot(
        (
            writer.dataset.slug,
            f"{writer.dataset.slug}@{moment}#{digest[:8]}",
            "; ".join(writer.sources),
            moment,
            writer.count,
            writer.without_geometry,
            writer.repaired,
            Coverage.UNKNOWN.value,
            0,
            accuracy.operation,
            accuracy.metres,
            accuracy.grid,
            digest,
            writer.dataset.licence,
            writer.dataset.attribution,
            _data_date(writer, moment[:10]),
        )
    )


def _data_date(writer: DatasetWriter, loaded_on: str) -> str:
    """The newest entry date up to the day of loading (ISO dates), else the day on which the newest of the files was last changed."""
    entered = [day.isoformat() for day in writer.entry_dates if day.isoformat() <= loaded_on]
    return max(entered) if entered else writer.modified[:10]


def _digest(digests: list[str]) -> str:
    """The file's own sha256; of several files that of their digests."""
    return digests[0] if len(digests) == 1 else hashlib.sha256("\n".join(digests).encode("ascii")).hexdigest()


def _worst(accuracies: list[Accuracy]) -> Accuracy:
    """The least sure of what was used; unknown is the least sure of all."""
    return max(accuracies, key=lambda accuracy: float("inf") if accuracy.metres is None else accuracy.metres, default=UNTRANSFORMED)
