"""The recommendation: what blocks it and what only warns, what goes to the back office in which order, and who may review it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from plugin.casefile.errors import CaseFileError, NotRecommended
from plugin.domain.case import PulledDetails
from plugin.domain.case_facts import facts_of_case
from plugin.domain.casework.condition import Condition
from plugin.domain.casework.consultation import Consultation, ConsultationAnswer
from plugin.domain.casework.neighbour_record import ListedNeighbour, NeighbourRecord
from plugin.domain.casework.posted_notice import PostedNotice
from plugin.domain.casework.press_notice import PressNotice
from plugin.domain.casework.recommendation import Recommendation, RecommendationState
from plugin.domain.casework.resolution import Resolution
from plugin.domain.constraint_answer import AnswerKind
from plugin.domain.hindrance import Weight
from plugin.domain.identity import Role
from plugin.domain.outbox_entry import OutboxState
from plugin.domain.outbox_verbs import (
    PUT_CONDITION,
    PUT_CONSTRAINT,
    RECOMMEND,
    REVIEW,
    SUBMIT,
    WITHDRAW_RECOMMENDATION,
)
from plugin.domain.validation_request import TIME_EXTENSION
from plugin.rules.recommending import hindrances
from plugin.rules.rules import Rules
from tests.unit.casefile.examples import JO, SOURCE, finding, no_site, opened, pulled, screening
from tests.unit.casefile.recommended import GRANT, HELEN, answer, codes, held, ready, record_screening, request

TIME_LIMIT = Condition("Time limit", "Begin within three years.", "Section 91, 1990 Act.", standard=True)


@pytest.fixture
def uuid(case_file):
    return ready(case_file)


def submitted(case_file, uuid, draft=GRANT, in_spite=""):
    case_file.keep_recommendation(uuid, draft)
    return case_file.submit_recommendation(uuid, in_spite, seen=1)


def queued(case_file, uuid):
    return [entry.verb for entry in case_file.outbox(uuid)]


def test_a_draft_without_decision_and_words_can_be_kept_but_not_submitted(case_file, uuid):
    case_file.keep_recommendation(uuid, Recommendation("", ""))

    assert codes(case_file, uuid, "BLOCKS") == ["decision", "public-comment"]
    with pytest.raises(NotRecommended, match="Choose the decision"):
        case_file.submit_recommendation(uuid, seen=1)
    assert queued(case_file, uuid) == []
    assert held(case_file.case(uuid))[0].state is RecommendationState.DRAFT


@pytest.mark.parametrize("status", ["not_started", "invalidated", "awaiting_determination", "in_committee"])
def test_outside_assessment_nothing_is_submitted(case_file, status):
    uuid = ready(case_file, status=status)
    case_file.keep_recommendation(uuid, GRANT)

    assert codes(case_file, uuid, "BLOCKS") == ["status"]


def test_out_of_a_committee_nothing_is_submitted_before_a_reviewer_sends_it_back(case_file):
    uuid = ready(case_file, status="in_committee")
    case_file.keep_recommendation(uuid, GRANT)

    with pytest.raises(NotRecommended, match="The application is in committee: a reviewer sends it back first"):
        case_file.submit_recommendation(uuid, seen=1)


@pytest.mark.parametrize("status", ["determined", "withdrawn", "returned", "closed"])
def test_of_a_case_at_its_end_not_even_a_draft_is_kept(case_file, status):
    uuid = ready(case_file)
    case_file.take_in([pulled(status=status)], SOURCE)

    with pytest.raises(NotRecommended, match="nothing is recommended on it any more"):
        case_file.keep_recommendation(uuid, GRANT)


def test_only_open_requests_after_validation_block_and_time_extensions_do_not(case_file):
    asked = (request(kind=TIME_EXTENSION), request("closed"), request("cancelled"), request(post_validation=False))
    uuid = ready(case_file)
    case_file.keep_recommendation(uuid, GRANT)
    case_file.record_details(uuid, PulledDetails(validation_requests=asked))
    assert codes(case_file, uuid, "BLOCKS") == []

    case_file.record_details(uuid, PulledDetails(validation_requests=(request(),)))
    assert codes(case_file, uuid, "BLOCKS") == ["open-requests"]
    with pytest.raises(NotRecommended, match="1 request to the applicant waits"):
        case_file.submit_recommendation(uuid, seen=1)


def test_what_is_unanswered_or_not_checked_warns_and_wants_a_reason(case_file, uuid):
    record_screening(case_file, uuid, screening(finding(), finding(number=2), unchecked=3))
    case_file.keep_recommendation(uuid, GRANT)

    assert codes(case_file, uuid, "WARNS") == ["unanswered", "not-checked"]
    with pytest.raises(NotRecommended, match="in spite of what is warned"):
        case_file.submit_recommendation(uuid, " ", seen=1)
    assert queued(case_file, uuid) == []

    case_file.submit_recommendation(uuid, "The tree officer has confirmed by telephone.", seen=1)
    record, _ = held(case_file.case(uuid))
    assert record.in_spite == "The tree officer has confirmed by telephone."
    assert record.warned == (
        "1 constraint is not answered: Area 2.",
        "3 datasets were not checked, or only in part: A dataset.",
    )
    trail = next(entry for entry in case_file.history(uuid) if entry.verb == "submit the recommendation")
    assert set(trail.after["reason"]) == {"digest"}


def test_to_be_confirmed_is_no_answer_yet(case_file, uuid):
    answer(case_file, uuid, AnswerKind.TO_BE_CONFIRMED)

    assert codes(case_file, uuid, "WARNS") == ["unanswered"]


def test_a_line_that_was_not_screened_warns(case_file):
    uuid = case_file.take_in([pulled(site=no_site())], SOURCE).uuids[0]

    assert "not-screened" in codes(case_file, uuid, "WARNS")


def test_a_certificate_that_nobody_knows_warns(case_file, uuid):
    case_file.tell_facts(uuid, {"certificate": None}, "it was of another case")

    assert codes(case_file, uuid, "WARNS") == ["certificate"]


def test_an_open_consultation_holds_up_the_decision_and_not_the_recommendation(case_file):
    uuid = ready(case_file, consultation_end=date(2026, 12, 1))
    case_file.keep_recommendation(uuid, GRANT)

    assert codes(case_file, uuid) == ["consultation"]
    assert codes(case_file, uuid, "HOLDS_UP") == ["consultation"]
    case_file.submit_recommendation(uuid, seen=1)
    assert queued(case_file, uuid)[-1] == SUBMIT


def test_every_period_for_comments_holds_up_the_decision_until_the_last_of_them_is_over(file_with_periods):
    case_file, uuid = file_with_periods
    case = case_file.case(uuid)
    on = date(2026, 11, 22)
    (found,) = hindrances(case, facts_of_case(case), Rules(on), on)[-1:]

    assert found.words == (
        "Comments are taken (Consultation until 1 December 2026; Press notice until 4 December 2026; "
        "Natural England until 11 December 2026): it can be recommended now, and decided from 12 December 2026."
    )


def holding_up(case_file, uuid, on):
    case = case_file.case(uuid)
    return [each.words for each in hindrances(case, facts_of_case(case), Rules(on), on) if each.weight is Weight.HOLDS_UP]


def test_case_41_a_site_notice_and_letters_hold_up_the_decision_and_the_holidays_make_them_longer(case_file, uuid):
    case_file.keep_recommendation(uuid, GRANT)
    case_file.keep_casework(uuid, PostedNotice(date(2025, 12, 10), "On a lamp post."))
    neighbours = (ListedNeighbour("2 Road", why="next to it"),)
    case_file.keep_casework(uuid, NeighbourRecord(date(2025, 12, 9), 1, "", "adjoining", neighbours, sent_on=date(2025, 12, 11)))

    (words,) = holding_up(case_file, uuid, date(2026, 1, 2))
    assert words == (
        "Comments are taken (Site notice (On a lamp post) until 2 January 2026; Neighbour letters until 3 January 2026): "
        "it can be recommended now, and decided from 4 January 2026."
    )
    assert holding_up(case_file, uuid, date(2026, 1, 4)) == []


def test_a_notice_that_was_put_up_again_and_letters_to_new_neighbours_count_each_by_itself(case_file, uuid):
    case_file.keep_casework(uuid, PostedNotice(date(2026, 9, 1), "On a lamp post"))
    case_file.keep_casework(uuid, PostedNotice(date(2026, 11, 10), "On the gate"))
    (words,) = holding_up(case_file, uuid, date(2026, 11, 22))

    assert "On the gate" in words
    assert "lamp post" not in words


def test_a_list_of_neighbours_holds_nothing_up_before_its_letters_go_out(case_file, uuid):
    case_file.keep_casework(uuid, NeighbourRecord(date(2026, 11, 20), 1, "", "adjoining", (ListedNeighbour("2 Road", why="next to it"),)))

    assert holding_up(case_file, uuid, date(2026, 11, 22)) == []


@pytest.fixture
def file_with_periods(case_file):
    uuid = ready(case_file, consultation_end=date(2026, 12, 1))
    case_file.keep_recommendation(uuid, GRANT)
    case_file.keep_casework(uuid, PressNotice(True, ("conservation_area",), published_on=date(2026, 11, 20), newspaper="Gazette"))
    asked = Consultation("natural-england", "Natural England", ConsultationAnswer.CONSULT, asked_on=date(2026, 11, 20))
    case_file.keep_casework(uuid, asked)
    over = Consultation("local-highway-authority", "Highways", ConsultationAnswer.ALREADY, asked_on=date(2026, 10, 1))
    case_file.keep_casework(uuid, over)
    return case_file, uuid


def test_the_assessment_goes_first_then_the_recommendation_then_its_submission(case_file, uuid):
    case_file.keep_casework(uuid, TIME_LIMIT)
    submitted(case_file, uuid, replace(GRANT, committee=True, committee_reasons=("The council owns the land",)))

    entries = case_file.outbox(uuid)
    assert [entry.verb for entry in entries] == [PUT_CONSTRAINT, PUT_CONDITION, RECOMMEND, SUBMIT]
    assert entries[0].payload["data"]["type"] == "designated_conservationarea"
    assert entries[2].payload["data"] == {
        "decision": "granted",
        "public_comment": "It complies with policy P14.",
        "assessor_comment": "",
        "committee": {"recommend": True, "reasons": ["The council owns the land"]},
    }
    record, _ = held(case_file.case(uuid))
    assert (record.state, record.submitted_by) == (RecommendationState.SUBMITTED, "Jo Officer")


def test_what_the_back_office_has_is_not_sent_again_and_what_is_gone_is_taken_out(case_file, uuid):
    name = case_file.keep_casework(uuid, TIME_LIMIT)
    first = case_file.send_casework(uuid)
    for entry in first:
        case_file.move_in_outbox(entry, OutboxState.SENT)
    assert case_file.send_casework(uuid) == ()

    case_file.remove_casework(uuid, name, seen=1)
    answer(case_file, uuid, AnswerKind.DOES_NOT_APPLY, reason="It was de-designated.")
    case_file.send_casework(uuid)

    assert sorted(queued(case_file, uuid)) == ["drop_condition", "drop_constraint"]


def test_what_would_be_sent_is_told_without_writing_anything(case_file, uuid):
    case_file.keep_casework(uuid, TIME_LIMIT)
    steps = [(step.verb, step.payload is not None) for step in case_file.casework_to_send(uuid)]

    assert steps == [(PUT_CONSTRAINT, True), (PUT_CONDITION, True)]
    assert queued(case_file, uuid) == []
    case_file.send_casework(uuid)
    assert queued(case_file, uuid) == [verb for verb, _ in steps]
    assert case_file.casework_to_send(uuid) == []


def test_what_waits_untried_is_replaced_by_what_is_true_now(case_file, uuid):
    name = case_file.keep_casework(uuid, TIME_LIMIT)
    case_file.send_casework(uuid)
    case_file.keep_casework(uuid, replace(TIME_LIMIT, text="Begin within five years."), name, seen=1)
    case_file.send_casework(uuid)

    (waiting,) = [entry for entry in case_file.outbox(uuid) if entry.verb == PUT_CONDITION]
    assert waiting.payload["data"]["text"] == "Begin within five years."

    case_file.remove_casework(uuid, name, seen=2)
    case_file.send_casework(uuid)
    assert PUT_CONDITION not in queued(case_file, uuid)


def test_what_is_submitted_can_t_be_changed_until_it_is_withdrawn(case_file, uuid):
    submitted(case_file, uuid)
    with pytest.raises(NotRecommended, match="Withdraw it to change it"):
        case_file.keep_recommendation(uuid, replace(GRANT, decision="refused"), seen=2)

    assert case_file.withdraw_recommendation(uuid, seen=2) == ""
    assert not {RECOMMEND, SUBMIT, WITHDRAW_RECOMMENDATION} & set(queued(case_file, uuid)), "nobody had been told"
    case_file.keep_recommendation(uuid, replace(GRANT, decision="refused"), seen=3)
    assert held(case_file.case(uuid))[0].decision == "refused"


def test_a_withdrawal_of_what_was_sent_goes_to_the_back_office(case_file, uuid):
    submitted(case_file, uuid)
    for entry in case_file.outbox(uuid):
        case_file.move_in_outbox(entry.uuid, OutboxState.SENT)

    assert case_file.withdraw_recommendation(uuid, seen=2)
    assert queued(case_file, uuid) == [WITHDRAW_RECOMMENDATION]


def test_a_withdrawal_that_waits_stays_where_what_was_submitted_after_it_is_withdrawn_too(case_file, uuid):
    submitted(case_file, uuid)
    for entry in case_file.outbox(uuid):
        case_file.move_in_outbox(entry.uuid, OutboxState.SENT)
    first = case_file.withdraw_recommendation(uuid, seen=2)
    case_file.submit_recommendation(uuid, seen=3)
    assert queued(case_file, uuid) == [WITHDRAW_RECOMMENDATION, RECOMMEND, SUBMIT]

    assert case_file.withdraw_recommendation(uuid, seen=4) == ""
    assert [entry.uuid for entry in case_file.outbox(uuid)] == [first], "the back office still has the first submission"


def test_what_may_have_arrived_is_not_withdrawn_before_that_is_known(case_file, uuid):
    submit = submitted(case_file, uuid)
    case_file.begin_attempt(submit)

    with pytest.raises(NotRecommended, match="may have reached the back office"):
        case_file.withdraw_recommendation(uuid, seen=2)


def test_there_is_nothing_to_withdraw_from_a_draft(case_file, uuid):
    case_file.keep_recommendation(uuid, GRANT)

    with pytest.raises(NotRecommended, match="no submitted recommendation"):
        case_file.withdraw_recommendation(uuid, seen=1)


def test_another_windows_draft_is_not_written_over(case_file, uuid):
    case_file.keep_recommendation(uuid, GRANT)
    case_file.keep_recommendation(uuid, replace(GRANT, assessor_comment="Seen on site."), seen=1)

    with pytest.raises(CaseFileError, match="changed in another window"):
        case_file.keep_recommendation(uuid, GRANT, seen=1)
    with pytest.raises(CaseFileError, match="changed in another window"):
        case_file.submit_recommendation(uuid, seen=1)


def test_nobody_reviews_what_is_his_own_not_even_as_a_reviewer(case_file, uuid, tmp_path):
    submitted(case_file, uuid)
    own = replace(JO, name="JO  officer", role=Role.REVIEWER)

    with opened(tmp_path, identity=own) as file, pytest.raises(NotRecommended, match="yourself"):
        file.review_recommendation(uuid, challenged=False, seen=2)


def test_an_assessor_reviews_nothing(case_file, uuid, tmp_path):
    submitted(case_file, uuid)
    other = replace(JO, name="Tom Other")

    with opened(tmp_path, identity=other) as file, pytest.raises(NotRecommended, match="does not know you as a reviewer"):
        file.review_recommendation(uuid, challenged=False, seen=2)


def test_a_reviewer_accepts(case_file, uuid, tmp_path):
    submitted(case_file, uuid)
    with opened(tmp_path, identity=HELEN) as file:
        file.review_recommendation(uuid, challenged=False, seen=2)

    record, _ = held(case_file.case(uuid))
    assert (record.state, record.challenged, record.reviewed_by) == (RecommendationState.REVIEWED, False, "Helen Marsh")
    review = case_file.outbox(uuid)[-1]
    assert (review.verb, review.payload["data"]) == (REVIEW, {"challenged": False, "reviewer_comment": ""})
    with pytest.raises(NotRecommended, match="reviewed and accepted"):
        case_file.keep_recommendation(uuid, GRANT, seen=3)


def test_a_challenge_needs_words_which_stay_beside_the_draft_until_it_is_submitted_again(case_file, uuid, tmp_path):
    submitted(case_file, uuid)
    with opened(tmp_path, identity=HELEN) as file:
        with pytest.raises(NotRecommended, match="Say what has to be put right"):
            file.review_recommendation(uuid, " ", challenged=True, seen=2)
        file.review_recommendation(uuid, "Policy P14 wants more.", challenged=True, seen=2)

    case_file.keep_recommendation(uuid, replace(GRANT, public_comment="It complies with P14 and P20."), seen=3)
    record, revision = held(case_file.case(uuid))
    assert (record.state, record.challenged, record.reviewer_comment) == (RecommendationState.DRAFT, True, "Policy P14 wants more.")

    case_file.submit_recommendation(uuid, seen=revision)
    record, _ = held(case_file.case(uuid))
    assert (record.state, record.challenged, record.reviewer_comment) == (RecommendationState.SUBMITTED, None, "")


def test_case_43_a_resolution_is_kept_and_the_decision_stays_open(case_file, uuid):
    case_file.keep_casework(uuid, Resolution("subject-to-legal-agreement", date(2026, 11, 20), "Planning Committee", ("a deed",)))
    case_file.keep_recommendation(uuid, Recommendation("", "Subject to the deed it complies."))

    assert codes(case_file, uuid, "BLOCKS") == ["resolution"]
    with pytest.raises(NotRecommended, match="is a resolution and no decision"):
        case_file.submit_recommendation(uuid, seen=1)
    assert SUBMIT not in queued(case_file, uuid)


def test_case_43_a_resolution_in_the_place_of_the_decision_is_refused(case_file, uuid):
    case_file.keep_recommendation(uuid, replace(GRANT, decision="subject-to-legal-agreement"))

    with pytest.raises(NotRecommended, match="is a resolution and no decision"):
        case_file.submit_recommendation(uuid, seen=1)


@pytest.mark.parametrize(
    ("type_code", "code"), [("wtt.notice", "refused"), ("pa.part1.classA", "approved"), ("pp.full.householder", "not_required")]
)
def test_case_44_a_decision_that_the_type_does_not_have_is_refused(case_file, type_code, code):
    uuid = ready(case_file, type_code=type_code)
    case_file.keep_recommendation(uuid, replace(GRANT, decision=code))

    with pytest.raises(NotRecommended, match="can't be decided as"):
        case_file.submit_recommendation(uuid, seen=1)


def test_nothing_is_done_where_one_part_fails(case_file, uuid):
    case_file.keep_recommendation(uuid, GRANT)

    with pytest.raises(CaseFileError, match="changed in another window"):
        case_file.submit_recommendation(uuid, seen=7)
    assert queued(case_file, uuid) == [], "the pieces were not queued either"
