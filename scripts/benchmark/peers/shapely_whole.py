"""shapely's STRtree on whole constraints, all in memory."""

from __future__ import annotations

from collections.abc import Iterable

from ..job import Job
from ..peer import Peer
from ..source import Batch, wholes
from .in_memory import InMemory


class ShapelyWhole(InMemory):
    """The plain way."""

    def batches(self) -> Iterable[Batch]:
        """The constraints as they are."""
        return wholes(self.generation)


def peer(job: Job) -> Peer:
    """Made in its own process."""
    return ShapelyWhole(job)
