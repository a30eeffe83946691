"""A text that appears under its name when all of it is written."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO, final

from ..domain.errors import RedlineError
from .unfinished_file import UnfinishedFile


@final
class TextFile(UnfinishedFile):
    """In UTF-8; see :class:`UnfinishedFile`."""

    _stream: TextIO

    def write(self, text: str) -> None:
        self._stream.write(text)

    def _open(self, path: Path) -> None:
        self._stream = path.open("w", encoding="utf-8", newline="\n")

    def _close(self) -> None:
        self._stream.close()


def write_text_file(path: Path, text: str) -> None:
    """Write ``text`` in place of what is there. RedlineError where that is not possible; an older file then stays as it was."""
    try:
        with TextFile(path) as file:
            file.write(text)
    except OSError as error:
        raise RedlineError(f"{path} can't be written: {error.strerror or error}. Name another file.") from error
