"""Validation, assessment and recommendation reach the back office once, in their order, on what the officer saw."""

from __future__ import annotations

from datetime import date

import pytest

from plugin.casefile.errors import NotAsked
from plugin.casefile.requests.requesting import RequestsEdit
from plugin.domain.casework.condition import Condition
from plugin.domain.casework.drafted_request import DraftedRequest
from plugin.domain.casework.informative import Informative
from plugin.domain.casework.recommendation import Recommendation
from plugin.domain.casework.site_visit import SiteVisit
from plugin.domain.casework.task_progress import TaskProgress
from plugin.domain.conflict import Side
from plugin.domain.outbox_entry import OutboxState
from plugin.domain.outbox_verbs import DROP_CONSTRAINT, PUT_CONSTRAINT, REVIEW, SUBMIT, WITHDRAW_RECOMMENDATION
from plugin.domain.task import TaskState
from scripts.backoffice import casework
from tests.unit.backoffice.agreement_bench import Agreement, FaultyAdapter, LosingAdapter
from tests.unit.backoffice.casework_bench import CONDITION, DESCRIPTION, TASK, queue, recommend, settle, states, status, theirs
from tests.unit.backoffice.conftest import Begin


def test_requests_go_first_then_the_application_is_invalid_and_they_are_open(begin: Begin) -> None:
    agreement = begin(status="not_started")
    other = DraftedRequest("OtherChangeValidationRequest", "The drawings disagree.", {"suggestion": "Send one set."})
    agreement.file.send_requests(agreement.uuid, RequestsEdit(changed=(("", 0, other),)))
    agreement.file.say_invalid(agreement.uuid)

    report = agreement.send()
    assert (report.sent, report.refused, status(agreement)) == (2, [], "invalidated")
    assert [(each["type"], each["state"], each["reason"]) for each in agreement.theirs()] == [
        ("OtherChangeValidationRequest", "open", "The drawings disagree.")
    ]
    agreement.refresh()
    assert agreement.case.status == "invalidated"
    assert [each.state for each in agreement.case.validation_requests] == ["open"]


def test_a_valid_application_shows_so_with_its_day(begin: Begin) -> None:
    agreement = begin(status="not_started")
    agreement.file.say_valid(agreement.uuid, date(2026, 11, 18))

    assert agreement.send().sent == 1
    agreement.refresh()
    assert (agreement.case.status, agreement.case.row.valid_on) == ("in_assessment", date(2026, 11, 18))


def test_invalid_waits_where_a_request_that_it_builds_on_was_not_taken(begin: Begin) -> None:
    agreement = begin(status="not_started", adapter=FaultyAdapter(lambda request: 422 if request.method == "POST" else None))
    other = DraftedRequest("OtherChangeValidationRequest", "The drawings disagree.", {"suggestion": "Send one set."})
    agreement.file.send_requests(agreement.uuid, RequestsEdit(changed=(("", 0, other),)))
    agreement.file.say_invalid(agreement.uuid)

    report = agreement.send()
    assert states(agreement) == [OutboxState.REFUSED, OutboxState.WAITING]
    assert report.waiting == ["An earlier act on this case goes first, and waits: ask something of the applicant."]


def test_conditions_go_out_and_how_far_a_task_of_redline_s_own_is_stays_here(agreement: Agreement) -> None:
    own = TaskProgress("redline/conditions", TaskState.COMPLETED)
    agreement.file.keep_casework(agreement.uuid, CONDITION)
    agreement.file.keep_casework(agreement.uuid, own)

    assert len(agreement.file.send_casework(agreement.uuid)) == 1
    report = agreement.send()
    assert (report.sent, report.refused, states(agreement)) == (1, [], [OutboxState.SENT])
    assert [each["title"] for each in theirs(agreement, "conditions")["data"]] == ["Materials"]
    agreement.refresh()
    assert own in [kept.record for kept in agreement.case.casework]


def test_a_decision_on_a_state_that_has_changed_is_refused_with_what_is_there(begin: Begin) -> None:
    agreement = begin(status="not_started")
    agreement.file.say_valid(agreement.uuid, date(2026, 11, 18))
    casework.happens(agreement.bench.office, agreement.officer.identity, "withdraw")

    report = agreement.send()
    assert states(agreement) == [OutboxState.REFUSED]
    assert "The back office has something else than you saw" in report.refused[0]
    assert "status: “withdrawn”" in report.refused[0]


