"""The log of the refreshes of a store: a plain file in its folder, the same for the window, the algorithm and the command line."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

from ...domain.clock import Clock, timestamp
from ...domain.errors import RedlineError
from .log_line import LogKind, LogLine, loggable

if TYPE_CHECKING:
    from typing_extensions import Self

_NAME = "refresh.log"


class Log(Protocol):
    """Hears what is asked, and what comes of it."""

    def tell(self, kind: LogKind, words: str, figure: int = 0) -> None: ...


class NoLog:
    """Nobody wants to know."""

    def tell(self, kind: LogKind, words: str, figure: int = 0) -> None:
        """Forgets it."""


class RefreshLog:
    """The log of one refresh, while in use as a context; ``about`` is the dataset in hand, "" for the refresh as a whole.

    Nothing makes the folder of a store but what is fetched for it: lines wait until it is there. A log that can't be written stops no
    refresh. ``heard`` gets every line as well. A file that is larger than ``most`` bytes is put aside before a refresh begins,
    and of those the ``kept`` newest stay.
    """

    def __init__(self, folder: Path, clock: Clock, most: int, kept: int, heard: Callable[[LogLine], None] | None = None) -> None:
        self._folder = folder
        self._clock = clock
        self._most = most
        self._kept = kept
        self._heard = heard
        self._waiting: list[str] = []
        self._failed = False
        self.about = ""

    def __enter__(self) -> Self:
        # On Windows somebody may be reading it: it grows until the next refresh
        with suppress(OSError):
            self._turn_over()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if error is not None:
            self.about = ""
            self.tell(LogKind.BROKEN_OFF, _why(error))

    def tell(self, kind: LogKind, words: str, figure: int = 0) -> None:
        """Write a line on the dataset in hand."""
        line = self._line(kind, words, figure)
        self._waiting.append(f"{line.as_text}\n")
        if not self._folder.is_dir() or self._failed:
            return
        try:
            with log_path(self._folder).open("a", encoding="utf-8") as file:
                file.write("".join(self._waiting))
            self._waiting.clear()
        except OSError as error:
            self._failed = True
            self._line(LogKind.QUESTION, f"This log can't be kept in a file: {error.strerror or error}. The refresh goes on.", 0)

    def _line(self, kind: LogKind, words: str, figure: int) -> LogLine:
        line = LogLine(timestamp(self._clock), self.about, kind, figure, loggable(words))
        if self._heard is not None:
            self._heard(line)
        return line

    def _turn_over(self) -> None:
        path = log_path(self._folder)
        if not path.exists() or path.stat().st_size < self._most:
            return
        for number in range(self._kept, 0, -1):
            older = log_path(self._folder, number - 1)
            if older.exists():
                older.replace(log_path(self._folder, number))


def log_path(folder: Path, older: int = 0) -> Path:
    """The log of a store; the ``older``-th that was put aside, 1 the newest of them."""
    return folder / (f"{_NAME}.{older}" if older else _NAME)


def _why(error: BaseException) -> str:
    if isinstance(error, KeyboardInterrupt):
        return "Stopped. The store is as it was."
    if not isinstance(error, RedlineError):
        return "A fault of Redline ended it. The store is as it was."
    return f"{str(error) or 'Stopped.'} The store is as it was."
