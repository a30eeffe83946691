"""Progress of a long verb: a bar on a terminal that can show one, else a plain line now and then on the error stream."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING, TextIO, final

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

#: Seconds between two plain lines: a log stays short, and nobody wonders for long.
_BETWEEN_LINES = 5.0


@final
class Progress:
    """Told how far the work is; used as a context manager."""

    def __init__(self, title: str, stream: TextIO, *, terminal: bool) -> None:
        self._title = title
        self._stream = stream
        self._last_line = time.monotonic()
        self._bar: RichProgress | None = _bar(stream) if terminal else None
        self._task: TaskID | None = None

    def __enter__(self) -> Progress:
        if self._bar is not None:
            self._bar.start()
            self._task = self._bar.add_task(self._title, total=None)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def told(self, what: str, done: int, total: int | None = None) -> None:
        """``done`` of ``total`` (None where nobody knows) are finished, ``what`` is in hand."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, description=_unmarked(f"{self._title}: {what}"), completed=done, total=total)
            return
        now = time.monotonic()
        if now - self._last_line >= _BETWEEN_LINES:
            self._last_line = now
            count = f"{done:,}" if total is None else f"{done:,} of {total:,}"
            self._stream.write(f"{self._title}: {what} ({count})\n")
            self._stream.flush()


def _bar(stream: TextIO) -> RichProgress | None:
    try:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar
    except ImportError:
        return None
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Bar(*columns, console=Console(file=stream), transient=True)


def _unmarked(text: str) -> str:
    """A file's name can hold brackets, which the bar would take for markup."""
    from rich.markup import escape

    return escape(text)
