"""Where batches of screened sites go. Any process may put a batch into the file's own form; one process writes the file."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from ...reports.many_table import ManyTable
from ..unfinished_file import UnfinishedFile


class ManyForm(ABC):
    """How a batch looks in a kind of file. It travels to other processes, and so does what it makes."""

    #: Whether the file holds the overlaps' shapes.
    with_overlap = False

    @abstractmethod
    def made(self, table: ManyTable) -> Any:
        """The batch in the file's own form."""


class ManySink(UnfinishedFile):
    """Takes what its ``form`` has made, batch after batch; used as a context manager."""

    @property
    @abstractmethod
    def form(self) -> ManyForm:
        """How batches are made for this file."""

    @abstractmethod
    def add(self, made: Any) -> None:
        """Write one batch."""
