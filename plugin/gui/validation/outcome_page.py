"""Valid or invalid: what stands in the way, from which day, what falls due then; and whose case it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from qgis.PyQt import uic
from qgis.PyQt.QtCore import QDate, QSize, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from ...domain.case import Case
from ...domain.case_facts import facts_of_case
from ...domain.check import Severity
from ...domain.clock import today
from ...domain.errors import RedlineError
from ...domain.outbox_entry import OutboxEntry
from ...domain.outbox_verbs import ASSIGN, INVALIDATE, VALIDATE
from ...domain.plain_days import plain_day
from ...reports.plain_text import plain_text
from ...resources_path import form_path
from ..case_list.cases_desk import CasesDesk
from ..icons import severity_icon
from ..network.back_office import authority_reference
from ..tasks.act_runner import ActRunner
from ..tasks.officers_task import OfficersTask
from ..tasks.start_task import start_task
from ..tasks.stop_task import stop_task

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile
    from ...domain.case_officer import CaseOfficer
    from ...reports.validity import Validity
    from ...rules.validation import ValidationItem

_INVALID = "All requests go to the applicant, and the application waits for the answers."
_NO_OFFICERS = "This back office has not told its officers. Give the case to another officer in the back office itself."
_NOT_RECEIVED = "Nobody has told when the application was received: choose the day on which the last thing arrived."
_NOBODY = "Nobody"
_DECISIONS = frozenset({VALIDATE, INVALIDATE, ASSIGN})


class OutcomePage(QWidget):
    """``said`` carries a sentence on what was done."""

    said = pyqtSignal(str)

    def __init__(self, desk: CasesDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        uic.loadUi(str(form_path("validation_outcome.ui")), self)
        self._desk = desk
        self._uuid = ""
        self._task: OfficersTask | None = None
        self._asked = ""
        self._officers_of = ""
        self._acts = ActRunner(self, self._done, self.refuse)
        self.warningIcon.setPixmap(severity_icon(Severity.WARNING).pixmap(QSize(16, 16)))
        self.problemLabel.hide()
        self.dayEdit.dateChanged.connect(lambda _day: self._show_expiry())
        self.validButton.clicked.connect(self._say_valid)
        self.invalidButton.clicked.connect(self._say_invalid)
        self.assignButton.clicked.connect(self._assign)
        self.undoButton.clicked.connect(lambda: self._act("undoing", lambda file, uuid: file.take_back_decision(uuid)))
        self.officerCombo.currentIndexChanged.connect(lambda _index: self._show_assign())

    def show_case(self, case: Case, items: tuple[ValidationItem, ...]) -> None:
        """Shows how a case stands; the day that the officer has chosen stays while the case does."""
        from ...reports.validity import validity

        try:
            standing = validity(case, items)
        except RedlineError as error:
            self.refuse(str(error))
            return
        if case.uuid != self._uuid:
            self._uuid = case.uuid
            self.problemLabel.hide()
            self._suggest(standing)
        self._show_decided(case)
        self.warningFrame.setVisible(bool(standing.warnings) and not standing.not_valid)
        self.warningLabel.setText("\n".join(standing.warnings))
        self._show_valid(standing)
        self.invalidLabel.setText(plain_text(standing.not_invalid or _INVALID))
        self.invalidButton.setEnabled(not standing.not_invalid)
        self._show_expiry()
        self._show_officers(case)

    def refuse(self, sentence: str) -> None:
        """Why something was not done."""
        self.problemLabel.setText(plain_text(sentence))
        self.problemLabel.setVisible(bool(sentence))

    def ask_for_officers(self) -> None:
        """Asks the back office for its officers, once for each back office."""
        source = self._desk.source
        if self._desk.file is None or not source or self._asked == source:
            return
        self._asked = source
        stop_task(self._task)
        task = OfficersTask(self._desk.file, self._desk.settings, self._desk.clock)
        task.came.connect(partial(self._officers_came, task))
        task.failed.connect(partial(self._officers_came, task))
        self._task = task
        start_task(task)

    @property
    def day(self) -> date:
        """The day from which the application is to be valid."""
        day = self.dayEdit.date()
        return date(day.year(), day.month(), day.day())

    def _suggest(self, standing: Validity) -> None:
        found = standing.suggested
        day = found.day if found is not None else today(self._desk.clock)
        self.dayEdit.blockSignals(True)
        self.dayEdit.setDate(QDate(day.year, day.month, day.day))
        self.dayEdit.blockSignals(False)

    def _show_valid(self, standing: Validity) -> None:
        for widget in (self.dayTitle, self.dayEdit, self.dayLabel, self.expiryLabel, self.validButton):
            widget.setVisible(not standing.not_valid)
        self.dayLabel.setText(plain_text(standing.suggested.words if standing.suggested is not None else _NOT_RECEIVED))
        self.notValidLabel.setText(plain_text(standing.not_valid))
        self.notValidLabel.setVisible(bool(standing.not_valid))

    def _show_expiry(self) -> None:
        from ...reports.validity import expiry_from

        case = self._desk.case
        if case is None:
            return
        facts = facts_of_case(case, authority_reference(self._desk.settings))
        try:
            found = expiry_from(case, facts, self.day, today(self._desk.clock))
        except RedlineError as error:
            self.expiryLabel.setText(plain_text(str(error)))
            return
        words = f"{found.name}: {plain_day(found.day)}, {found.says}." if found is not None else "This type has no period for the decision."
        self.expiryLabel.setText(plain_text(words))

    def _show_decided(self, case: Case) -> None:
        from ...reports.validity import decided_words

        waiting = [each for each in case.outbox if each.verb in _DECISIONS]
        self.decidedFrame.setVisible(bool(waiting))
        self.decidedLabel.setText("\n".join(plain_text(_waits(each, decided_words(each))) for each in waiting))
        self.undoButton.setEnabled(all(not each.may_have_arrived for each in waiting))

    def _show_officers(self, case: Case) -> None:
        officers = self._known()
        same = self._officers_of == case.uuid
        self._officers_of = case.uuid
        chosen = self.officerCombo.currentData() if same and self.officerCombo.count() else None
        now = case.row.officer
        self.officerCombo.blockSignals(True)
        self.officerCombo.clear()
        self.officerCombo.addItem(_NOBODY, None)
        for each in officers:
            self.officerCombo.addItem(plain_text(f"{each.name} ({each.role})" if each.role else each.name), each.identity)
        wanted = next((each.identity for each in officers if each.name == now), None) if chosen is None else chosen
        self.officerCombo.setCurrentIndex(max(self.officerCombo.findData(wanted), 0))
        self.officerCombo.blockSignals(False)
        for widget in (self.officerCombo, self.assignButton):
            widget.setVisible(bool(officers))
        whose = f"This is the case of {now}." if now else "This is nobody's case."
        self.officerLabel.setText(plain_text(whose if officers else f"{whose} {_NO_OFFICERS}"))
        self._show_assign()

    def _show_assign(self) -> None:
        case = self._desk.case
        name = self._chosen_officer()
        self.assignButton.setEnabled(case is not None and name != case.row.officer)

    def _chosen_officer(self) -> str:
        return next((each.name for each in self._known() if each.identity == self.officerCombo.currentData()), "")

    def _known(self) -> tuple[CaseOfficer, ...]:
        from ...backoffice.officers import known_officers

        reader, source = self._desk.reader, self._desk.source
        return known_officers(reader, source) if reader is not None and source else ()

    def _officers_came(self, task: OfficersTask, _why_not: str = "") -> None:
        if task is self._task:
            self._task = None
            if self._desk.case is not None:
                self._show_officers(self._desk.case)

    def _say_valid(self) -> None:
        day = self.day
        self._act("keeping that it is valid", lambda file, uuid: file.say_valid(uuid, day))

    def _say_invalid(self) -> None:
        self._act("keeping that it is invalid", lambda file, uuid: file.say_invalid(uuid))

    def _assign(self) -> None:
        identity, name = self.officerCombo.currentData(), self._chosen_officer()
        self._act("giving the case to another officer", lambda file, uuid: file.assign(uuid, identity, name))

    def _act(self, words: str, act: Callable[[CaseFile, str], Any]) -> None:
        case = self._desk.case
        if case is not None:
            uuid = case.uuid
            self._acts.run(self._desk.file, words, lambda file: act(file, uuid))

    def _done(self) -> None:
        self.refuse("")
        self.said.emit("Kept in the outbox.")
        self._desk.update_case()


def _waits(entry: OutboxEntry, words: str) -> str:
    """What was decided here, and why it has not reached the back office."""
    why = f": {entry.last_answer}" if entry.last_answer else ""
    return f"{words} It waits for the back office{why or '.'}"
