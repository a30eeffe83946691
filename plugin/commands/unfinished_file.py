"""A file that appears under its name when it is whole."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from ..domain.errors import RedlineError

if TYPE_CHECKING:
    from typing_extensions import Self


class UnfinishedFile(ABC):
    """Written under another name until all is written; work that fails leaves an older file of that name as it was.

    A context manager.
    """

    def __init__(self, path: Path) -> None:
        """Raises RedlineError where the folder of ``path`` is not there."""
        if not path.parent.is_dir():
            raise RedlineError(f"{path} can't be written: the folder {path.parent} is not there. Make it, or name another.")
        if path.is_dir():
            raise RedlineError(f"{path} can't be written: a folder has that name. Name a file.")
        self._path = path
        self._unfinished = path.with_name(f".{path.name}.unfinished")

    def __enter__(self) -> Self:
        self._unfinished.unlink(missing_ok=True)
        self._open(self._unfinished)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is not None:
            self._close()
            self._unfinished.unlink(missing_ok=True)
            return
        self._finish()
        self._unfinished.replace(self._path)

    @abstractmethod
    def _open(self, path: Path) -> None: ...

    def _finish(self) -> None:
        """Write what is still to be written, and close."""
        self._close()

    @abstractmethod
    def _close(self) -> None:
        """Let go of the file, however far it came."""
