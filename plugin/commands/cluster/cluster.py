"""The cluster that screens: workers on this machine, or those of a scheduler that runs somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from ...domain.errors import MissingLibrary, RedlineError

LOCAL = "local"
_PATIENCE = "30s"
#: So many workers may come to an end over one partition before it is given up.
_LOST_WORKERS = 10
# Retries and lost workers are told in our own words.
_SETTINGS = {
    "distributed.logging.distributed": "critical",
    "distributed.comm.timeouts.connect": _PATIENCE,
    "distributed.scheduler.allowed-failures": _LOST_WORKERS,
}


@dataclass(frozen=True)
class Cluster:
    """Where the scheduler is, or ``LOCAL`` for workers of this run's own, as many as ``processes`` (None: as many as there are cores)."""

    address: str
    processes: int | None = None

    @contextmanager
    def connected(self) -> Iterator[Any]:
        """A Dask client. Raises MissingLibrary without Dask, RedlineError where nobody answers."""
        try:
            import dask
            import distributed
        except ImportError as error:
            message = "--cluster needs the Python library distributed, which is not here. Install it (pip install distributed)."
            raise MissingLibrary(message) from error
        library: Any = distributed
        with ExitStack() as closing:
            closing.enter_context(dask.config.set(_SETTINGS))
            scheduler: Any = self.address
            if self.address == LOCAL:
                workers = {"n_workers": self.processes, "threads_per_worker": 1, "processes": True}
                scheduler = closing.enter_context(library.LocalCluster(**workers, dashboard_address=None, silence_logs="CRITICAL"))
            try:
                client = closing.enter_context(library.Client(scheduler, timeout=_PATIENCE))
            except (OSError, TimeoutError, ValueError) as error:
                raise RedlineError(f"No scheduler answers at {self.address}: {error}. Is it running, and is the address right?") from error
            yield client
