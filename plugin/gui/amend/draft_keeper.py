"""Writes a draft into the case file beside the window, which never waits for the disk."""

from __future__ import annotations

from collections.abc import Callable
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QThread, pyqtSignal

from ...domain.errors import RedlineError

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile

    Act = Callable[[CaseFile], Any]


class DraftKeeper(QThread):
    """A thread with a connection of its own, which does one act after the other.

    ``done`` carries each act's number and what it gave, ``failed`` its number and the error.
    """

    done = pyqtSignal(int, object)
    failed = pyqtSignal(int, object)

    def __init__(self, file: CaseFile) -> None:
        super().__init__()
        self._file = file
        self._acts: SimpleQueue[tuple[int, Act] | None] = SimpleQueue()
        self._number = 0

    def put(self, act: Act) -> int:
        """Queue an act behind the others; gives its number."""
        self._number += 1
        self._acts.put((self._number, act))
        if not self.isRunning():
            self.start()
        return self._number

    def finish(self) -> None:
        """Write what is queued, then end; waits for it, which is a matter of milliseconds."""
        self._acts.put(None)
        self.wait()

    def run(self) -> None:
        try:
            with self._file.for_this_thread() as file:
                while (wanted := self._acts.get()) is not None:
                    number, act = wanted
                    try:
                        given = act(file)
                    except RedlineError as error:
                        self.failed.emit(number, error)
                    else:
                        self.done.emit(number, given)
        except RedlineError as error:
            while (wanted := self._acts.get()) is not None:
                self.failed.emit(wanted[0], error)
