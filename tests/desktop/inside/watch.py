"""What a test wants to know of the window as a whole: how long it was deaf, and what went wrong in QGIS's Python."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from pathlib import Path
from types import TracebackType


class Gaps:
    """How long the window was deaf, at most, since it was last asked; what this script itself takes is not counted."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.monotonic()

    def tick(self) -> None:
        now = time.monotonic()
        self.longest = max(self.longest, now - self._last)
        self._last = now

    def skip(self) -> None:
        self._last = time.monotonic()


class Uncaught:
    """Writes every exception that nobody caught into a file, the moment it is raised; QGIS's own hook is called as well."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._before = sys.excepthook
        sys.excepthook = self._raised
        threading.excepthook = lambda told: self._raised(told.exc_type, told.exc_value, told.exc_traceback)
        sys.unraisablehook = lambda told: self._raised(told.exc_type, told.exc_value, told.exc_traceback)

    def _raised(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        with self._path.open("a", encoding="utf-8") as written:
            written.write("".join(traceback.format_exception(kind, error, trace)))
        if error is not None:
            self._before(kind, error, trace)
