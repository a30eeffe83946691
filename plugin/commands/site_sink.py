"""Where screened sites go when they are written to a file."""

from __future__ import annotations

from abc import abstractmethod

from ..domain.finding import Screening
from ..domain.reading import SiteReading
from .unfinished_file import UnfinishedFile


class SiteSink(UnfinishedFile):
    """Takes one screened site after the other; used as a context manager."""

    @abstractmethod
    def add(self, reading: SiteReading, screening: Screening) -> None:
        """Take one site."""
