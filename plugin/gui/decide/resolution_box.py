"""What was resolved while the decision is still to come: by whom, when, and subject to what."""

from __future__ import annotations

from datetime import date

from qgis.PyQt.QtCore import QDate, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QDateEdit, QFormLayout, QLabel, QLineEdit, QWidget

from ...domain.casework.resolution import Resolution


class ResolutionBox(QWidget):
    """``changed`` says that the officer has changed something."""

    changed = pyqtSignal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dayEdit = QDateEdit(QDate(today.year, today.month, today.day))
        self.dayEdit.setCalendarPopup(True)
        self.dayEdit.setDisplayFormat("d MMMM yyyy")
        self.bodyEdit = QLineEdit()
        self.bodyEdit.setPlaceholderText("Planning Committee, or the officer under delegation")
        self.subjectEdit = QLineEdit()
        self.subjectEdit.setPlaceholderText("A deed under section 106")
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addRow("Resolved on", self.dayEdit)
        layout.addRow("by", self.bodyEdit)
        layout.addRow("subject to", self.subjectEdit)
        self.lackingLabel = QLabel()
        self.lackingLabel.setWordWrap(True)
        self.lackingLabel.setTextFormat(Qt.TextFormat.PlainText)
        layout.addRow(self.lackingLabel)
        for edit, name in ((self.dayEdit, "Day"), (self.bodyEdit, "Body"), (self.subjectEdit, "Condition")):
            edit.setAccessibleName(f"{name} of the resolution")
        self.dayEdit.dateChanged.connect(lambda _day: self.changed.emit())
        self.bodyEdit.textEdited.connect(lambda _text: self.changed.emit())
        self.subjectEdit.textEdited.connect(lambda _text: self.changed.emit())

    def show_resolution(self, resolution: Resolution | None) -> None:
        """Shows what is kept; where nothing is, the fields are empty. Fields that say the same are left alone, with the cursor in them."""
        if resolution is not None and resolution == self.resolution(resolution.code):
            return
        day = resolution.made_on if resolution is not None else None
        if day is not None:
            self.dayEdit.blockSignals(True)
            self.dayEdit.setDate(QDate(day.year, day.month, day.day))
            self.dayEdit.blockSignals(False)
        self.bodyEdit.setText(resolution.body if resolution is not None else "")
        self.subjectEdit.setText("; ".join(resolution.subject_to) if resolution is not None else "")

    def say_lacking(self, code: str) -> None:
        """Says what the resolution of that code lacks before it counts."""
        lacking = self.resolution(code).unfinished
        self.lackingLabel.setText(f"{lacking} It counts once that is written." if lacking else "")
        self.lackingLabel.setVisible(bool(lacking))

    def resolution(self, code: str) -> Resolution:
        """What the fields say, of the resolution of that code."""
        day = self.dayEdit.date()
        subject = tuple(part.strip() for part in self.subjectEdit.text().split(";") if part.strip())
        return Resolution(code, date(day.year(), day.month(), day.day()), self.bodyEdit.text().strip(), subject)
