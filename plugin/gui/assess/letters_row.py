"""The day on which the letters to the neighbours of a kept list went out."""

from __future__ import annotations

from datetime import date

from qgis.PyQt.QtCore import QDate, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QWidget

from ..days import as_date, as_qdate


class LettersRow(QWidget):
    """``said`` carries the day, None where the officer takes it back; nothing is said of a day that is shown already."""

    said = pyqtSignal(object)

    def __init__(self, latest: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._latest = latest
        self._shown: date | None = None
        self.box, self.edit = QCheckBox("Letters &sent on"), QDateEdit()
        self.edit.setCalendarPopup(True)
        self.edit.setDateRange(QDate(2000, 1, 1), as_qdate(latest))
        self.edit.setAccessibleName("Letters sent on")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        row.addWidget(self.edit)
        row.addStretch()
        self.box.toggled.connect(self.edit.setEnabled)
        self.box.clicked.connect(self._say)
        self.edit.editingFinished.connect(self._say)
        self.put(None)

    @property
    def value(self) -> date | None:
        return as_date(self.edit.date()) if self.box.isChecked() else None

    def put(self, day: date | None) -> None:
        """Shows a day, or that no letters went out."""
        self._shown = day
        self.box.setChecked(day is not None)
        self.edit.setEnabled(day is not None)
        self.edit.setDate(as_qdate(day or self._latest))

    def _say(self, _checked: bool = False) -> None:
        if self.value != self._shown:
            self._shown = self.value
            self.said.emit(self._shown)
