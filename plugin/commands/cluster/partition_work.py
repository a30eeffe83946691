"""What a worker of a cluster does: it screens one partition, or takes in a store that it can't see."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ...constraints.store.generations import generation_path
from ..many.batch_screening import BatchScreening, ManyOptions
from ..many.parquet_form import ParquetForm, import_pyarrow
from .site_file import unpacked

_BATCH = 2000

#: Of a worker process: the screening that it has opened, by what decides its answers.
_open: dict[tuple[object, ...], BatchScreening] = {}


@dataclass(frozen=True)
class Screened:
    """``data`` is a Parquet file; None where the worker can't see the store, which must be brought to it."""

    data: bytes | None
    not_checked: int = 0


def sees_store(options: ManyOptions, dask_worker: Any) -> bool:
    """Whether the generation lies where this worker (Dask hands it over) can open it."""
    return _seen(options, _own_folder(dask_worker)) is not None


def screen_partition(options: ManyOptions, sites: bytes) -> Screened:
    """Screen the sites of a partition against the generation, which is opened once in each worker."""
    from distributed import get_worker

    seen = _seen(options, _own_folder(get_worker()))
    if seen is None:
        return Screened(None)
    screening = _screening(seen)
    batch = unpacked(sites)
    made = [screening.screened(part) for part in batch.in_parts(_BATCH)]
    from pyarrow import parquet

    together = io.BytesIO()
    parquet.write_table(import_pyarrow().concat_tables([each.made for each in made]), together, compression="zstd")
    return Screened(together.getvalue(), sum(each.not_checked for each in made))


def take_in(options: ManyOptions, start: int, data: bytes, size: int) -> None:
    """A piece of a generation's file, from byte ``start``; the file appears when ``size`` bytes are there."""
    from distributed import get_worker

    path = generation_path(_own_folder(get_worker()), options.generation)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    with part.open("r+b" if start else "wb") as file:
        file.seek(start)
        file.write(data)
        end = file.tell()
    if end == size:
        part.replace(path)


def _screening(options: ManyOptions) -> BatchScreening:
    recipe = options.recipe
    if recipe not in _open:
        while _open:
            _open.popitem()[1].close()
        _open[recipe] = BatchScreening(options, ParquetForm())
    return _open[recipe]


def _seen(options: ManyOptions, own: Path) -> ManyOptions | None:
    """The options with the store where this worker sees it: where it was named, else where it was brought; None for neither."""
    for store in (options.store, own):
        if generation_path(Path(store), options.generation).exists():
            return replace(options, store=store)
    return None


def _own_folder(worker: Any) -> Path:
    return Path(worker.local_directory) / "redline-store"
