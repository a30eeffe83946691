"""A small form that asks for a reason, a day or both, and shows what is wrong beside the field that is wrong."""

from __future__ import annotations

from datetime import date

from qgis.PyQt.QtCore import QDate, pyqtSignal
from qgis.PyQt.QtWidgets import QDateEdit, QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from ...reports.plain_text import plain_text
from ..plain_label import plain_label


class EntryDialog(QDialog):
    """``entered`` carries the text ("" without a field for it) and the day (None without one).

    Whoever does it says ``accept`` or ``show_refusal``.
    """

    entered = pyqtSignal(str, object)

    def __init__(
        self, title: str, explains: str, does: str, *, text: str = "", day: date | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        layout = QVBoxLayout(self)
        explanation = plain_label(explains)
        layout.addWidget(explanation)
        self.text = QPlainTextEdit() if text else None
        self.day = QDateEdit(QDate(day.year, day.month, day.day)) if day is not None else None
        if self.text is not None:
            self.text.setPlaceholderText(text)
            self.text.setAccessibleName(text)
            self.text.setTabChangesFocus(True)
            self.text.setMaximumHeight(90)
            self.text.textChanged.connect(lambda: self.show_refusal("", ""))
            layout.addWidget(self.text)
        if self.day is not None:
            self.day.setCalendarPopup(True)
            self.day.setDisplayFormat("d MMMM yyyy")
            layout.addWidget(self.day)
        self.problem = plain_label()
        self.problem.hide()
        layout.addWidget(self.problem)
        buttons = QDialogButtonBox()
        self.doButton = buttons.addButton(does, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.doButton.clicked.connect(self._enter)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def show_refusal(self, _field: str, sentence: str) -> None:
        """Why it was not done; the form stays."""
        self.doButton.setEnabled(True)
        self.problem.setText(plain_text(sentence))
        self.problem.setVisible(bool(sentence))

    def _enter(self) -> None:
        self.doButton.setEnabled(False)
        day = self.day.date() if self.day is not None else None
        text = self.text.toPlainText().strip() if self.text is not None else ""
        self.entered.emit(text, None if day is None else date(day.year(), day.month(), day.day()))
