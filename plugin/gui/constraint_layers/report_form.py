"""Below the list of reports: the one that is chosen in its own words, and what the GIS team says became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ...domain.casework.wrong_constraint import ReportState
from ...reports.plain_text import plain_text
from ...reports.wording import moment_words
from ..plain_label import plain_label

if TYPE_CHECKING:
    from ...casefile.casework.wrong_constraints import Report


class ReportForm(QWidget):
    """``dealt`` carries what became of the report and the word to its officer; ``taken_up`` asks for it to wait again."""

    dealt = pyqtSignal(object, str)
    taken_up = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.evidenceLabel, self.answerLabel = plain_label(), plain_label()
        self.stateBox = QComboBox()
        for state in ReportState:
            if state is not ReportState.WAITS:
                self.stateBox.addItem(state.value.capitalize(), state)
        self.stateBox.setAccessibleName("What became of the report")
        self.wordEdit = QLineEdit()
        self.wordEdit.setPlaceholderText("In a word, for the officer who reported it")
        self.wordEdit.setAccessibleName("A word to the officer who reported it")
        self.dealtButton, self.takeUpButton = QPushButton("&Dealt with"), QPushButton("Take &up again")
        for each in (self.dealtButton, self.takeUpButton):
            each.setAutoDefault(False)
        button = QHBoxLayout()
        button.addStretch(1)
        button.addWidget(self.dealtButton)
        button.addWidget(self.takeUpButton)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for each in (self.evidenceLabel, self.answerLabel, self.stateBox, self.wordEdit):
            layout.addWidget(each)
        layout.addLayout(button)
        layout.addStretch(1)
        self.dealtButton.clicked.connect(lambda _checked=False: self.dealt.emit(self.stateBox.currentData(), self.wordEdit.text()))
        self.wordEdit.returnPressed.connect(self.dealtButton.click)
        self.takeUpButton.clicked.connect(lambda _checked=False: self.taken_up.emit())

    def show_report(self, report: Report | None) -> None:
        """The chosen one; None hides the form."""
        self.setVisible(report is not None)
        if report is None:
            return
        record = report.record
        self.evidenceLabel.setText(plain_text(f"{report.officer} says: {record.evidence}"))
        if report.source:
            self._show_saved(report)
            return
        waits = record.waits
        for each in (self.stateBox, self.wordEdit, self.dealtButton):
            each.setVisible(waits)
        for each in (self.answerLabel, self.takeUpButton):
            each.setVisible(not waits)
        who = f"{report.dealt_by}, {moment_words(report.dealt_at)}"
        self.answerLabel.setText(plain_text(f"{record.state.value.capitalize()}: “{record.word}” {who}"))

    def _show_saved(self, report: Report) -> None:
        """Of another case file nothing can be kept here."""
        for each in (self.stateBox, self.wordEdit, self.dealtButton, self.takeUpButton):
            each.hide()
        self.answerLabel.show()
        became = f"{report.record.state.value.capitalize()}. " if not report.record.waits else ""
        words = f"{became}From {report.source}: to be looked at; what became of it is kept in the case file that it comes from."
        self.answerLabel.setText(plain_text(words))
