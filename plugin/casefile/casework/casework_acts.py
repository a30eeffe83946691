"""The acts of casework: answers, what is written of an application, the recommendation, and what the back office holds of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...domain.casework.kept_record import CaseworkRecord
from ...domain.casework.piece import Piece
from ...domain.casework.recommendation import Recommendation
from ...domain.casework.written_draft import DraftSeen, WrittenDraft
from ...domain.casework.wrong_constraint import ReportState
from ...domain.clock import today
from ...domain.constraint_answer import GivenAnswer
from ...domain.held_record import HeldRecord
from ..errors import CaseFileError
from ..screened import answering, checking
from ..writer import CaseFileWriter
from . import casework, dealing_with_reports, drafting, held_records, recommending, reviewing, sending_casework, taking_casework


class CaseworkActs(CaseFileWriter):
    """Part of CaseFile, which says what an act is; ``identity`` is who acts."""

    def answer_constraint(self, application_uuid: str, given: GivenAnswer) -> str:
        """What the officer answers to a constraint, or to a dataset that was not checked; gives the uuid of the answer.

        It stands in place of an earlier one to the same thing, over every later screening. CaseFileError names what is missing.
        """
        with self._act() as act:
            return answering.answer_constraint(act, application_uuid, given, today(self.clock))

    def take_back_answer(self, application_uuid: str, answer_uuid: str) -> None:
        """The officer answers nothing any more; CaseFileError where that answer stands no more."""
        with self._act() as act:
            answering.take_back_answer(act, application_uuid, answer_uuid)

    def keep_casework(self, application_uuid: str, record: CaseworkRecord, uuid: str = "", seen: int = 0) -> str:
        """Keep a piece of casework, or change the one called ``uuid``, of which the officer saw revision ``seen``; gives its uuid.

        CaseFileError names what is lacking, and says so where another window has changed it since.
        """
        with self._act() as act:
            return casework.keep_casework(act, application_uuid, record, uuid, seen)

    def keep_together(self, application_uuid: str, pieces: Sequence[Piece]) -> list[str]:
        """Keep several pieces of casework in one act, all of them or none; gives their uuids."""
        with self._act() as act:
            return [casework.keep_casework(act, application_uuid, *piece) for piece in pieces]

    def order_casework(self, application_uuid: str, uuids: Sequence[str]) -> None:
        """Put pieces of one kind (all of them, by their uuids) into another order."""
        with self._act() as act:
            casework.order_casework(act, application_uuid, uuids)

    def remove_casework(self, application_uuid: str, uuid: str, seen: int) -> None:
        """Take a piece of casework away, of which the officer saw revision ``seen``."""
        with self._act() as act:
            casework.remove_casework(act, application_uuid, uuid, seen)

    def deal_with_report(self, application_uuid: str, uuid: str, state: ReportState, word: str, seen: int) -> None:
        """Say what became of a report of a wrong constraint, of which revision ``seen`` was seen; CaseFileError without a word."""
        with self._act() as act:
            dealing_with_reports.deal_with_report(act, application_uuid, uuid, state, word, seen)

    def send_casework(self, application_uuid: str) -> tuple[str, ...]:
        """Queue what has changed of an assessment for the back office, piece by piece; gives the uuids of the outbox entries."""
        with self._act() as act:
            return sending_casework.send_casework(act, application_uuid)

    def check_boundary(self, application_uuid: str, *, right: bool) -> str:
        """Say whether the red line in force is right; gives the uuid of the outbox entry. CaseFileError where there is none."""
        with self._act() as act:
            return checking.check_boundary(act, application_uuid, today(self.clock), right=right)

    def check_constraints(self, application_uuid: str) -> str:
        """Say that all constraints are checked; gives the uuid of the outbox entry. CaseFileError while one is not answered."""
        with self._act() as act:
            return checking.check_constraints(act, application_uuid, today(self.clock))

    def keep_recommendation(self, application_uuid: str, draft: Recommendation, seen: int = 0) -> str:
        """Keep decision, comments and committee of a draft, of which the officer saw revision ``seen``; gives the record's uuid."""
        with self._act() as act:
            return recommending.keep_recommendation(act, application_uuid, draft, seen)

    def keep_draft(self, application_uuid: str, draft: WrittenDraft, seen: DraftSeen) -> DraftSeen:
        """Keep a draft with what was resolved instead, in one act; gives the revisions that they have then."""
        with self._act() as act:
            return drafting.keep_draft(act, application_uuid, draft, seen)

    def keep_draft_or_put_aside(self, application_uuid: str, draft: WrittenDraft, seen: DraftSeen) -> DraftSeen:
        """As ``keep_draft``; where the case does not take it, its words are put aside, and WordsPutAside says why.

        Another CaseFileError where the file can't be written: then the words stand nowhere but in the window.
        """
        try:
            return self.keep_draft(application_uuid, draft, seen)
        except CaseFileError as error:
            with self._act() as act:
                told = drafting.put_aside(act, application_uuid, draft, seen, error)
            raise told from error

    def drop_aside(self, application_uuid: str, seen: DraftSeen) -> DraftSeen:
        """The officer gives up the words that were put aside; gives what the next act goes by."""
        with self._act() as act:
            return drafting.drop_aside(act, application_uuid, seen)

    def keep_review_draft(self, application_uuid: str, comment: str) -> None:
        """Keep what a reviewer is writing."""
        with self._act() as act:
            drafting.keep_review_draft(act, application_uuid, comment)

    def submit_draft(self, application_uuid: str, draft: WrittenDraft, in_spite: str, seen: DraftSeen) -> str:
        """Keep a draft and submit it, in one act; NotRecommended names what blocks it, and nothing is kept then."""
        with self._act() as act:
            return drafting.submit_draft(act, application_uuid, draft, in_spite, seen)

    def submit_recommendation(self, application_uuid: str, in_spite: str = "", *, seen: int) -> str:
        """Submit the kept draft, with a reason where something warns; NotRecommended names what blocks it."""
        with self._act() as act:
            return recommending.submit_recommendation(act, application_uuid, in_spite, seen)

    def withdraw_recommendation(self, application_uuid: str, *, seen: int) -> str:
        """Make a draft of a submitted recommendation again; gives the uuid of the outbox entry, "" where nobody had been told."""
        with self._act() as act:
            return recommending.withdraw_recommendation(act, application_uuid, seen)

    def review_recommendation(self, application_uuid: str, comment: str = "", *, challenged: bool, seen: int) -> str:
        """Accept what a colleague has submitted, or challenge it with a comment; NotRecommended for one's own."""
        with self._act() as act:
            return reviewing.review_recommendation(act, self.identity, application_uuid, comment, seen, challenged=challenged)

    def act_taken(self, outbox_uuid: str, held: HeldRecord | None, answer: str, gone: tuple[str, str] | None = None) -> None:
        """The back office has done an act of casework: ``held`` is what it has then, ``gone`` what it has no more."""
        with self._act() as act:
            held_records.act_taken(act, outbox_uuid, held, answer, gone)

    def take_casework(
        self,
        application_uuid: str,
        records: Sequence[HeldRecord],
        whole: Iterable[str] = (),
        gone: Iterable[HeldRecord] = (),
        *,
        shown: bool = False,
    ) -> tuple[str, ...]:
        """What the back office holds of casework, as just read; all of it of the kinds in ``whole``; ``gone`` is there no more.

        Changes of both sides are compared: what can't stand beside each other is a conflict, and stays as it is. What waits goes on what
        was known before, unless the officer is ``shown`` what is there now. Gives the kinds that have changed.
        """
        with self._act() as act:
            return taking_casework.take_casework(act, application_uuid, records, whole, gone, shown=shown)
