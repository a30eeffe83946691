"""A day as a field of a form that may be empty."""

from __future__ import annotations

from datetime import date

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QWidget

from ..days import as_date, as_qdate


class DayField(QWidget):
    """``value`` is None while the day is not known; no later day than ``latest`` can be given."""

    changed = pyqtSignal()

    def __init__(self, latest: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box, self.edit = QCheckBox("Known:"), QDateEdit()
        self.edit.setCalendarPopup(True)
        self.edit.setMaximumDate(as_qdate(latest))
        self.edit.setDate(as_qdate(latest))
        self.edit.setAccessibleName("The day")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        row.addWidget(self.edit)
        row.addStretch()
        self.edit.setEnabled(False)
        self.box.toggled.connect(self.edit.setEnabled)
        self.box.toggled.connect(lambda _on: self.changed.emit())
        self.edit.dateChanged.connect(lambda _day: self.changed.emit())

    @property
    def value(self) -> date | None:
        return as_date(self.edit.date()) if self.box.isChecked() else None

    def put(self, day: date | None) -> None:
        """Shows a day, or that it is not known."""
        self.box.setChecked(day is not None)
        if day is not None:
            self.edit.setDate(as_qdate(day))
