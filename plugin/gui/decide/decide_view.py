"""The Decide tab: the decision that is recommended and why, what stands in its way, and the review by a second person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt import uic
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from ...domain.case import Case
from ...domain.case_facts import facts_of_case
from ...domain.casework.recommendation import RecommendationState
from ...domain.casework.written_draft import WrittenDraft
from ...domain.clock import today
from ...domain.errors import RedlineError
from ...domain.hindrance import Weight
from ...domain.status import is_closed
from ...reports.plain_text import plain_text
from ...resources_path import form_path
from ..case_list.cases_desk import CasesDesk
from ..network.back_office import authority_reference
from ..tasks.act_runner import ActRunner
from .draft_keeper import DraftKeeper, Revision
from .recommendation_fields import RecommendationFields
from .resolution_box import ResolutionBox
from .said_rows import SaidRows
from .standing_rows import added_row, date_row, hindrance_row, submitted_with

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...casefile.case_file import CaseFile
    from ...domain.casework.written_draft import DraftSeen
    from ...domain.named_date import NamedDate
    from ...rules.rules import Rules
    from .draft_keeper import Keep


class DecideView(QWidget):
    """What is written is kept as a draft by itself. ``report_wanted`` and ``register_wanted`` ask for what is printed and published."""

    report_wanted = pyqtSignal()
    register_wanted = pyqtSignal()

    def __init__(self, desk: CasesDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        uic.loadUi(str(form_path("decide_view.ui")), self)
        self._desk = desk
        self._case: Case | None = None
        self._shown = ""
        self.resolution = ResolutionBox(today(desk.clock))
        self.resolutionLayout.addWidget(self.resolution)
        self.hindrances = SaidRows("What stands in the way")
        self.hindrancesLayout.addWidget(self.hindrances)
        self.dates = SaidRows("By when it has to be decided")
        self.datesLayout.addWidget(self.dates)
        self._keeper = DraftKeeper(desk, self)
        self._keeper.kept.connect(self._kept)
        self._keeper.failed.connect(self._not_kept)
        self._keeper.left.connect(self._problem)
        self._keeper.acted.connect(self._acted)
        self._acts = ActRunner(self, self._done, self._refused)
        for label in (self.standingLabel, self.unsentLabel, self.challengeLabel, self.problemLabel, self.reviewLabel, self.keptLabel):
            label.setTextFormat(Qt.TextFormat.PlainText)
        font = self.standingLabel.font()
        font.setBold(True)
        self.standingLabel.setFont(font)
        self._fields = RecommendationFields(self, self.resolution, desk)
        self._fields.changed.connect(self._changed)
        self._fields.failed.connect(self._problem)
        self.reviewEdit.textEdited.connect(lambda _text: self._reviewing())
        self.submitButton.clicked.connect(self._submit)
        self.withdrawButton.clicked.connect(self._withdraw)
        self.acceptButton.clicked.connect(lambda: self._review(challenged=False))
        self.challengeButton.clicked.connect(lambda: self._review(challenged=True))
        self.reportButton.clicked.connect(self._want_report)
        self.sendButton.clicked.connect(self._send_assessment)
        self.registerButton.clicked.connect(self.register_wanted)
        self.keepMineButton.clicked.connect(self._keep_mine)
        self.showKeptButton.clicked.connect(self._show_kept)
        self.problemLabel.hide()

    def show_case(self, case: Case) -> None:
        """Shows the recommendation of a case; words that wait to be kept stay in their fields."""
        if case.uuid != self._shown:
            self._keeper.keep_now()
            self.problemLabel.hide()
        fresh = case.uuid != self._shown or not self._keeper.pending
        self._case, self._shown = case, case.uuid
        if fresh:
            self._fill(case)
        self._show_standing(case)
        self._show_choice(case)

    def _want_report(self) -> None:
        self._keeper.keep_now()
        self.report_wanted.emit()

    def finish(self) -> None:
        """Keeps what was written last; called before the case file is let go."""
        self.setEnabled(True)
        self._keeper.finish()

    def _fill(self, case: Case, *, own: bool = True) -> None:
        """Fills the fields with what is kept, or where ``own`` with the officer's words that wait to be."""
        from ...casefile.casework.drafting import kept_resolution, review_draft
        from ...rules.recommending import recommendation_of
        from .shown_draft import shown_draft

        self._keeper.refused = False
        shown = shown_draft(case, self._officer())
        written = shown.written if own else WrittenDraft(recommendation_of(case), kept_resolution(case))
        self._keeper.revision = Revision(shown.seen)
        self._fields.fill(written, case.row.type_code, self._rules(case))
        review = review_draft(case, self._officer())
        if self.reviewEdit.text() != review:
            self.reviewEdit.setText(review)

    def _show_standing(self, case: Case) -> None:
        from ...casefile.casework.recommending import kept_recommendation
        from ...reports.recommendation_words import decided_words, decision_words, standing_words, unsent_words
        from ...rules.recommending import hindrances, recommendation_of, warnings
        from ...rules.reviewing import why_not_reviewed
        from ..assess.added_consultees import added_consultees
        from .shown_draft import is_written

        held, kept = recommendation_of(case), kept_recommendation(case)
        facts = facts_of_case(case, authority_reference(self._desk.settings))
        editable = not is_closed(case.status) and is_written(held)
        rules = self._rules(case)
        recommended = "" if editable or not held.decision else f"Recommended: {decision_words(held.decision, case.row.type_code, rules)}. "
        self._say(self.standingLabel, decided_words(case, rules) or f"{recommended}{standing_words(held)}")
        self._say(self.unsentLabel, unsent_words(case, kept.uuid) if kept is not None else "")
        self._say(self.challengeLabel, held.reviewer_comment)
        found = hindrances(case, facts, self._rules(case), today(self._desk.clock)) if not is_closed(case.status) else ()
        shown = [each for each in found if editable or each.weight is Weight.HOLDS_UP]
        adds = added_row(added_consultees(self._desk, case)) if editable else []
        self.hindrances.show_rows([*([] if editable else submitted_with(held)), *(hindrance_row(each) for each in shown), *adds])
        self.inSpiteEdit.setVisible(editable and bool(warnings(found)))
        self.dates.show_rows(date_row(day) for day in self._dates(case))
        self._fields.show_editable(editable=editable)
        with_reviewer = held.state.is_with_reviewer
        self.submitButton.setVisible(editable)
        for button in (self.submitButton, self.sendButton):
            button.setEnabled(self._desk.file is not None)
        self.sendButton.setVisible(editable)
        self.withdrawButton.setVisible(not editable and held.state is not RecommendationState.DRAFT and not is_closed(case.status))
        self.reviewHolder.setVisible(with_reviewer and not is_closed(case.status))
        why_not = why_not_reviewed(case, self._desk.identity(self._desk.settings)) if with_reviewer else ""
        self._say(self.reviewLabel, why_not)
        for widget in (self.reviewEdit, self.acceptButton, self.challengeButton):
            widget.setVisible(not why_not)

    def _dates(self, case: Case) -> tuple[NamedDate, ...]:
        from ...reports.case_dates import case_dates
        from ...reports.recommendation_words import decision_dates

        facts = facts_of_case(case, authority_reference(self._desk.settings))
        try:
            return decision_dates(case_dates(case, facts, today(self._desk.clock)))
        except RedlineError as error:
            self._problem(str(error))
            return ()

    def _rules(self, case: Case) -> Rules:
        from ...reports.case_rules import rules_of_case

        return rules_of_case(case, facts_of_case(case), today(self._desk.clock))

    def _changed(self) -> None:
        self._fields.show_parts()
        self.problemLabel.hide()
        if self._case is not None:
            uuid = self._case.uuid
            self._keeper.changed(lambda: self._keeping(uuid))

    def _keeping(self, uuid: str) -> Keep:
        written = self._fields.written()
        return lambda file, seen: file.keep_draft_or_put_aside(uuid, written, seen)

    def _reviewing(self) -> None:
        """What a reviewer writes is kept as well, for the reviewer alone."""
        from .shown_draft import keeping_review

        if self._case is not None:
            uuid = self._case.uuid
            self._keeper.changed(lambda: keeping_review(uuid, self.reviewEdit.text()))

    def _officer(self) -> str:
        return self._desk.identity(self._desk.settings).name

    def _kept(self) -> None:
        if not self._keeper.pending:
            self._desk.read_again()

    def _not_kept(self, sentence: str) -> None:
        self._desk.read_again()
        self._problem(sentence)

    def _show_choice(self, case: Case) -> None:
        """Where the case file has not taken the words: what it holds instead, if somebody else wrote it, and the officer's choice."""
        from .shown_draft import choice_words, shown_draft

        shown, seen = shown_draft(case, self._officer()), self._keeper.revision.seen
        waits = self._keeper.refused or (shown.aside is not None and not self._keeper.pending)
        self.choiceHolder.setVisible(waits)
        self.keepMineButton.setVisible(shown.aside is None or shown.written is shown.aside)
        self._say(self.keptLabel, choice_words(case, shown, seen, self._rules(case)) if waits else "")

    def _keep_mine(self) -> None:
        self._settle(lambda case: self._keeping(case.uuid))

    def _show_kept(self) -> None:
        if self._case is not None:
            uuid = self._case.uuid
            self._keeper.forget()
            self._fill(self._case, own=False)
            self._settle(lambda _case: lambda file, seen: file.drop_aside(uuid, seen))

    def _settle(self, keep: Callable[[Case], Keep]) -> None:
        """The officer has chosen between what is kept and what was put aside."""
        from .shown_draft import instead

        case = self._case
        if case is not None:
            self._keeper.revision = Revision(instead(case, self._keeper.revision.seen))
            self.problemLabel.hide()
            self._keeper.changed(lambda: keep(case))
            self._keeper.keep_now()
            self._show_choice(case)

    def _submit(self) -> None:
        case, written, reason = self._case, self._fields.written(), self._fields.in_spite
        if case is not None:
            uuid = case.uuid
            self._act(lambda file, seen: file.submit_draft(uuid, written, reason, seen), lambda: self._keeping(uuid))

    def _act(self, act: Callable[[CaseFile, DraftSeen], object], draft: Callable[[], Keep] | None = None) -> None:
        """An act on the recommendation, behind the drafts that are under way; the tab waits for it."""
        if self._keeper.act(act, draft):
            self.setEnabled(False)

    def _acted(self, refusal: str) -> None:
        self.setEnabled(True)
        if refusal:
            self._refused(refusal)
        else:
            self._done()

    def _send_assessment(self) -> None:
        """Shows what would be sent of the assessment, and sends it on the officer's yes; the recommendation stays a draft."""
        from .send_assessment import SendAssessment

        case, reader = self._case, self._desk.reader
        if case is None or reader is None:
            return
        try:
            steps = reader.casework_to_send(case.uuid)
        except RedlineError as error:
            self._problem(str(error))
            return
        dialog = SendAssessment(self._desk, case, steps, self.window())
        dialog.accepted.connect(
            lambda: self._acts.run(self._desk.file, "sending an assessment", lambda file: file.send_casework(case.uuid))
        )
        dialog.finished.connect(lambda _result: dialog.deleteLater())
        dialog.open()

    def _withdraw(self) -> None:
        case = self._case
        if case is not None:
            self._act(lambda file, seen: file.withdraw_recommendation(case.uuid, seen=seen.recommendation))

    def _review(self, *, challenged: bool) -> None:
        case, comment = self._case, self.reviewEdit.text()
        if case is not None:
            uuid = case.uuid
            self._act(lambda file, seen: file.review_recommendation(uuid, comment, challenged=challenged, seen=seen.recommendation))

    def _done(self) -> None:
        """The window shows what was done; the back office hears of it."""
        self.problemLabel.hide()
        self._fields.empty_in_spite()
        self.reviewEdit.clear()
        self._desk.update_case()
        self._desk.reload()

    def _refused(self, sentence: str) -> None:
        self._desk.read_again()
        self._problem(sentence)

    def _problem(self, sentence: str) -> None:
        self._say(self.problemLabel, sentence)

    def _say(self, label: QWidget, sentence: str) -> None:
        label.setText(plain_text(sentence))
        label.setVisible(bool(sentence))
