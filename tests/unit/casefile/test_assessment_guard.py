"""What was assessed is not changed any more, by whatever window, while the reviewer has it and once the case is closed."""

from __future__ import annotations

from datetime import date

import pytest

from plugin.casefile.case_file import CaseFile
from plugin.casefile.errors import CaseFileError
from plugin.domain.casework.assessment_detail import AssessmentDetail, DetailCategory
from plugin.domain.casework.condition import Condition
from plugin.domain.casework.kept_record import CaseworkRecord
from plugin.domain.casework.posted_notice import PostedNotice
from plugin.domain.casework.recommendation import Recommendation, RecommendationState
from plugin.domain.casework.site_visit import SiteVisit
from plugin.domain.casework.task_progress import TaskProgress
from plugin.domain.constraint_answer import AnswerKind
from plugin.domain.task import TaskState
from tests.unit.casefile.examples import SOURCE, pulled
from tests.unit.casefile.recommended import answer, ready

TEXT = AssessmentDetail(DetailCategory.SITE_DESCRIPTION, "A terraced house.")
CONDITION = Condition("Materials", "The bricks match.", "The character of the street.")
SUBMITTED = Recommendation("granted", "It complies.", state=RecommendationState.SUBMITTED)


@pytest.mark.parametrize("record", [TEXT, CONDITION])
def test_while_the_reviewer_has_the_recommendation_nothing_of_the_assessment_is_written(
    case_file: CaseFile, record: CaseworkRecord
) -> None:
    uuid = case_file.take_in([pulled()], SOURCE).uuids[0]
    case_file.keep_casework(uuid, SUBMITTED)

    with pytest.raises(CaseFileError, match="withdraw it under Decide"):
        case_file.keep_casework(uuid, record)

    assert [each.record for each in case_file.case(uuid).casework] == [SUBMITTED]


def test_a_piece_that_stands_is_neither_changed_nor_moved_nor_taken_away(case_file: CaseFile) -> None:
    uuid = case_file.take_in([pulled()], SOURCE).uuids[0]
    first = case_file.keep_casework(uuid, CONDITION)
    second = case_file.keep_casework(uuid, Condition("Time", "Three years.", "Section 91."))
    case_file.keep_casework(uuid, SUBMITTED)

    with pytest.raises(CaseFileError, match="with the reviewer"):
        case_file.keep_casework(uuid, Condition("Materials", "Other bricks.", "The street."), first, 1)
    with pytest.raises(CaseFileError, match="with the reviewer"):
        case_file.remove_casework(uuid, first, 1)
    with pytest.raises(CaseFileError, match="with the reviewer"):
        case_file.order_casework(uuid, [second, first])


def test_an_answer_to_a_constraint_is_part_of_what_was_assessed(case_file: CaseFile) -> None:
    uuid = ready(case_file)
    (standing,) = case_file.case(uuid).answers
    case_file.keep_casework(uuid, SUBMITTED)

    with pytest.raises(CaseFileError, match="with the reviewer"):
        answer(case_file, uuid, AnswerKind.TO_BE_CONFIRMED)
    with pytest.raises(CaseFileError, match="with the reviewer"):
        case_file.take_back_answer(uuid, standing.uuid)


def test_of_a_decided_case_what_was_assessed_can_only_be_read(case_file: CaseFile) -> None:
    uuid = case_file.take_in([pulled(status="determined")], SOURCE).uuids[0]

    with pytest.raises(CaseFileError, match="The application is determined: what was assessed can only be read"):
        case_file.keep_casework(uuid, TEXT)


@pytest.mark.parametrize(
    "record",
    [
        SiteVisit(date(2026, 11, 20), "Quiet."),
        PostedNotice(date(2026, 11, 20), "On the gate."),
        TaskProgress("check-and-assess/site-visit", TaskState.COMPLETED),
    ],
)
def test_evidence_and_tasks_are_recorded_at_any_time(case_file: CaseFile, record: CaseworkRecord) -> None:
    uuid = case_file.take_in([pulled()], SOURCE).uuids[0]
    case_file.keep_casework(uuid, SUBMITTED)

    case_file.keep_casework(uuid, record)

    assert record in [each.record for each in case_file.case(uuid).casework]


def test_a_withdrawn_recommendation_lets_the_assessment_be_changed_again(case_file: CaseFile) -> None:
    uuid = case_file.take_in([pulled()], SOURCE).uuids[0]
    case_file.keep_casework(uuid, SUBMITTED)
    case_file.keep_casework(uuid, Recommendation("granted", "It complies."), seen=1)

    assert case_file.keep_casework(uuid, TEXT)
