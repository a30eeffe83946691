"""A window that goes on while something is held up: what it asked for is let through only once the window has turned."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from qgis.PyQt.QtCore import QCoreApplication

#: Turns of the window's loop that what is held up waits for.
TURNS = 5
#: Seconds after which it is let through all the same, and that is told.
PATIENCE = 20.0


class WindowTurns:
    """``hold`` is for the thread of a server or of a line, ``until`` for the window's. ``held`` counts what was held up; ``given_up`` what
    the window did not turn for."""

    def __init__(self) -> None:
        self.held = 0
        self.given_up = 0
        self._turned = threading.Condition()
        self._turns = 0

    def hold(self) -> None:
        """Wait until the window has turned some times more."""
        with self._turned:
            self.held += 1
            enough = self._turns + TURNS
            if not self._turned.wait_for(lambda: self._turns >= enough, PATIENCE):
                self.given_up += 1

    def until(self, ended: Callable[[], object], seconds: float = 90) -> None:
        """Let the window turn until something has ended."""
        end = time.monotonic() + seconds
        while not ended() and time.monotonic() < end:
            QCoreApplication.processEvents()
            with self._turned:
                self._turns += 1
                self._turned.notify_all()
            time.sleep(0.002)
        assert ended()

    def assert_never_waited(self, times: int) -> None:
        """So many times something was held up, and the window turned each time."""
        assert (self.held, self.given_up) == (times, 0), "the window waited itself for what was held up"
