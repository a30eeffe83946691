"""A partition's sites as one Parquet file, so that a run that goes on screens exactly what it began with."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import numpy as np
import shapely

from ...boundary.many.site_batch import SiteBatch
from ...domain.accuracy import Accuracy
from ..many.parquet_form import import_pyarrow

_TEXTS = ("sites", "files", "references", "types", "problems")


def packed(batch: SiteBatch) -> bytes:
    """A batch as the bytes of a Parquet file. Raises MissingLibrary without pyarrow."""
    pa = import_pyarrow()
    from pyarrow import parquet

    columns: dict[str, Any] = {name: pa.array(list(getattr(batch, name)), pa.string()) for name in _TEXTS}
    columns["submitted"] = pa.array([None if day is None else day.isoformat() for day in batch.submitted], pa.string())
    columns["boundaries"] = pa.array(list(shapely.to_wkb(batch.boundaries)), pa.binary())
    columns["operation"] = pa.array([None if each is None else each.operation for each in batch.accuracies], pa.string())
    columns["metres"] = pa.array([None if each is None else each.metres for each in batch.accuracies], pa.float64())
    columns["grid"] = pa.array([None if each is None else each.grid for each in batch.accuracies], pa.string())
    made = io.BytesIO()
    parquet.write_table(pa.table(columns), made, compression="zstd")
    return made.getvalue()


def unpacked(data: bytes) -> SiteBatch:
    """The batch in such a file."""
    from pyarrow import parquet

    columns = parquet.read_table(io.BytesIO(data)).to_pydict()
    accuracies = zip(columns["operation"], columns["metres"], columns["grid"])
    return SiteBatch(
        **{name: columns[name] for name in _TEXTS},
        submitted=[None if day is None else date.fromisoformat(day) for day in columns["submitted"]],
        boundaries=shapely.from_wkb(np.array(columns["boundaries"], dtype=object)),
        accuracies=[None if operation is None else Accuracy(operation, metres, grid) for operation, metres, grid in accuracies],
    )
