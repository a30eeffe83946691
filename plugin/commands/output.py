"""The one object through which the command line speaks: results on the output stream, faults and progress on the error stream."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TextIO

from ..domain.clock import Clock
from ..reports.plain_text import plain_text
from .json_document import JsonDocument
from .progress import Progress
from .text_table import text_table
from .tone import Tone

if TYPE_CHECKING:
    from rich.console import Console


class Output:
    """Plain text on any stream; colours and a bar only where the stream is a terminal and rich is installed.

    Text from outside is shown as one plain line, so that a file can't write escape sequences on the officer's terminal.
    """

    def __init__(self, stdout: TextIO | None = None, stderr: TextIO | None = None) -> None:
        self._stdout = _tolerant(stdout if stdout is not None else sys.stdout)
        self._stderr = _tolerant(stderr if stderr is not None else sys.stderr)
        self._console = _console(self._stdout)

    def line(self, text: str = "", tone: Tone = Tone.PLAIN, indent: int = 0) -> None:
        """One line of the result."""
        self._write(" " * indent + plain_text(text), tone)

    def table(self, rows: Sequence[Sequence[str]], *, indent: int = 0, right: Sequence[int] = (), tones: Sequence[Tone] = ()) -> None:
        """Rows of plain text in aligned columns; ``tones`` has one tone per row, or is empty."""
        cells = [[plain_text(cell) for cell in row] for row in rows]
        for number, line in enumerate(text_table(cells, indent=" " * indent, right=right)):
            self._write(line, tones[number] if tones else Tone.PLAIN)

    def text(self, text: str) -> None:
        """Our own text of several lines, as it stands."""
        self._stdout.write(text if text.endswith("\n") else f"{text}\n")

    def json(self, value: dict[str, Any]) -> None:
        """One JSON document."""
        self._stdout.write(json.dumps(value, ensure_ascii=not self._speaks_unicode(), allow_nan=False, indent=2) + "\n")

    def json_list(self, key: str, clock: Clock | None = None) -> JsonDocument:
        """A JSON document whose list ``key`` is written row by row, so that a long one needs no memory.

        ``clock`` gives the moment of a failure; the machine's unless told.
        """
        return JsonDocument(self._stdout, key, ensure_ascii=not self._speaks_unicode(), clock=clock)

    def fault(self, message: str) -> None:
        """A sentence on the error stream; never mixed into the result."""
        self._stdout.flush()
        self._stderr.write(f"redline: {plain_text(message)}\n")
        self._stderr.flush()

    def progress(self, title: str) -> Progress:
        """Progress of a long verb, on the error stream."""
        return Progress(title, self._stderr, terminal=_is_terminal(self._stderr))

    def flush(self) -> None:
        """Hand over what is still held back; a reader who has gone away shows here."""
        self._stdout.flush()
        self._stderr.flush()

    def abandon(self) -> None:
        """Nobody reads any more: send what is still held back nowhere, so that the interpreter's last flush stays quiet."""
        try:
            descriptor = self._stdout.fileno()
        except (OSError, io.UnsupportedOperation):
            return
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, descriptor)
        os.close(nowhere)

    def _write(self, line: str, tone: Tone) -> None:
        if self._console is None or tone is Tone.PLAIN:
            self._stdout.write(f"{line}\n")
            return
        from rich.text import Text

        self._console.print(Text(line, style=tone.value), soft_wrap=True)

    def _speaks_unicode(self) -> bool:
        return (getattr(self._stdout, "encoding", None) or "utf-8").lower().replace("-", "") == "utf8"


def _is_terminal(stream: TextIO) -> bool:
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def _tolerant(stream: TextIO) -> TextIO:
    """A letter that the stream's encoding lacks is written as its escape, not as a crash."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    return stream


def _console(stream: TextIO) -> Console | None:
    if not _is_terminal(stream):
        return None
    try:
        from rich.console import Console
    except ImportError:
        return None
    return Console(file=stream, highlight=False)
