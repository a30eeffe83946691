"""Below the findings of a case: what the officer answers to the constraint or the dataset that is chosen."""

from __future__ import annotations

from datetime import date
from functools import partial

from qgis.PyQt import uic
from qgis.PyQt.QtCore import QDate, QSize, Qt
from qgis.PyQt.QtWidgets import QWidget

from ...domain.clock import today
from ...domain.constraint_answer import (
    AnsweredRecord,
    AnswerKind,
    ConstraintAnswer,
    GivenAnswer,
    answer_to_constraint,
    answer_to_dataset,
)
from ...domain.finding import Entity, Finding, Screening, strongest
from ...reports.answer_words import answer_words, look_again
from ...reports.plain_text import plain_text
from ...reports.wrong_constraint_words import report_words, reports_about
from ...resources_path import form_path
from ...rules.assessment_lock import assessment_lock
from ..case_list.cases_desk import CasesDesk
from ..icons import answer_icon
from ..rich_text import tooltip
from ..site.constraints_panel import ConstraintsPanel
from ..site.findings_tree import FINDING, finding_items
from ..tasks.act_runner import ActRunner

_ASK = "Not answered yet: does it apply?"
_ASK_DATASET = "Not checked by Redline. Where you have checked it yourself, say where and when."
_NOTHING = "Choose a constraint, or a dataset that was not checked, to answer it."


