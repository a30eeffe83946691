"""Reads the list of cases in a thread of its own: thousands of rows take longer than the window may stand still."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, NamedTuple

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...domain.case import CaseChoices, CaseQuery, CaseRow
from ...domain.errors import RedlineError
from ..tasks.window_first import WindowFirst

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile
    from ...casefile.reader import CaseFileReader


class CaseList(NamedTuple):
    """What a query asked for, and what there is to filter by; ``number`` is that of the question, ``seconds`` what the reading took."""

    number: int
    query: CaseQuery
    rows: list[CaseRow]
    choices: CaseChoices
    seconds: float


class CaseListReader(QObject):
    """Answers the newest question; one that was overtaken while it waited is never asked.

    ``came`` brings a CaseList, ``failed`` a sentence, both to the thread of the window.
    """

    came = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(self, file: CaseFile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._change = threading.Condition()
        self._wanted: CaseQuery | None = None
        self._number = 0
        self._closed = False
        self._thread = threading.Thread(target=self._serve, name="redline-list", daemon=True)
        self._thread.start()

    def ask(self, query: CaseQuery) -> int:
        """Have the list read; returns at once, with the number of the question."""
        with self._change:
            self._wanted = query
            self._number += 1
            self._change.notify()
            return self._number

    def close(self) -> None:
        """Ends the thread, after what it reads at this moment; what it still tells is for whoever listens."""
        with self._change:
            self._closed = True
            self._wanted = None
            self._change.notify()
        self._thread.join()

    def _serve(self) -> None:
        try:
            reader = self._file.reader()
        except RedlineError as error:
            self.failed.emit(str(error))
            return
        try:
            while (asked := self._next()) is not None:
                self._answer(reader, *asked)
        finally:
            reader.close()

    def _next(self) -> tuple[int, CaseQuery] | None:
        with self._change:
            self._change.wait_for(lambda: self._closed or self._wanted is not None)
            wanted, self._wanted = self._wanted, None
            return None if wanted is None else (self._number, wanted)

    def _answer(self, reader: CaseFileReader, number: int, query: CaseQuery) -> None:
        begun = time.monotonic()
        try:
            with WindowFirst():
                rows, choices = reader.cases(query), reader.choices()
        except RedlineError as error:
            self.failed.emit(str(error))
        else:
            self.came.emit(CaseList(number, query, rows, choices, time.monotonic() - begun))
