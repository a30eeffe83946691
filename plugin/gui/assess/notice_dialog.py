"""Asks what a site notice has to say beside what is known of the case; what the authority writes on every notice is remembered."""

from __future__ import annotations

from datetime import date

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QDateEdit, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from ...domain.errors import RedlineError
from ...domain.named_date import NamedDate
from ...domain.plain_days import plain_day
from ...reports.assessed_site import AssessedSite
from ...reports.plain_text import plain_text
from ...reports.site_notice import NoticeTerms, notice_statements
from ...rules.comment_period import as_announced, comment_period
from ..days import as_date, as_qdate
from ..rich_text import tooltip
from .assess_page import wrapped

_GROUP = "redline/notice"
_REFERENCE = "{reference}"


class NoticeDialog(QDialog):
    """``print_wanted`` carries the NoticeTerms. ``suggested`` are the codes of the statements that are certain or were decided on.

    ``why`` is what speaks for each, by code.
    """

    print_wanted = pyqtSignal(object)

    def __init__(
        self,
        reference: str,
        assessed: AssessedSite,
        on: date,
        suggested: frozenset[str],
        why: dict[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._reference = reference
        self._assessed = assessed
        self.setWindowTitle(f"Site notice of {reference}")
        self.resize(520, 420)
        self.displayedEdit, self.untilEdit = QDateEdit(as_qdate(on)), QDateEdit(as_qdate(on))
        for edit in (self.displayedEdit, self.untilEdit):
            edit.setCalendarPopup(True)
            edit.setDisplayFormat("d MMMM yyyy")
        self.periodLabel = wrapped(name="How the last day is reckoned")
        self.statementBoxes = {code: QCheckBox(words) for code, words in notice_statements().items()}
        for code, box in self.statementBoxes.items():
            box.setChecked(code in suggested)
            box.setToolTip(tooltip(why.get(code, "")))
            if code in why and code not in suggested:
                box.setText(f"{box.text()} (suggested: judge it)")
        self.linkEdit, self.officeEdit, self.commentsEdit, self.roleEdit = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.linkEdit.setPlaceholderText("https://…/{reference}")
        self.linkEdit.setToolTip("The public page of the application; {reference} stands for its reference on every notice")
        self.commentsEdit.setPlaceholderText("E-mail, website or postal address")
        self.problemLabel = wrapped()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.printButton = self.buttons.addButton("&Print as PDF…", QDialogButtonBox.ButtonRole.AcceptRole)
        self.printButton.clicked.connect(self._print)
        self.buttons.rejected.connect(self.reject)
        self._lay_out()
        self._recall()
        self.displayedEdit.dateChanged.connect(lambda _day: self._reckon())
        self.statementBoxes["environment"].toggled.connect(lambda _checked: self._reckon())
        self._reckon()

    @property
    def terms(self) -> NoticeTerms:
        """What the form says."""
        return NoticeTerms(
            as_date(self.displayedEdit.date()),
            as_date(self.untilEdit.date()),
            tuple(code for code, box in self.statementBoxes.items() if box.isChecked()),
            self.linkEdit.text().strip().replace(_REFERENCE, self._reference),
            self.officeEdit.text().strip(),
            self.commentsEdit.text().strip(),
            self.roleEdit.text().strip(),
        )

    def refuse(self, sentence: str) -> None:
        """Why it was not printed; the form stays."""
        self.problemLabel.setText(plain_text(sentence))
        self.printButton.setEnabled(True)

    def _print(self) -> None:
        terms = self.terms
        if terms.lacking:
            self.refuse(terms.lacking)
            return
        self.problemLabel.clear()
        for name, edit in self._remembered.items():
            QgsSettings().setValue(f"{_GROUP}/{name}", edit.text().strip())
        self.print_wanted.emit(terms)

    def _reckon(self) -> None:
        try:
            facts = as_announced(self._assessed.facts, self.terms.statements)
            end: NamedDate = comment_period("site-notice", facts, as_date(self.displayedEdit.date()), self._assessed.rules)
        except RedlineError as error:
            self.periodLabel.setText(plain_text(str(error)))
            return
        self.untilEdit.setDate(as_qdate(end.day))
        self.periodLabel.setText(plain_text(f"Comments until {plain_day(end.day)}: {end.says}. {end.confirm}"))

    @property
    def _remembered(self) -> dict[str, QLineEdit]:
        return {"link": self.linkEdit, "office": self.officeEdit, "comments": self.commentsEdit, "role": self.roleEdit}

    def _recall(self) -> None:
        for name, edit in self._remembered.items():
            edit.setText(QgsSettings().value(f"{_GROUP}/{name}", "Planning officer" if name == "role" else "", str))

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for words, widget in (
            ("&Displayed on", self.displayedEdit),
            ("Comments &until", self.untilEdit),
            ("Public &page", self.linkEdit),
            ("At an &office", self.officeEdit),
            ("&Comments to", self.commentsEdit),
            ("Your &role", self.roleEdit),
        ):
            form.addRow(words, widget)
            widget.setAccessibleName(words.replace("&", ""))
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.periodLabel)
        layout.addWidget(wrapped("The notice states:"))
        for box in self.statementBoxes.values():
            layout.addWidget(box)
        layout.addWidget(self.problemLabel)
        layout.addStretch()
        layout.addWidget(self.buttons)
