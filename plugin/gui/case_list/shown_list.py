"""The list of cases as it was last read, beside the window; what comes in between two readings is read together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...domain.case import CaseChoices, CaseQuery, CaseRow
from .case_list_reader import CaseList, CaseListReader

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile

#: Milliseconds between two readings while a pull brings cases in, and how many times as long as a reading takes at the least.
_RELOAD, _PATIENCE = 700, 8


class ShownList(QObject):
    """``changed`` says that ``rows`` and ``choices`` are there anew, ``failed`` why not. ``source`` gives the back office's name."""

    changed = pyqtSignal()
    failed = pyqtSignal(str)

    def __init__(self, source: Callable[[], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.query = CaseQuery()
        self.rows: list[CaseRow] = []
        self.choices = CaseChoices({}, {}, {})
        self._source = source
        self._reader: CaseListReader | None = None
        self._asked = self._listed = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_RELOAD)
        self._soon.timeout.connect(self.reload)

    @property
    def answers_query(self) -> bool:
        """Whether ``rows`` are the answer to the last question, and not yet those of an earlier one."""
        return self._reader is not None and self._listed == self._asked

    def begin(self, file: CaseFile) -> None:
        """Reads from a case file from now on, when it is asked to."""
        self._reader = CaseListReader(file, self)
        self._reader.came.connect(partial(self._came, self._reader))
        self._reader.failed.connect(self.failed)

    def end(self) -> bool:
        """Lets go of the case file; whether rows were shown that now are not."""
        self._soon.stop()
        if self._reader is not None:
            self._reader.close()
            self._reader.deleteLater()
        self._reader = None
        self._asked = self._listed = 0
        shown, self.rows = bool(self.rows), []
        return shown

    def reload(self) -> None:
        """Has the list read again."""
        self._soon.stop()
        if self._reader is not None:
            self._asked = self._reader.ask(replace(self.query, source=self._source()))

    def reload_soon(self) -> None:
        """The same in a moment, once for all that comes until then."""
        if not self._soon.isActive():
            self._soon.start()

    def _came(self, reader: CaseListReader, listed: CaseList) -> None:
        if reader is not self._reader or replace(listed.query, source="") != self.query:
            return
        self._listed = listed.number
        self._soon.setInterval(max(_RELOAD, int(1000 * _PATIENCE * listed.seconds)))
        self.rows, self.choices = listed.rows, listed.choices
        self.changed.emit()
