"""What would be sent of an assessment, for the officer's yes: each piece, and whom the constraints bring into consultation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QVBoxLayout, QWidget

from ...domain.case import Case
from ...reports.act_words import act_words
from ...reports.kept_here import kept_here
from ...reports.plain_text import plain_text
from ..assess.added_consultees import added_consultees
from ..case_list.cases_desk import CasesDesk

if TYPE_CHECKING:
    from ...casefile.casework.sending_casework import Step

_NOTHING = "The back office has all of the assessment: there is nothing to send."
_STAYS = "This stays in your case file:"
_EXPLAINS = "This goes to the back office now, or waits until it is in reach. The recommendation stays a draft."


class SendAssessment(QDialog):
    """Accepted on the officer's yes."""

    def __init__(self, desk: CasesDesk, case: Case, steps: Iterable[Step], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sent = [step for step in steps if step.payload is not None]
        self.setWindowTitle(f"Send the assessment: {case.reference}")
        self.resize(500, 420)
        self.list = QListWidget()
        self.list.setAccessibleName("What is sent")
        self.list.setWordWrap(True)
        self.list.addItems([plain_text(act_words(step.verb, step.payload or {})) for step in sent])
        self.list.setVisible(bool(sent))
        self.consulteesLabel = QLabel(plain_text(added_consultees(desk, case, sent)))
        explains = QLabel(_EXPLAINS if sent else _NOTHING)
        for label in (explains, self.consulteesLabel):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.consulteesLabel.setVisible(bool(self.consulteesLabel.text()))
        stays = kept_here(case)
        self.staysLabel = QLabel(_STAYS)
        self.staysList = QListWidget()
        self.staysList.setAccessibleName(_STAYS)
        self.staysList.setWordWrap(True)
        self.staysList.addItems([plain_text(words) for words in stays])
        for widget in (self.staysLabel, self.staysList):
            widget.setVisible(bool(stays))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.sendButton = buttons.addButton("&Send", QDialogButtonBox.ButtonRole.AcceptRole)
        self.sendButton.setEnabled(bool(sent))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(explains)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.consulteesLabel)
        layout.addWidget(self.staysLabel)
        layout.addWidget(self.staysList, 1)
        if not sent and not stays:
            layout.addStretch(1)
        layout.addWidget(buttons)
