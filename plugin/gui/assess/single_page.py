"""A page with what the data tells of one question, and a form for what the officer finds of it: kept once a case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QScrollArea, QSplitter

from ...domain.case import Case
from ...domain.case_facts import facts_of_case
from ...domain.casework.assessment_detail import AssessmentDetail, DetailCategory
from ...domain.casework.immunity import Breach, Immunity
from ...domain.casework.kept_record import CaseworkRecord, KeptRecord
from ...domain.casework.permitted_development import PermittedDevelopment
from ...domain.casework.piece import Piece
from ...domain.casework.said import Said
from ...domain.clock import today
from ...domain.errors import RedlineError
from ...reports.case_rules import rules_of_case
from ...reports.permitted_development_advice import permitted_development_advice
from ...reports.plain_text import plain_text
from ...reports.wording import moment_words
from ...rules.immunity import immunity_answer
from ..case_list.cases_desk import CasesDesk
from ..network.back_office import authority_reference
from ..session import Session
from .assess_page import AssessPage, wrapped
from .record_form import Field, FieldKind, RecordForm

_SAID = tuple((said, said.value.capitalize()) for said in Said)
_PERMITTED = (
    Field("is_development", "Is it development?", FieldKind.OPTION, options=_SAID),
    Field("on_affected_part", "Is the work on the part that is covered?", FieldKind.OPTION, options=_SAID),
    Field("removed", "Have rights been removed?", FieldKind.OPTION, options=_SAID),
    Field("removed_reason", "By which condition or direction"),
    Field("note", "Note", FieldKind.TEXT, 2),
)
_IMMUNITY = (
    Field("breach", "Breach", FieldKind.OPTION, options=tuple((breach, breach.value.capitalize()) for breach in Breach)),
    Field("began_on", "Completed, or begun, on", FieldKind.DAY),
    Field("continuous", "Without a break since?", FieldKind.OPTION, options=_SAID),
    Field("concealed", "Concealed on purpose?", FieldKind.OPTION, options=_SAID),
    Field("notice_in_force", "Is an enforcement notice in force?", FieldKind.OPTION, options=_SAID),
    Field("evidence", "What shows it, and for which dates", FieldKind.TEXT, 4),
)


class SinglePage(AssessPage):
    """``advice`` gives the sentences for a case and what the form says; they follow every change of the form.

    ``text`` makes of both the text of the assessment that the back office and the report have; it is kept in the same act.
    """

    def __init__(
        self,
        desk: CasesDesk,
        empty: CaseworkRecord,
        fields: tuple[Field, ...],
        advice: Callable[[Case, Any], tuple[str, ...]],
        text: Callable[[tuple[str, ...], Any], AssessmentDetail] | None = None,
    ) -> None:
        super().__init__(desk)
        self._empty = empty
        self._text = text
        self._advice = advice
        self._uuid = ""
        self._kept: KeptRecord | None = None
        self._seen = 0
        self._shown: CaseworkRecord = empty
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName("What the data and the rules tell")
        self.form = RecordForm(fields, desk)
        self.stateLabel = wrapped(name="Whether it is kept")
        self.keepButton = QPushButton("&Keep")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.form)
        for each in (area.viewport(), self.form):
            each.setAutoFillBackground(False)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.words)
        splitter.addWidget(area)
        splitter.setSizes([170, 240])
        splitter.setChildrenCollapsible(False)
        foot = QHBoxLayout()
        foot.addWidget(self.stateLabel, 1)
        foot.addWidget(self.keepButton)
        self.rows.addWidget(splitter, 1)
        self.rows.addWidget(self.problemLabel)
        self.rows.addLayout(foot)
        self.form.changed.connect(self._show_state)
        self.keepButton.clicked.connect(self.keep)

    def show_case(self, case: Case) -> None:
        self._kept = next((each for each in case.casework if type(each.record) is type(self._empty)), None)
        if case.uuid != self._uuid or not self.dirty:
            self._uuid = case.uuid
            self._shown = self._kept.record if self._kept is not None else self._empty
            self._seen = self._kept.revision if self._kept is not None else 0
            self.form.show_record(self._shown)
        elif self._kept is not None and self._kept.revision != self._seen:
            self._seen = self._kept.revision
            self.refused(
                f"Changed in another window by {self._kept.officer}, {moment_words(self._kept.changed_at)}. “Keep” keeps yours instead; "
                "turn back to the tasks and open the page again to see theirs."
            )
        self._show_state()

    @property
    def record(self) -> CaseworkRecord:
        """What the form says."""
        return self.form.record(self._shown)

    @property
    def dirty(self) -> bool:
        """Whether the form says something that is not kept."""
        return bool(self._uuid) and self.record != self._shown

    def keep(self) -> None:
        """Keeps what the form says."""
        uuid, case = self._uuid, self.desk.case
        pieces = [Piece(self.record, seen=self._seen)]
        if self._text is not None and case is not None and case.uuid == uuid:
            detail = self._text(self._told(case), self.record)
            pieces.append(Piece(detail, seen=_seen(case, detail)))
        self.acts.run(self.desk.file, "keeping an assessment", lambda file: file.keep_together(uuid, pieces))

    def kept(self) -> None:
        self._shown = self.record
        super().kept()

    @property
    def locks(self) -> bool:
        return True

    def set_locked(self, locked: bool) -> None:
        self.form.setEnabled(not locked)

    def leave(self) -> None:
        if self.dirty and not self.record.lacking:
            self.keep()

    def _show_state(self) -> None:
        case = self.desk.case
        if case is not None:
            self.words.setPlainText("\n".join(map(plain_text, self._told(case))))
        kept = self._kept
        self.keepButton.setEnabled(self.dirty)
        said = f"Kept {moment_words(kept.changed_at)}, {kept.officer}" if kept is not None else "Nothing said yet"
        self.stateLabel.setText("Not kept yet" if self.dirty else said)

    def _told(self, case: Case) -> tuple[str, ...]:
        try:
            return self._advice(case, self.record)
        except RedlineError as error:
            return (str(error),)


def permitted_development_page(desk: CasesDesk, session: Session) -> SinglePage:
    """Article 2(3) land, article 4 directions, rights removed."""

    def advice(case: Case, _record: PermittedDevelopment) -> tuple[str, ...]:
        facts = facts_of_case(case, authority_reference(desk.settings))
        return permitted_development_advice(case, session.catalogue.dataset, rules_of_case(case, facts, today(desk.clock)))

    return SinglePage(desk, PermittedDevelopment(), _PERMITTED, advice)


def immunity_page(desk: CasesDesk, _session: Session) -> SinglePage:
    """The time for enforcement, on the day of the application."""

    def advice(case: Case, record: Immunity) -> tuple[str, ...]:
        facts = facts_of_case(case, authority_reference(desk.settings))
        on = facts.applied_on or facts.received_on or today(desk.clock)
        answer = immunity_answer(record, on, rules_of_case(case, facts, today(desk.clock)))
        by = (f"By: {answer.citation.source}.",) if answer.citation is not None else ()
        return (*answer.says, *answer.defeats, *([answer.confirm] if answer.confirm else []), *by)

    def text(told: tuple[str, ...], record: Immunity) -> AssessmentDetail:
        evidence = [f"Evidence: {record.evidence.strip()}"] if record.evidence.strip() else []
        return AssessmentDetail(DetailCategory.IMMUNITY, "\n".join((f"{record.breach.value.capitalize()}.", *told, *evidence)))

    return SinglePage(desk, Immunity(), _IMMUNITY, advice, text)


def _seen(case: Case, detail: AssessmentDetail) -> int:
    """The revision of the text of the same category as it is shown now."""
    kept = (each for each in case.casework if isinstance(each.record, AssessmentDetail) and each.record.category is detail.category)
    return next((each.revision for each in kept), 0)