def test_a_case_is_given_to_an_officer_unless_somebody_else_has_it_by_now(agreement: Agreement) -> None:
    helen = next(each["id"] for each in agreement.officer.ask("/api/v2/officers").json()["data"] if each["name"] == "Helen Marsh")
    agreement.file.assign(agreement.uuid, helen, "Helen Marsh")
    assert agreement.send().sent == 1
    agreement.refresh()
    assert agreement.case.row.officer == "Helen Marsh"

    casework.assign(agreement.bench.office, agreement.officer.identity, "Tom Harker")
    agreement.file.assign(agreement.uuid, None, "")
    assert "officer: “Tom Harker”" in agreement.send().refused[0]
    assert theirs(agreement, "officer")["officer"]["name"] == "Tom Harker"


def test_an_assessment_arrives_piece_by_piece_and_a_changed_piece_changes_its_own(agreement: Agreement) -> None:
    uuid = agreement.file.keep_casework(agreement.uuid, CONDITION)
    agreement.file.keep_casework(agreement.uuid, DESCRIPTION)
    agreement.file.keep_casework(agreement.uuid, TaskProgress(TASK, TaskState.COMPLETED))
    agreement.file.keep_casework(agreement.uuid, Informative("Party wall", "An Act may apply."))
    agreement.file.send_casework(agreement.uuid)
    assert agreement.send().refused == []
    agreement.file.keep_casework(agreement.uuid, Condition("Bricks", CONDITION.text, CONDITION.reason), uuid, seen=1)
    agreement.file.send_casework(agreement.uuid)
    assert agreement.send().sent == 1

    assert [each["title"] for each in theirs(agreement, "conditions")["data"]] == ["Bricks"]
    assert [each["title"] for each in theirs(agreement, "informatives")["data"]] == ["Party wall"]
    assert theirs(agreement, "assessment_details/site_description")["entry"] == "A terraced house."
    assert theirs(agreement, f"tasks/{TASK.replace('/', '%2F')}")["status"] == "completed"


def test_a_piece_that_is_taken_away_here_is_taken_out_there(agreement: Agreement) -> None:
    uuid = agreement.file.keep_casework(agreement.uuid, CONDITION)
    agreement.file.send_casework(agreement.uuid)
    agreement.send()
    agreement.file.remove_casework(agreement.uuid, uuid, seen=1)
    agreement.file.send_casework(agreement.uuid)

    assert agreement.send().sent == 1
    assert theirs(agreement, "conditions")["data"] == []


def test_a_site_visit_that_is_taken_away_here_is_taken_out_there(agreement: Agreement) -> None:
    uuid = agreement.file.keep_casework(agreement.uuid, SiteVisit(date(2026, 11, 17), "Seen from the lane."))
    agreement.file.send_casework(agreement.uuid)
    agreement.send()
    assert len(theirs(agreement, "site_visits")["data"]) == 1
    agreement.file.remove_casework(agreement.uuid, uuid, seen=1)
    agreement.file.send_casework(agreement.uuid)

    assert agreement.send().refused == []
    assert theirs(agreement, "site_visits")["data"] == []


def test_a_removal_that_was_refused_rests_on_what_was_settled_and_goes_before_the_recommendation_that_waits(agreement: Agreement) -> None:
    uuid = agreement.file.keep_casework(agreement.uuid, CONDITION)
    agreement.file.send_casework(agreement.uuid)
    agreement.send()
    (there,) = theirs(agreement, "conditions")["data"]
    path = f"{agreement.officer.path}/conditions/{there['id']}"
    agreement.officer.act(path, {"text": "Any bricks."}, agreement.officer.tag(path), method="PATCH", role="reviewer")
    agreement.file.remove_casework(agreement.uuid, uuid, seen=1)
    agreement.file.send_casework(agreement.uuid)
    recommend(agreement)
    queue(agreement, SUBMIT, {})
    assert "Any bricks." in agreement.send().refused[0]
    assert states(agreement)[1:] == [OutboxState.REFUSED, OutboxState.WAITING, OutboxState.WAITING]

    agreement.file.send_casework(agreement.uuid)
    assert "Any bricks." in agreement.send().refused[0], "nothing goes over what was not settled"
    settle(agreement.file, agreement.uuid, Side.MINE)
    report = agreement.send()
    assert (report.sent, report.refused, theirs(agreement, "conditions")["data"]) == (3, [], [])
    assert status(agreement) == "awaiting_determination"


