"""One run at a time sends what waits in a case file: the refresh of a case and the pull of the same window take turns."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import Cancelled

#: Seconds between two looks whether whoever waits for its turn was stopped.
_GLANCE = 0.05
_turns: dict[Path, threading.Lock] = {}
_guard = threading.Lock()


@contextmanager
def turn(path: Path, cancelled: Callable[[], bool]) -> Iterator[None]:
    """Hold the one turn for the case file at ``path``. Raises Cancelled where the wait for it is stopped."""
    with _guard:
        lock = _turns.setdefault(path, threading.Lock())
    while not lock.acquire(timeout=_GLANCE):
        if cancelled():
            raise Cancelled
    try:
        yield
    finally:
        lock.release()
