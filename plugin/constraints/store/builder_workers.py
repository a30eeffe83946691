"""Who prepares the geometries of a build: this process, or worker processes beside it (the command line only)."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, TypeVar

from ...domain.errors import StoreError
from ..records.record_place import NationalGridTransformer
from .builder_prepare import GeometryJob, Prepared, prepare

if TYPE_CHECKING:
    from typing_extensions import Self

Of = TypeVar("Of")

#: Batches that wait beyond those in hand: enough that no worker waits, few enough that memory stays small.
_AHEAD = 2


class Preparer(Protocol):
    """Prepares jobs in their order, each with whatever it is of."""

    def prepared(self, jobs: Iterator[tuple[Of, GeometryJob]]) -> Iterator[tuple[Of, Prepared]]: ...


class InProcess:
    """Prepares one job after another."""

    def __init__(self, transformer: NationalGridTransformer) -> None:
        self._transformer = transformer

    def prepared(self, jobs: Iterator[tuple[Of, GeometryJob]]) -> Iterator[tuple[Of, Prepared]]:
        """Each job when it is asked for."""
        for of, job in jobs:
            yield of, prepare(job, self._transformer)


class WorkerPool:
    """Prepares jobs in worker processes. A context manager; the transformer must be one that can be pickled."""

    def __init__(self, transformer: NationalGridTransformer, workers: int) -> None:
        self._ahead = workers + _AHEAD
        # A forked child would share the open database with its parent.
        spawning = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(workers, mp_context=spawning, initializer=_begin, initargs=(transformer,))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._pool.shutdown(cancel_futures=True)

    def prepared(self, jobs: Iterator[tuple[Of, GeometryJob]]) -> Iterator[tuple[Of, Prepared]]:
        """Jobs in hand while the caller writes what is done. Raises StoreError where a worker dies."""
        waiting: deque[tuple[Of, Future[Prepared]]] = deque()
        try:
            for of, job in jobs:
                waiting.append((of, self._pool.submit(_prepare, job.packed())))
                if len(waiting) >= self._ahead:
                    first, done = waiting.popleft()
                    yield first, done.result()
            while waiting:
                first, done = waiting.popleft()
                yield first, done.result()
        except BrokenProcessPool as error:
            raise StoreError(
                "A worker process of the build came to a sudden end; perhaps memory ran out. Build again: what was finished is kept."
            ) from error


#: Of a worker process: its own transformer.
_transformers: list[NationalGridTransformer] = []


def _begin(transformer: NationalGridTransformer) -> None:
    # Ctrl-C reaches every process of the terminal; the parent alone decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _transformers[:] = [transformer]


def _end_with_parent() -> None:
    """A worker that waits for its next job would wait for ever where the parent was killed outright."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _prepare(job: GeometryJob) -> Prepared:
    return prepare(job, _transformers[0])