def test_a_constraint_that_came_with_the_application_holds_no_recommendation_up(agreement: Agreement) -> None:
    with agreement.bench.office.database.act():
        agreement.bench.office.constraints.add(
            agreement.officer.identity, "tpo", "2026-11-18T10:30:00.000000Z", identified_by="PlanX", identified=True
        )
    record = ("constraint", "tpo")
    queue(agreement, PUT_CONSTRAINT, {"type": "tpo", "entities": [{"dataset": "tree"}]}, record)
    agreement.send()
    # The officer says by now that it does not apply; an earlier Redline asked for its removal
    queue(agreement, DROP_CONSTRAINT, {}, record)
    recommend(agreement)
    queue(agreement, SUBMIT, {})
    assert "came with the application" in agreement.send().refused[0]
    assert states(agreement)[1:] == [OutboxState.REFUSED, OutboxState.WAITING, OutboxState.WAITING]

    assert agreement.file.send_casework(agreement.uuid) == ()
    assert agreement.send().sent == 2
    assert status(agreement) == "awaiting_determination"
    assert agreement.file.send_casework(agreement.uuid) == (), "nobody asks for its removal again"


def test_a_constraint_is_put_there_changed_and_taken_out_by_its_type(agreement: Agreement) -> None:
    record = ("constraint", "tpo")
    tree = [{"dataset": "tree", "entity": 7, "reference": "", "name": "The oak"}]
    queue(agreement, PUT_CONSTRAINT, {"type": "tpo", "entities": tree}, record)
    assert agreement.send().refused == []
    queue(agreement, PUT_CONSTRAINT, {"type": "tpo", "entities": [], "overlap": {"area_m2": 10.0, "percent": 1.0}}, record)
    assert agreement.send().refused == []
    (there,) = theirs(agreement, "constraints")["data"]
    assert (there["entities"], there["overlap"]) == ([], {"area_m2": 10.0, "percent": 1.0})

    queue(agreement, DROP_CONSTRAINT, {}, record, seen={"type": "tpo", "entities": []})
    assert agreement.send().sent == 1
    assert theirs(agreement, "constraints")["data"] == []


@pytest.mark.parametrize("already", [False, True])
def test_a_constraint_whose_answer_is_lost_counts_once_whether_it_was_there_or_not(begin: Begin, already: bool) -> None:
    agreement = begin()
    if already:
        agreement.officer.act(f"{agreement.officer.path}/constraints", {"type": "tpo"})
    agreement.adapter = LosingAdapter(1)
    queue(agreement, PUT_CONSTRAINT, {"type": "tpo", "entities": [{"dataset": "tree"}]}, ("constraint", "tpo"))
    agreement.send()

    assert agreement.send().sent == 1
    assert [each["entities"] for each in theirs(agreement, "constraints")["data"]] == [[{"dataset": "tree"}]]


def test_a_constraint_that_came_with_the_application_is_not_taken_out(agreement: Agreement) -> None:
    with agreement.bench.office.database.act():
        agreement.bench.office.constraints.add(
            agreement.officer.identity, "tpo", "2026-11-18T10:30:00.000000Z", identified_by="PlanX", identified=True
        )
    queue(agreement, DROP_CONSTRAINT, {}, ("constraint", "tpo"))

    assert "came with the application" in agreement.send().refused[0]


def test_a_recommendation_is_put_and_submitted_in_that_order(agreement: Agreement) -> None:
    recommend(agreement)
    queue(agreement, SUBMIT, {})
    report = agreement.send()

    assert (report.sent, report.refused, status(agreement)) == (2, [], "awaiting_determination")
    assert (theirs(agreement, "recommendation")["decision"], theirs(agreement, "recommendation")["assessor"]) == ("granted", "Amina Yusuf")
    queue(agreement, WITHDRAW_RECOMMENDATION, {})
    assert agreement.send().sent == 1
    assert status(agreement) == "in_assessment"


