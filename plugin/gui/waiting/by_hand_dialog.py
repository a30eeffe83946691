"""On which day an act was done by hand in the back office."""

from __future__ import annotations

from qgis.PyQt.QtCore import QDate, pyqtSignal
from qgis.PyQt.QtWidgets import QDateEdit, QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from ...domain.clock import Clock, today
from ...domain.moments import day_of
from ...domain.outbox_entry import OutboxEntry
from ...reports.act_words import act_words
from ...reports.plain_text import plain_text
from ..plain_label import plain_label

_EXPLAINS = "It leaves what waits and is not sent any more. The history keeps that you said so, and the day."


class ByHandDialog(QDialog):
    """``chosen`` carries the day (a date) on the officer's yes."""

    chosen = pyqtSignal(object)

    def __init__(self, entry: OutboxEntry, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Done by hand")
        on, made = today(clock), day_of(entry.created_at)
        self.dayEdit = QDateEdit(QDate(on.year, on.month, on.day))
        self.dayEdit.setCalendarPopup(True)
        self.dayEdit.setDisplayFormat("d MMMM yyyy")
        self.dayEdit.setMaximumDate(QDate(on.year, on.month, on.day))
        if made is not None and made <= on:
            self.dayEdit.setMinimumDate(QDate(made.year, made.month, made.day))
        what, explains = plain_label(plain_text(act_words(entry.verb, entry.payload))), plain_label(_EXPLAINS)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.recordButton = buttons.addButton("&Record", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._record)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow("&Done in the back office on", self.dayEdit)
        layout = QVBoxLayout(self)
        layout.addWidget(what)
        layout.addLayout(form)
        layout.addWidget(explains)
        layout.addWidget(buttons)
        self.setMinimumWidth(360)

    def _record(self) -> None:
        day = self.dayEdit.date()
        self.accept()
        self.chosen.emit(day.toPyDate())
