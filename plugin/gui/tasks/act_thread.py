"""Acts of the officer's, written into the case file one after the other, beside the window, which never waits for the disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QThread, pyqtSignal

from ...domain.errors import RedlineError

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile

    Act = Callable[[CaseFile], Any]

_UNFORESEEN = "Nothing was kept; the log under Python says why."


class ActThread(QThread):
    """A thread with a connection of its own, which does one act after the other.

    ``done`` carries each act's number and what it gave, ``failed`` its number and a RedlineError. Every act has one of the two, also where
    it breaks in a way that nobody foresaw: that ends the thread, which begins anew with the act behind it.
    """

    done = pyqtSignal(int, object)
    failed = pyqtSignal(int, object)

    def __init__(self, file: CaseFile) -> None:
        super().__init__()
        self._file = file
        self._acts: SimpleQueue[tuple[int, Act] | None] = SimpleQueue()
        self._number = 0
        self._own: CaseFile | None = None
        self.finished.connect(self._begin)

    def put(self, act: Act) -> int:
        """Queue an act behind the others; gives its number."""
        self._number += 1
        self._acts.put((self._number, act))
        self._begin()
        return self._number

    def finish(self) -> None:
        """Write what is queued, then end; waits for it, which is a matter of milliseconds."""
        self._acts.put(None)
        while not self._acts.empty() or self.isRunning():
            self._begin()
            self.wait()

    def run(self) -> None:
        try:
            while (wanted := self._acts.get()) is not None:
                self._do(*wanted)
        finally:
            if self._own is not None:
                self._own.close()
                self._own = None

    def _begin(self) -> None:
        if not self._acts.empty() and not self.isRunning():
            self.start()

    def _do(self, number: int, act: Act) -> None:
        refusal: RedlineError | None = RedlineError(_UNFORESEEN)
        given: Any = None
        try:
            self._own = self._own or self._file.for_this_thread()
            # Who acts may have been told by the back office since this connection was opened
            self._own.identity = self._file.identity
            given, refusal = act(self._own), None
        except RedlineError as error:
            refusal = error
        except (OSError, sqlite3.Error) as error:
            refusal = RedlineError(str(error))
        finally:
            if refusal is not None:
                self.failed.emit(number, refusal)
        if refusal is None:
            self.done.emit(number, given)
