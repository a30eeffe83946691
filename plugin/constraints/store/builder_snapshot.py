"""Writes down what was loaded as a dataset: the evidence that findings name."""

from __future__ import annotations

import hashlib

from ...domain.accuracy import UNTRANSFORMED, Accuracy
from ...domain.clock import Clock, timestamp
from ...domain.dataset import Coverage
from ..records.record_place import NATIONAL_GRID, NationalGridTransformer
from .builder_dataset import DatasetWriter
from .generation_writer import GenerationWriter
from .local_files import LocalFiles
from .stored_rows import local_text


def write_snapshot(
    generation: GenerationWriter, writer: DatasetWriter, transformer: NationalGridTransformer, clock: Clock, local: LocalFiles | None = None
) -> None:
    """Add the row of a dataset whose records were all written; its coverage is set when the whole generation is there.

    ``local`` is what the council has declared of a layer of its own.
    """
    digest = _digest(list(writer.sources.values()))
    moment = timestamp(clock)
    accuracy = _worst([transformer.accuracy_from(crs) for crs in sorted(writer.used) if crs != NATIONAL_GRID])
    generation.add_snapshot(
        (
            writer.dataset.slug,
            f"{writer.dataset.slug}@{moment}#{digest[:8]}",
            "; ".join(writer.sources) if local is None else local.source,
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
            writer.dataset.licence if local is None else local.licence,
            writer.dataset.attribution if local is None else local.attribution,
            _data_date(writer, moment[:10], local),
            local_text(None if local is None else local.words),
        )
    )


def _data_date(writer: DatasetWriter, loaded_on: str, local: LocalFiles | None) -> str:
    """The day that was declared; else the newest entry date up to the day of loading (ISO dates), else the day on which the newest of the
    files was last changed."""
    if local is not None and local.data_date:
        return local.data_date
    entered = [day.isoformat() for day in writer.entry_dates if day.isoformat() <= loaded_on]
    return max(entered) if entered else (writer.modified if local is None else local.modified)[:10]


def _digest(digests: list[str]) -> str:
    """The file's own sha256; of several files that of their digests."""
    return digests[0] if len(digests) == 1 else hashlib.sha256("\n".join(digests).encode("ascii")).hexdigest()


def _worst(accuracies: list[Accuracy]) -> Accuracy:
    """The least sure of what was used; unknown is the least sure of all."""
    return max(accuracies, key=lambda accuracy: float("inf") if accuracy.metres is None else accuracy.metres, default=UNTRANSFORMED)
