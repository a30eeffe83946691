"""Before a red line is sent: the reason, the certificate, how the change is handled and why, and the letter as it will read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qgis.core import QgsMapLayer
from qgis.PyQt import uic
from qgis.PyQt.QtCore import QSize, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QDialog, QLabel, QRadioButton, QWidget

from ...domain.check import Severity
from ...domain.red_line_request import Certificate, Grounds, Handling
from ...reports.area_changes import before_and_after
from ...reports.plain_text import plain_text
from ...reports.to_ask import ToAsk
from ...resources_path import form_path
from ..icons import severity_icon
from .letter_preview import LetterPreview

if TYPE_CHECKING:
    from ...reports.letter import Letter, Terms, Writer

#: Milliseconds after the last letter typed until the preview follows.
_PAUSE = 250


class SendDialog(QDialog):
    """``send_wanted`` and ``letter_wanted`` carry the Grounds, which are complete as far as the form can tell.

    Whoever sends says ``done`` or ``show_refusal``; until then the form waits.
    """

    send_wanted = pyqtSignal(object)
    letter_wanted = pyqtSignal(object)

    def __init__(self, ask: ToAsk, terms: Terms, writer: Writer, ground: Sequence[QgsMapLayer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        uic.loadUi(str(form_path("send_boundary.ui")), self)
        self.ask = ask
        self._terms = terms
        self._writer = writer
        self.preview = LetterPreview()
        self.previewLayout.addWidget(self.preview)
        self.splitter.setSizes([430, 530])
        self._problems: dict[str, QLabel] = {
            "reason": self.reasonProblem,
            "handling_reason": self.whyProblem,
            "certificate": self.certificateProblem,
            "line": self.lineProblem,
        }
        self.certificates: dict[QRadioButton, Certificate] = {
            self.applicantRadio: Certificate.UNCHANGED,
            self.knownRadio: Certificate.B,
            self.someRadio: Certificate.C,
            self.unknownRadio: Certificate.D,
            self.confirmRadio: Certificate.TO_BE_CONFIRMED,
        }
        self.handlings: dict[QRadioButton, Handling] = {
            self.acceptRadio: Handling.ACCEPT_AS_DRAWN,
            self.reconsultRadio: Handling.RECONSULT,
            self.freshRadio: Handling.FRESH_APPLICATION,
        }
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(_PAUSE)
        self._follow.timeout.connect(self._show_letter)
        self._fill()
        self._connect()
        bar = self.scroll.verticalScrollBar().sizeHint().width()
        self.scroll.setMinimumWidth(self.formHolder.minimumSizeHint().width() + bar)
        self._show_letter()
        self.preview.draw_map(self.letter(), ground)

    def grounds(self) -> Grounds:
        """What stands in the form."""
        certificate = next((value for radio, value in self.certificates.items() if radio.isChecked()), None)
        handling = next(value for radio, value in self.handlings.items() if radio.isChecked())
        asked = certificate if self.ask.takes_in_land else None
        return Grounds(self.reasonEdit.toPlainText().strip(), handling, self.whyEdit.toPlainText().strip(), asked)

    def letter(self) -> Letter:
        """The letter as the form has it now."""
        return self.ask.letter(self.grounds(), self._terms, self._writer)

    def show_refusal(self, field: str, sentence: str) -> None:
        """What was wrong, beside it; the form can be put right and sent again."""
        self._busy(False)
        self._say(field if field in self._problems else "line", sentence)

    def _stop(self) -> None:
        self._follow.stop()
        self.preview.stop()

    def _fill(self) -> None:
        from ...reports.letter import Route
        from ...reports.request_standing import open_requests
        from ...reports.suggested_handling import suggested_handling

        ask = self.ask
        self.titleLabel.setText(plain_text(f"{ask.case.reference}: version {ask.number} over version {ask.over.number}"))
        change = ask.change
        areas = before_and_after(change.before if change is not None else None, change.after if change is not None else None)
        self.changeLabel.setText(f"{change.kind.value.capitalize()}. {areas}" if change is not None else "The first red line of this case.")
        others = len(open_requests(ask.case))
        others_open = (
            f"{others} other {'request is' if others == 1 else 'requests are'} still open. The one that is answered last wins in the back "
            "office, whatever line it was drawn over: take the other back first."
        )
        warnings = [each for each in (ask.warning, others_open if others else "") if each]
        self.warningLabel.setText(plain_text(" ".join(warnings)))
        self.warningFrame.setVisible(bool(warnings))
        self.warningIcon.setPixmap(severity_icon(Severity.WARNING).pixmap(QSize(16, 16)))
        self.reasonEdit.setPlainText(ask.reason)
        self.certificateBox.setVisible(ask.takes_in_land)
        suggested = suggested_handling(ask.consequences)
        next(radio for radio, value in self.handlings.items() if value is suggested.handling).setChecked(True)
        self.whyEdit.setPlainText(suggested.reason)
        self.handlingBox.setToolTip("One is suggested, with its reason; you decide")
        letter = self._terms.route is Route.LETTER
        self.routeLabel.setText(_BY_LETTER if letter else _BY_BACK_OFFICE)
        self.sendButton.setText("Save and write the letter…" if letter else "&Send")
        for field in self._problems:
            self._say(field, "")

    def _connect(self) -> None:
        for edit, field in ((self.reasonEdit, "reason"), (self.whyEdit, "handling_reason")):
            edit.textChanged.connect(lambda field=field: self._changed(field))
        for radio in (*self.certificates, *self.handlings):
            radio.toggled.connect(lambda _on: self._changed("certificate"))
        self.sendButton.clicked.connect(self._send)
        self.letterButton.clicked.connect(lambda: self.letter_wanted.emit(self.grounds()))
        self.cancelButton.clicked.connect(self.close)
        # However the form is left: sent, cancelled, closed or by Escape
        self.finished.connect(lambda _result: self._stop())
        (self.sendButton if self.ask.reason else self.reasonEdit).setFocus()

    def _changed(self, field: str) -> None:
        self._say(field, "")
        self._follow.start()

    def _show_letter(self) -> None:
        self.preview.show_letter(self.letter())

    def _send(self) -> None:
        from ...casefile.requests.missing_words import missing_words

        grounds = self.grounds()
        missing = missing_words(grounds, takes_in_land=self.ask.takes_in_land)
        for field, words in missing.items():
            self._say(field, words)
        if missing:
            self._focus(next(iter(missing)))
            return
        self._busy(True)
        self.send_wanted.emit(grounds)

    def _focus(self, field: str) -> None:
        where: QWidget = {"reason": self.reasonEdit, "handling_reason": self.whyEdit}.get(field, self.applicantRadio)
        where.setFocus()
        self.scroll.ensureWidgetVisible(self._problems[field])

    def _busy(self, busy: bool) -> None:
        for widget in (self.sendButton, self.letterButton, self.formHolder):
            widget.setEnabled(not busy)

    def _say(self, field: str, sentence: str) -> None:
        label = self._problems[field]
        label.setText(plain_text(sentence))
        label.setVisible(bool(sentence))


_BY_BACK_OFFICE = (
    "The request goes to the back office, which sends the applicant a link. It waits in the outbox until the back office has taken it."
)
_BY_LETTER = (
    "This back office takes no requests from Redline: a letter and the line as GeoJSON are written for you to send. Record the day on "
    "which it went out, and later the reply, under Letters."
)
