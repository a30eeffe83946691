"""The press notice: what asks for one, what the officer decides, where and when it appeared and until when comments are taken."""

from __future__ import annotations

from qgis.PyQt.QtCore import QDate, Qt
from qgis.PyQt.QtWidgets import QCheckBox, QDateEdit, QFrame, QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ...domain.case import Case
from ...domain.case_facts import facts_of_case
from ...domain.casework.kept_record import KeptRecord
from ...domain.casework.press_notice import PressNotice
from ...domain.clock import today
from ...domain.errors import RedlineError
from ...domain.plain_days import plain_day
from ...reports.plain_text import plain_text
from ...reports.press_notice_advice import PressAdvice, press_notice_advice
from ...reports.wording import moment_words
from ...rules.comment_period import press_notice_period
from ...rules.press_reasons import press_reasons
from ...rules.rules import Rules
from ..case_list.cases_desk import CasesDesk
from ..days import as_date, as_qdate
from ..rich_text import tooltip
from .assess_page import AssessPage, wrapped
from .case_rules import assessed

_NOTHING = PressAdvice("", {}, frozenset(), "")


class PressNoticePage(AssessPage):
    """What is ticked is kept when the button is pressed, or when the page is left."""

    def __init__(self, desk: CasesDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._uuid = ""
        self._kept: KeptRecord | None = None
        self._shown = PressNotice(False)
        self._advice = _NOTHING
        self._loading = False
        self.adviceLabel = wrapped(name="What the rules say")
        self.requiredBox = QCheckBox("A press notice is &needed, because")
        self.reasonBoxes = {code: QCheckBox(_short(code)) for code in press_reasons()}
        self.otherEdit, self.newspaperEdit = QLineEdit(), QLineEdit()
        self.publishedBox, self.publishedEdit = QCheckBox("Published on"), QDateEdit()
        self.untilLabel, self.stateLabel = wrapped(name="Until when comments are taken"), wrapped(name="Whether it is kept")
        self.keepButton = QPushButton("&Keep")
        self._lay_out()
        for box in (self.requiredBox, self.publishedBox, *self.reasonBoxes.values()):
            box.toggled.connect(self._changed)
        for edit in (self.otherEdit, self.newspaperEdit):
            edit.textChanged.connect(self._changed)
        self.publishedEdit.dateChanged.connect(self._changed)
        self.keepButton.clicked.connect(self.keep)

    def show_case(self, case: Case) -> None:
        self._kept = next((each for each in case.casework if isinstance(each.record, PressNotice)), None)
        try:
            self._advice = press_notice_advice(assessed(self.desk, case))
        except RedlineError as error:
            self._advice = PressAdvice(str(error), {}, frozenset(), "")
        self.adviceLabel.setText(plain_text(" ".join(part for part in (self._advice.says, self._advice.unseen) if part)))
        for code, box in self.reasonBoxes.items():
            why = self._advice.reasons.get(code, "")
            box.setText(f"{_short(code)}: suggested" if why else _short(code))
            box.setToolTip(tooltip(f"{press_reasons()[code]}. {why}".strip()))
        if case.uuid != self._uuid or not self.dirty:
            self._uuid = case.uuid
            record = self._kept.record if self._kept is not None else None
            self._load(record if isinstance(record, PressNotice) else self._suggested())
        self._show_state()

    @property
    def notice(self) -> PressNotice:
        """What the fields say."""
        reasons = tuple(code for code, box in self.reasonBoxes.items() if box.isChecked())
        day = as_date(self.publishedEdit.date()) if self.publishedBox.isChecked() else None
        return PressNotice(
            self.requiredBox.isChecked(), reasons, self.otherEdit.text().strip(), day, self.newspaperEdit.text().strip(), self._shown.note
        )

    @property
    def dirty(self) -> bool:
        """Whether the officer has changed something that is not kept."""
        return bool(self._uuid) and self.notice != self._shown

    def keep(self) -> None:
        """Keeps what the fields say."""
        uuid, notice, seen = self._uuid, self.notice, self._kept.revision if self._kept is not None else 0
        self.acts.run(self.desk.file, "keeping a press notice", lambda file: file.keep_casework(uuid, notice, seen=seen))

    def kept(self) -> None:
        self._shown = self.notice
        super().kept()

    def leave(self) -> None:
        if self.dirty and not self.notice.lacking:
            self.keep()

    def _suggested(self) -> PressNotice:
        """What no officer has said yet: ticked is what is certain; what has to be judged is for the officer to tick."""
        sure = tuple(code for code in self.reasonBoxes if code in self._advice.sure)
        return PressNotice(bool(sure), sure)

    def _load(self, notice: PressNotice) -> None:
        self._loading = True
        self._shown = notice
        self.requiredBox.setChecked(notice.required)
        for code, box in self.reasonBoxes.items():
            box.setChecked(code in notice.reasons)
        self.otherEdit.setText(notice.other)
        self.newspaperEdit.setText(notice.newspaper)
        self.publishedBox.setChecked(notice.published_on is not None)
        self.publishedEdit.setDate(as_qdate(notice.published_on or today(self.desk.clock)))
        self._loading = False

    def _changed(self, *_what: object) -> None:
        if not self._loading:
            self._show_state()

    def _show_state(self) -> None:
        needed = self.requiredBox.isChecked()
        for box in self.reasonBoxes.values():
            box.setEnabled(needed)
        self.otherEdit.setVisible(self.reasonBoxes["other"].isChecked())
        for each in (self.publishedBox, self.newspaperEdit):
            each.setEnabled(needed)
        self.publishedEdit.setEnabled(needed and self.publishedBox.isChecked())
        kept = self._kept
        self.keepButton.setEnabled(self.dirty or kept is None)
        said = f"Kept {moment_words(kept.changed_at)}, {kept.officer}" if kept is not None else "Suggested, not kept yet"
        self.stateLabel.setText("Not kept yet" if self.dirty else said)
        self.untilLabel.setText(self._until())

    def _until(self) -> str:
        case, day = self.desk.case, self.notice.published_on
        if case is None or day is None or not self.notice.required:
            return ""
        try:
            end = press_notice_period(self.notice, facts_of_case(case), day, Rules(today(self.desk.clock)))
        except RedlineError as error:
            return str(error)
        return f"Comments until {plain_day(end.day)}: {end.says}."

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.adviceLabel)
        column.addWidget(self.requiredBox)
        for box in self.reasonBoxes.values():
            row = QHBoxLayout()
            row.addSpacing(18)
            row.addWidget(box, 1)
            column.addLayout(row)
        column.addWidget(self.otherEdit)
        published = QHBoxLayout()
        for each in (self.publishedBox, self.publishedEdit):
            published.addWidget(each)
        published.addStretch()
        column.addLayout(published)
        column.addWidget(self.newspaperEdit)
        column.addWidget(self.untilLabel)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        for each in (area.viewport(), inner):
            each.setAutoFillBackground(False)
        foot = QHBoxLayout()
        foot.addWidget(self.stateLabel, 1)
        foot.addWidget(self.keepButton)
        self.rows.addWidget(area, 1)
        self.rows.addWidget(self.problemLabel)
        self.rows.addLayout(foot)
        self.otherEdit.setPlaceholderText("The other reason")
        self.newspaperEdit.setPlaceholderText("Newspaper")
        for edit, name in ((self.otherEdit, "The other reason"), (self.newspaperEdit, "Newspaper"), (self.publishedEdit, "Published on")):
            edit.setAccessibleName(name)
        self.publishedEdit.setCalendarPopup(True)
        self.publishedEdit.setMinimumDate(QDate(2000, 1, 1))


def _short(code: str) -> str:
    """A reason without its law, which stands in the tooltip."""
    return press_reasons()[code].split(" (", 1)[0]
