"""What a peer of the bench is: something that screens many sites, one site, or a site on the move."""

from __future__ import annotations

import resource
from abc import ABC, abstractmethod
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from .answers import Answers
from .job import Job, SiteFile


class Peer(ABC):
    """One way to screen. It is ``Bulk``, ``Single``, ``Moving``, or several of them; what it opens it hands to ``closing``."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.generation = Path(job.generation)
        self.closing = ExitStack()

    @property
    @abstractmethod
    def versions(self) -> str:
        """What does the work, with versions."""

    @abstractmethod
    def load(self) -> None:
        """Make the constraints ready: timed as "load", beside the screening."""

    @abstractmethod
    def sites(self, file: SiteFile) -> Any:
        """The sites of a file as this peer likes them best; not timed."""

    def memory(self) -> float | None:
        """The peak of what the work took, in MiB, worker processes included."""
        own, workers = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return (own + (self.job.threads * workers if self.job.threads > 1 else 0)) / 1024


class Bulk(Peer):
    """Screens many sites together."""

    @abstractmethod
    def bulk(self, sites: Any) -> Any:
        """All pairs that meet, with the area of each overlap: timed."""

    @abstractmethod
    def keep(self, found: Any, path: Path) -> None:
        """Save what ``bulk`` found as ``path``, an .npz file of ``Answers``; not timed."""


class Single(Peer):
    """Screens one site after another."""

    @abstractmethod
    def single(self, sites: Any, place: int) -> Any:
        """Everything within ``near`` metres of one site, with the overlap's area and the distance: timed."""

    @abstractmethod
    def single_answers(self, place: int, found: Any) -> Answers:
        """What ``single`` found; not timed."""


class Moving(Peer):
    """Follows a site that is dragged about."""

    @abstractmethod
    def moves(self, sites: Any, place: int) -> list[float]:
        """Milliseconds of each move."""