def test_nothing_is_submitted_while_a_piece_of_it_was_refused(agreement: Agreement) -> None:
    queue(agreement, "put_condition", {"title": "", "text": "", "reason": ""}, ("condition", "c1"))
    recommend(agreement)
    queue(agreement, SUBMIT, {})
    agreement.send()

    assert states(agreement) == [OutboxState.REFUSED, OutboxState.WAITING, OutboxState.WAITING]
    assert "Write the condition" in agreement.entries[0].last_answer
    assert status(agreement) == "in_assessment"


def test_an_open_request_after_validation_blocks_the_submission_with_the_back_offices_words(agreement: Agreement) -> None:
    agreement.asked()
    recommend(agreement)
    queue(agreement, SUBMIT, {})
    report = agreement.send()

    assert "has open validation requests" in report.refused[0]
    assert states(agreement)[-2:] == [OutboxState.SENT, OutboxState.REFUSED]
    agreement.officer.cancel(agreement.theirs()[0])
    queue(agreement, SUBMIT, {})
    assert agreement.send().sent == 1
    assert states(agreement)[-2:] == [OutboxState.WITHDRAWN, OutboxState.SENT]


def test_a_request_of_any_type_that_blocks_a_submission_is_taken_back_from_here(agreement: Agreement) -> None:
    other = DraftedRequest("OtherChangeValidationRequest", "The drawings disagree.", {"suggestion": "Send one set."})
    agreement.file.send_requests(agreement.uuid, RequestsEdit(changed=(("", 0, other),)))
    assert agreement.send().refused == []
    agreement.refresh()
    (asked,) = agreement.case.validation_requests
    assert asked.is_open
    with pytest.raises(NotAsked, match="Say why"):
        agreement.file.cancel_told_request(agreement.uuid, asked.key, " ")

    agreement.file.cancel_told_request(agreement.uuid, asked.key, "One set came.")
    with pytest.raises(NotAsked, match="taken back already"):
        agreement.file.cancel_told_request(agreement.uuid, asked.key, "Once more.")
    recommend(agreement)
    queue(agreement, SUBMIT, {})
    report = agreement.send()
    assert (report.sent, report.refused, status(agreement)) == (3, [], "awaiting_determination")
    assert [(each["state"], each["cancel_reason"]) for each in agreement.theirs()] == [("cancelled", "One set came.")]
    assert [each.state for each in agreement.case.validation_requests] == ["cancelled"]


def test_a_request_that_was_to_be_taken_back_can_stand_after_all_and_is_left_where_the_back_office_has_cancelled_it(
    agreement: Agreement,
) -> None:
    other = DraftedRequest("OtherChangeValidationRequest", "The drawings disagree.", {"suggestion": "Send one set."})
    agreement.file.send_requests(agreement.uuid, RequestsEdit(changed=(("", 0, other),)))
    agreement.send()
    agreement.refresh()
    (asked,) = agreement.case.validation_requests
    agreement.file.cancel_told_request(agreement.uuid, asked.key, "One set came.")
    agreement.file.let_told_stand(agreement.uuid, asked.key)
    assert states(agreement)[-1] is OutboxState.WITHDRAWN

    agreement.file.cancel_told_request(agreement.uuid, asked.key, "One set came.")
    agreement.officer.cancel(agreement.theirs()[0])
    agreement.refresh()
    assert states(agreement)[-1] is OutboxState.WITHDRAWN
    assert agreement.send().refused == []


def test_an_assessor_reviews_nothing_and_is_told_why(agreement: Agreement) -> None:
    recommend(agreement)
    queue(agreement, SUBMIT, {})
    agreement.send()
    queue(agreement, REVIEW, {"challenged": False, "reviewer_comment": ""})
    report = agreement.send()

    assert "Only a reviewer reviews a recommendation, and the back office knows you as an assessor." in report.refused[0]
    assert states(agreement)[-1] is OutboxState.UNSUPPORTED


