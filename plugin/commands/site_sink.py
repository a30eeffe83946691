"""Where screened sites go when they are written to a file."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from types import TracebackType

from ..domain.errors import RedlineError
from ..domain.finding import Screening
from ..domain.reading import SiteReading


class SiteSink(ABC):
    """Takes one screened site after the other; used as a context manager.

    The file appears under its name when all is written; work that fails leaves an older file of that name as it was.
    """

    def __init__(self, path: Path) -> None:
        """Raises RedlineError where the folder of ``path`` is not there."""
        if not path.parent.is_dir():
            raise RedlineError(f"{path} can't be written: the folder {path.parent} is not there. Make it, or name another.")
        if path.is_dir():
            raise RedlineError(f"{path} can't be written: a folder has that name. Name a file.")
        self._path = path
        self._unfinished = path.with_name(f".{path.name}.unfinished")

    def __enter__(self) -> None:
        self._unfinished.unlink(missing_ok=True)
        self._open(self._unfinished)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is not None:
            self._close()
            self._unfinished.unlink(missing_ok=True)
            return
        self._finish()
        self._unfinished.replace(self._path)

    @abstractmethod
    def add(self, reading: SiteReading, screening: Screening) -> None:
        """Take one site."""

    @abstractmethod
    def _open(self, path: Path) -> None: ...

    def _finish(self) -> None:
        """Write what is still to be written, and close."""
        self._close()

    @abstractmethod
    def _close(self) -> None:
        """Let go of the file, however far it came."""