class AnswerBar(QWidget):
    """Hidden while no case is open; an answer is one act in the case file, and the case is shown again after it."""

    def __init__(self, desk: CasesDesk, constraints: ConstraintsPanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        uic.loadUi(str(form_path("answer_bar.ui")), self)
        self._desk = desk
        self._constraints = constraints
        self._finding: Finding | None = None
        self._dataset = ""
        self._about: tuple[str, ...] = ()
        self._acts = ActRunner(self, self._done, self._failed)
        self._buttons = {
            self.appliesButton: AnswerKind.APPLIES,
            self.doesNotButton: AnswerKind.DOES_NOT_APPLY,
            self.confirmButton: AnswerKind.TO_BE_CONFIRMED,
        }
        for button, kind in self._buttons.items():
            button.setIcon(answer_icon(kind))
            button.setIconSize(QSize(14, 14))
            button.clicked.connect(partial(self._answer_constraint, kind))
        self.checkedButton.setIcon(answer_icon(AnswerKind.CHECKED_ELSEWHERE))
        self.checkedButton.clicked.connect(self._answer_dataset)
        self.takeBackButton.clicked.connect(self._take_back)
        self.saidLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.dateEdit.setDate(_as_qdate(today(desk.clock)))
        self.reportButton.clicked.connect(self.report_wrong)
        constraints.finding_chosen.connect(self._choose_finding)
        constraints.dataset_chosen.connect(self._choose_dataset)
        constraints.shown.connect(self._mark)
        desk.case_changed.connect(self.show_case)
        self.show_answer()

    def show_case(self) -> None:
        """Shows what stands of the open case."""
        self.show_answer()
        self._mark()

    def show_answer(self) -> None:
        """Shows what stands for what is chosen."""
        case = self._desk.case
        self.setVisible(case is not None)
        finding, answer = self._finding, self._standing()
        whole = finding is None and self._unchecked()
        for each in (*self._buttons, self.reasonEdit, self.reportButton):
            each.setVisible(finding is not None)
        for each in (self.checkedButton, self.sourceEdit, self.dateEdit, self.allCasesBox):
            each.setVisible(whole)
        self.takeBackButton.setVisible(answer is not None)
        for button, kind in self._buttons.items():
            button.setChecked(answer is not None and answer.given.kind is kind)
        locked = assessment_lock(case) if case is not None else ""
        for each in (
            *self._buttons,
            self.reasonEdit,
            self.checkedButton,
            self.sourceEdit,
            self.dateEdit,
            self.allCasesBox,
            self.takeBackButton,
        ):
            each.setEnabled(not locked)
        words = self._words(answer, whole)
        self._say(f"{words} {locked}" if locked and words != _NOTHING else words)

    def report_wrong(self) -> None:
        """Reports the chosen constraint to the GIS team as wrong."""
        from ..assess.wrong_constraint_dialog import WrongConstraintDialog

        if self._finding is not None and self._desk.case is not None:
            WrongConstraintDialog(self._desk, self._desk.case, self._finding, self).exec()

    def _words(self, answer: ConstraintAnswer | None, whole: bool) -> str:
        if self._finding is None and not whole:
            return _NOTHING
        if answer is None:
            return _ASK_DATASET if whole else f"{_ASK} {self._reported()}".strip()
        case = self._desk.case
        version = case.boundary.number if case is not None and case.boundary is not None else 0
        again = look_again(answer, strongest(self._same(self._finding)).relation, version) if self._finding is not None else ""
        return " ".join(words for words in (answer_words(answer), again, self._reported()) if words)

    def _reported(self) -> str:
        """What became of a report that the chosen record is wrong."""
        if self._finding is None or self._desk.case is None:
            return ""
        return next((report_words(each) for each in reports_about(self._finding.entity, self._desk.case.casework)), "")

    def _choose_finding(self, finding: Finding | None) -> None:
        self._finding, self._dataset = finding, ""
        if finding is not None:
            self._turn_to(finding.entity.dataset, finding.entity.constraint, finding.entity.name)
        self.show_answer()

    def _choose_dataset(self, slug: str) -> None:
        self._finding, self._dataset = None, slug
        self._turn_to(slug)
        self.show_answer()

    def _turn_to(self, *about: str) -> None:
        """What was written is about one constraint or dataset of one case; a case that is only read again takes nothing away."""
        case = self._desk.case
        now = (case.uuid if case is not None else "", *about)
        if now != self._about:
            self._about = now
            self._clear()

    def _clear(self) -> None:
        self.reasonEdit.clear()
        self.sourceEdit.clear()
        self.allCasesBox.setChecked(False)
        self.dateEdit.setDate(_as_qdate(today(self._desk.clock)))

    def _answer_constraint(self, kind: AnswerKind, _checked: bool = False) -> None:
        finding = self._finding
        if finding is None:
            return
        same = self._same(finding)
        records = tuple(AnsweredRecord.of(each.entity) for each in same)
        reason = self.reasonEdit.text().strip()
        self._give(GivenAnswer(finding.entity.dataset, kind, records, reason=reason, found=strongest(same).relation))

    def _answer_dataset(self) -> None:
        day = self.dateEdit.date()
        self._give(
            GivenAnswer(
                self._dataset,
                AnswerKind.CHECKED_ELSEWHERE,
                source=self.sourceEdit.text().strip(),
                checked_on=date(day.year(), day.month(), day.day()),
                for_authority=self.allCasesBox.isChecked(),
            )
        )

    def _give(self, given: GivenAnswer) -> None:
        case = self._desk.case
        if case is not None:
            self._acts.run(self._desk.file, "keeping an answer", lambda file: file.answer_constraint(case.uuid, given))

    def _take_back(self) -> None:
        case, answer = self._desk.case, self._standing()
        if case is not None and answer is not None:
            self._acts.run(self._desk.file, "taking an answer back", lambda file: file.take_back_answer(case.uuid, answer.uuid))

    def _done(self) -> None:
        self._clear()
        self._desk.read_again()

    def _failed(self, sentence: str) -> None:
        self.show_answer()
        self._say(sentence)
        (self.reasonEdit if self._finding is not None else self.sourceEdit).setFocus()

    def _standing(self) -> ConstraintAnswer | None:
        case = self._desk.case
        if case is None:
            return None
        if self._finding is not None:
            return answer_to_constraint(case.answers, [each.entity for each in self._same(self._finding)])
        return answer_to_dataset(case.answers, self._dataset) if self._dataset else None

    def _same(self, finding: Finding) -> list[Finding]:
        """The records that are one constraint with this one."""
        screening = self._screening()
        found = screening.findings if screening is not None else ()
        return [each for each in found if each.entity.constraint == finding.entity.constraint] or [finding]

    def _unchecked(self) -> bool:
        screening = self._screening()
        results = screening.datasets if screening is not None else ()
        return any(result.dataset == self._dataset and not result.fully_checked for result in results)

    def _screening(self) -> Screening | None:
        return self._desk.case.screening if self._desk.case is not None else None

    def _mark(self) -> None:
        """A picture of the answer beside each constraint that has one."""
        case = self._desk.case
        if case is None:
            return
        together: dict[str, list[Entity]] = {}
        for finding in case.screening.findings if case.screening is not None else ():
            together.setdefault(finding.entity.constraint, []).append(finding.entity)
        for item in finding_items(self._constraints.findingsTree):
            entity = item.data(0, FINDING).entity
            answer = answer_to_constraint(case.answers, together.get(entity.constraint, [entity]))
            item.setIcon(0, answer_icon(answer.given.kind if answer is not None else None))
            if answer is not None:
                item.setToolTip(0, tooltip(answer_words(answer)))

    def _say(self, sentence: str) -> None:
        self.saidLabel.setText(plain_text(sentence))


def _as_qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
