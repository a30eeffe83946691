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
from ...reports.immunity_advice import immunity_advice
from ...reports.permitted_development_advice import permitted_development_advice
from ...reports.plain_text import plain_text
from ...reports.wording import moment_words
from ..case_list.cases_desk import CasesDesk
from ..network.back_office import authority_reference
from ..session import Session
from .assess_page import AssessPage, wrapped
from .record_form import Field, FieldKind, RecordForm

_LEFT = "An assessment of {reference} was not kept: {why} Your words wait in this window: open that page again."
_LOST = "An assessment of {reference} was not kept: {why}"
_MEANWHILE = "another window has changed it."
_THEIRS = "Changed in another window by {officer}, {at}. “Keep” keeps yours instead, “Take theirs” shows theirs."
_GONE = "Taken away in another window. “Keep” keeps yours, “Take theirs” leaves it out."
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
        self._reference = ""
        self._keeping: tuple[str, str, CaseworkRecord, CaseworkRecord, int] | None = None
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
        self.theirsButton = QPushButton("&Take theirs")
        self.theirsButton.hide()
        self._waiting: dict[str, tuple[CaseworkRecord, CaseworkRecord, int]] = {}
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
        foot.addWidget(self.theirsButton)
        foot.addWidget(self.keepButton)
        self.rows.addWidget(splitter, 1)
        self.rows.addWidget(self.problemLabel)
        self.rows.addLayout(foot)
        self.form.changed.connect(self._show_state)
        self.keepButton.clicked.connect(lambda _checked=False: self.keep_mine())
        self.theirsButton.clicked.connect(self._take_theirs)

    def show_case(self, case: Case) -> None:
        self._kept = next((each for each in case.casework if type(each.record) is type(self._empty)), None)
        if case.uuid != self._uuid or not self.dirty:
            self._uuid, self._reference = case.uuid, case.reference
            self._load()
        waiting = self._waiting.pop(case.uuid, None)
        if waiting is not None:
            self._shown, mine, self._seen = waiting
            self.form.show_record(mine)
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
        self._keeping = (self._uuid, self._reference, self._shown, self.record, self._seen)
        self.acts.run(self.desk.file, "keeping an assessment", lambda file: file.keep_together(uuid, pieces))

    def keep_mine(self) -> None:
        """The same, and in place of what another window has written meanwhile, which the officer was told."""
        if self._is_overtaken:
            self._seen = self._kept.revision if self._kept is not None else 0
        self.keep()

    def kept(self) -> None:
        if self._keeping is not None and self._keeping[0] == self._uuid:
            self._shown = self._keeping[3]
        self._keeping = None
        super().kept()

    def refused(self, sentence: str) -> None:
        keeping, self._keeping = self._keeping, None
        if keeping is not None and keeping[0] != self._uuid:
            uuid, reference, shown, mine, seen = keeping
            self._wait(uuid, reference, (shown, mine, seen), sentence)
            return
        super().refused(sentence)
        self.desk.read_again()
        self.problemLabel.show()

    def leave(self) -> None:
        lacking = self.record.lacking or (_MEANWHILE if self._is_overtaken else "")
        if self.dirty and lacking:
            self._wait(self._uuid, self._reference, (self._shown, self.record, self._seen), lacking)
            self._load()
        elif self.dirty:
            self.keep()

    def close_down(self) -> None:
        if not self.dirty or self.desk.file is None:
            return
        why = self.record.lacking or (_MEANWHILE if self._is_overtaken else "")
        with self.desk.file.for_this_thread() as file:
            try:
                if not why:
                    file.keep_together(self._uuid, [Piece(self.record, seen=self._seen)])
            except RedlineError as error:
                why = str(error)
        if why:
            self.desk.failed.emit(_LOST.format(reference=self._reference, why=why))

    @property
    def locks(self) -> bool:
        return True

    def set_locked(self, locked: bool) -> None:
        self.form.setEnabled(not locked)

    def _show_state(self) -> None:
        case = self.desk.case
        if case is not None:
            self.words.setPlainText("\n".join(map(plain_text, self._told(case))))
        kept = self._kept
        overtaken = self._is_overtaken
        if overtaken and kept is not None:
            self.problemLabel.setText(plain_text(_THEIRS.format(officer=kept.officer, at=moment_words(kept.changed_at))))
            self.problemLabel.show()
        elif overtaken:
            self.problemLabel.setText(_GONE)
            self.problemLabel.show()
        self.theirsButton.setVisible(overtaken)
        self.keepButton.setEnabled(self.dirty)
        said = f"Kept {moment_words(kept.changed_at)}, {kept.officer}" if kept is not None else "Nothing said yet"
        self.stateLabel.setText("Not kept yet" if self.dirty else said)

    @property
    def _is_overtaken(self) -> bool:
        """Whether another window has written meanwhile: then only the officer decides."""
        return self.dirty and (self._kept.revision if self._kept is not None else 0) != self._seen

    def _load(self) -> None:
        """Shows what is kept."""
        self._shown = self._kept.record if self._kept is not None else self._empty
        self._seen = self._kept.revision if self._kept is not None else 0
        self.form.show_record(self._shown)

    def _take_theirs(self) -> None:
        self._load()
        self.problemLabel.hide()
        self._show_state()

    def _wait(self, uuid: str, reference: str, words: tuple[CaseworkRecord, CaseworkRecord, int], why: str) -> None:
        self._waiting[uuid] = words
        self.desk.failed.emit(_LEFT.format(reference=reference, why=why))

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
        on = today(desk.clock)
        return immunity_advice(record, facts, rules_of_case(case, facts, on), on)

    def text(told: tuple[str, ...], record: Immunity) -> AssessmentDetail:
        evidence = [f"Evidence: {record.evidence.strip()}"] if record.evidence.strip() else []
        return AssessmentDetail(DetailCategory.IMMUNITY, "\n".join((f"{record.breach.value.capitalize()}.", *told, *evidence)))

    return SinglePage(desk, Immunity(), _IMMUNITY, advice, text)


def _seen(case: Case, detail: AssessmentDetail) -> int:
    """The revision of the text of the same category as it is shown now."""
    kept = (each for each in case.casework if isinstance(each.record, AssessmentDetail) and each.record.category is detail.category)
    return next((each.revision for each in kept), 0)