def test_nobody_reviews_his_own_and_the_reason_is_told(agreement: Agreement) -> None:
    recommend(agreement)
    queue(agreement, SUBMIT, {})
    agreement.send("reviewer")
    queue(agreement, REVIEW, {"challenged": False, "reviewer_comment": ""})
    report = agreement.send("reviewer")

    assert report.refused == [f"{agreement.officer.reference} was not sent: Nobody reviews his own recommendation: somebody else has to."]
    assert states(agreement)[-1] is OutboxState.REFUSED


def test_a_reviewer_challenges(agreement: Agreement) -> None:
    recommend(agreement)
    queue(agreement, SUBMIT, {})
    agreement.send()
    queue(agreement, REVIEW, {"challenged": True, "reviewer_comment": "The light of number 12."})

    assert agreement.send("reviewer").sent == 1
    assert status(agreement) == "to_be_reviewed"


def test_a_recommendation_that_somebody_else_has_changed_is_not_submitted_unseen(agreement: Agreement) -> None:
    recommend(agreement)
    agreement.send()
    path = f"{agreement.officer.path}/recommendation"
    agreement.officer.act(
        path, {"decision": "refused", "public_comment": "Too high."}, agreement.officer.tag(path), method="PUT", role="reviewer"
    )
    queue(agreement, SUBMIT, {})

    assert "decision: “refused”" in agreement.send().refused[0]
    assert status(agreement) == "in_assessment"


def test_somebody_elses_words_are_not_submitted_where_ones_own_were_refused_however_often_it_is_sent(agreement: Agreement) -> None:
    recommend(agreement)
    agreement.send()
    path = f"{agreement.officer.path}/recommendation"
    theirs_now = {"decision": "refused", "public_comment": "Too high."}
    agreement.officer.act(path, theirs_now, agreement.officer.tag(path), method="PUT", role="reviewer")
    recommend(agreement)
    queue(agreement, SUBMIT, {})

    for _ in range(2):
        agreement.send()
        assert states(agreement)[1:] == [OutboxState.REFUSED, OutboxState.WAITING]
        assert status(agreement) == "in_assessment"
    assert theirs(agreement, "recommendation")["status"] != "assessment_complete"

    # Written anew after that was seen, both go, in place of both
    recommend(agreement)
    queue(agreement, SUBMIT, {})
    assert agreement.send().sent == 2
    assert states(agreement)[1:] == [OutboxState.WITHDRAWN, OutboxState.WITHDRAWN, OutboxState.SENT, OutboxState.SENT]
    assert (theirs(agreement, "recommendation")["decision"], status(agreement)) == ("granted", "awaiting_determination")


def test_what_was_written_several_times_before_it_was_sent_goes_once(agreement: Agreement) -> None:
    for title in ("Bricks", "Brick", "Materials"):
        data = {"title": title, "text": "The bricks match.", "reason": "Character."}
        queue(agreement, "put_condition", data, ("condition", "c1"))

    assert agreement.send().sent == 1
    assert [each["title"] for each in theirs(agreement, "conditions")["data"]] == ["Materials"]
    assert states(agreement) == [OutboxState.WITHDRAWN, OutboxState.WITHDRAWN, OutboxState.SENT]


def test_a_name_that_leads_elsewhere_is_never_asked_for(agreement: Agreement) -> None:
    queue(agreement, "put_task", {"status": "completed"}, ("task", "t1"), path={"slug": "../../officers"})

    assert "is not the name of a record" in agreement.send().refused[0]


def test_what_the_officers_own_acts_put_in_the_outbox_is_taken_whole(agreement: Agreement) -> None:
    """Kept, submitted, reviewed by another person: the acts of the case file, not payloads of a test."""
    agreement.file.keep_casework(agreement.uuid, CONDITION)
    agreement.file.keep_recommendation(agreement.uuid, Recommendation("granted", "It keeps to the policies."))
    agreement.file.submit_recommendation(agreement.uuid, "Everything was checked on paper.", seen=1)

    assert agreement.send().refused == []
    assert status(agreement) == "awaiting_determination"
    assert [each["title"] for each in theirs(agreement, "conditions")["data"]] == ["Materials"]
