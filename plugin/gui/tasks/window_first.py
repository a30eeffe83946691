"""Lets the window have Python's interpreter soon, while something of Redline's computes beside it."""

from __future__ import annotations

import sys
import threading
from types import TracebackType

#: Seconds after which a thread that computes is asked to let another have the interpreter; Python's own are 0.005, and the window, which
#: lets go of it with every question to a file, waits so long for it each time.
_SOON = 0.0005


class _Pace:
    """How many are at it, and what was before the first of them."""

    def __init__(self) -> None:
        self._change = threading.Lock()
        self._count = 0
        self._before = 0.0

    def come(self) -> None:
        with self._change:
            if self._count == 0:
                self._before = sys.getswitchinterval()
                sys.setswitchinterval(min(_SOON, self._before))
            self._count += 1

    def go(self) -> None:
        with self._change:
            self._count -= 1
            if self._count == 0:
                sys.setswitchinterval(self._before)


_PACE = _Pace()


class WindowFirst:
    """A context manager for the thread that computes; several may be open at once, and the last one out puts back what was."""

    def __enter__(self) -> WindowFirst:  # noqa: PYI034  # Self is not in Python 3.9
        _PACE.come()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        _PACE.go()
