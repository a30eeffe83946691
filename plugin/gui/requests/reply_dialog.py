"""Recording a reply that came by letter, or what a back office does not tell: who, as what, when, with the letter itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.PyQt import uic
from qgis.PyQt.QtCore import QDate, pyqtSignal
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QLabel, QWidget

from ...domain.recorded_reply import Reply
from ...reports.plain_text import plain_text
from ...resources_path import form_path

if TYPE_CHECKING:
    from ...casefile.requests.replying import ReplyToRecord

_CAPACITIES = ("applicant", "agent", "owner")


class ReplyDialog(QDialog):
    """``entered`` carries a ReplyToRecord; whoever records it says ``accept`` or ``show_refusal``.

    ``by_letter`` is a reply to a letter; else the back office took the line over and does not say whether anybody agreed.
    """

    entered = pyqtSignal(object)

    def __init__(self, title: str, on: date, *, by_letter: bool, who: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        uic.loadUi(str(form_path("record_reply.ui")), self)
        self._attachment: tuple[str, bytes] | None = None
        self._problems: dict[str, QLabel] = {
            "reply": self.replyProblem,
            "who": self.whoProblem,
            "capacity": self.capacityProblem,
            "replied_on": self.dayProblem,
            "attachment": self.attachmentProblem,
        }
        explains = "What did the applicant reply to the letter?" if by_letter else "What did you find out? This back office does not tell."
        self.explanationLabel.setText(plain_text(f"{title}. {explains}"))
        self.disagreedRadio.setVisible(by_letter)
        self.silenceRadio.setVisible(not by_letter)
        self.capacityCombo.addItems(_CAPACITIES)
        self.whoEdit.setText(plain_text(who))
        self.dayEdit.setDate(QDate(on.year, on.month, on.day))
        self.recordButton = self.buttons.addButton("Record", QDialogButtonBox.ButtonRole.AcceptRole)
        self.recordButton.clicked.connect(self._record)
        self.buttons.rejected.connect(self.reject)
        self.attachButton.clicked.connect(self._choose)
        for radio in (self.agreedRadio, self.disagreedRadio, self.silenceRadio):
            radio.toggled.connect(lambda _on: self._follow())
        for field in self._problems:
            self._say(field, "")
        self._follow()

    def show_refusal(self, field: str, sentence: str) -> None:
        """What was wrong, beside it."""
        self.recordButton.setEnabled(True)
        self._say(field if field in self._problems else "reply", sentence)

    def attach(self, path: Path) -> None:
        """Take a file along; says so where it can't be read."""
        from ...casefile.requests.replying import LARGEST_ATTACHMENT

        self._say("attachment", "")
        try:
            if path.stat().st_size > LARGEST_ATTACHMENT:
                self._say("attachment", f"{path.name} is larger than {LARGEST_ATTACHMENT // 1024**2} MB. Attach a smaller scan.")
                return
            self._attachment = (path.name, path.read_bytes())
        except OSError as error:
            self._say("attachment", f"{path.name} can't be read ({error.strerror}).")
            return
        self.attachmentLabel.setText(plain_text(path.name))

    def _follow(self) -> None:
        """Silence is nobody's reply; a reason goes with a no."""
        silent = self.silenceRadio.isChecked()
        for widget in (self.whoEdit, self.whoTitle, self.capacityCombo, self.capacityTitle):
            widget.setEnabled(not silent)
        for widget in (self.wordsTitle, self.wordsEdit):
            widget.setVisible(self.disagreedRadio.isChecked())
        for field in ("reply", "who", "capacity"):
            self._say(field, "")

    def _record(self) -> None:
        from ...casefile.requests.replying import ReplyToRecord

        radios = {self.agreedRadio: Reply.AGREED, self.disagreedRadio: Reply.DISAGREED, self.silenceRadio: Reply.SILENCE}
        reply = next((value for radio, value in radios.items() if radio.isChecked()), None)
        if reply is None:
            self._say("reply", "Choose what the reply was.")
            return
        for field in self._problems:
            self._say(field, "")
        self.recordButton.setEnabled(False)
        day = self.dayEdit.date()
        told: ReplyToRecord = ReplyToRecord(
            reply=reply,
            who="" if reply is Reply.SILENCE else self.whoEdit.text(),
            capacity="" if reply is Reply.SILENCE else self.capacityCombo.currentText(),
            replied_on=date(day.year(), day.month(), day.day()),
            words=self.wordsEdit.toPlainText() if reply is Reply.DISAGREED else "",
            attachment=self._attachment,
        )
        self.entered.emit(told)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, "Attach the reply", "", "Letters and scans (*.pdf *.png *.jpg *.jpeg *.tif *.txt *.eml *.msg)"
        )
        if chosen:
            self.attach(Path(chosen))

    def _say(self, field: str, sentence: str) -> None:
        label = self._problems[field]
        label.setText(plain_text(sentence))
        label.setVisible(bool(sentence))
