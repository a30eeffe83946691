"""Who screens batches: this process, or worker processes beside it."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from ...boundary.many.site_batch import SiteBatch
from ...domain.errors import RedlineError
from .batch_screening import BatchScreening, MadeBatch, ManyOptions
from .many_sink import ManyForm

#: Batches that wait beyond those in hand: enough that no worker waits, few enough that memory stays small.
_AHEAD = 2


def screened(batches: Iterable[SiteBatch], options: ManyOptions, form: ManyForm, processes: int) -> Iterator[MadeBatch]:
    """Every batch, in order, screened by so many processes. Raises RedlineError where one of them dies."""
    if processes == 1:
        with BatchScreening(options, form) as screening:
            yield from map(screening.screened, batches)
        return
    spawning = multiprocessing.get_context("spawn")
    waiting: deque[Future[MadeBatch]] = deque()
    with ProcessPoolExecutor(processes, mp_context=spawning, initializer=_begin, initargs=(options, form)) as pool:
        try:
            for _ in range(processes):
                pool.submit(_ready)  # so the workers come into being while the first sites are read
            for batch in batches:
                waiting.append(pool.submit(_screen, batch))
                if len(waiting) >= processes + _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            message = "A worker process came to a sudden end; perhaps memory ran out. Screen again with fewer --processes."
            raise RedlineError(message) from error
        finally:
            pool.shutdown(cancel_futures=True)


#: Of a worker process: its own screening.
_screenings: list[BatchScreening] = []


def _begin(options: ManyOptions, form: ManyForm) -> None:
    # The interruption of a run is the parent's business.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _screenings.append(BatchScreening(options, form))


def _ready() -> None:
    """Nothing: whoever does it has begun."""


def _screen(batch: SiteBatch) -> MadeBatch:
    return _screenings[0].screened(batch)
