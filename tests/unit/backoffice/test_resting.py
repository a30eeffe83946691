"""What a recommendation rests on is read again before it goes out, and what has changed is the officer's to see first."""

from __future__ import annotations

from datetime import timedelta

import pytest
import requests

from plugin.casefile.errors import CaseFileError
from plugin.domain.casework.recommendation import Recommendation, RecommendationState
from plugin.domain.outbox_entry import OutboxEntry, OutboxState
from plugin.domain.outbox_verbs import PUT_CONSTRAINT, RECOMMEND, REVIEW, SUBMIT
from plugin.reports.changed_meanwhile import changed_sentences
from scripts.backoffice import casework
from tests.unit.backoffice.agreement_bench import Agreement, FaultyAdapter
from tests.unit.backoffice.casework_bench import queue, status, theirs
from tests.unit.casefile.recommended import HELEN

GRANT = Recommendation("granted", "It keeps to the policies.")


def submitted_off_line(agreement: Agreement) -> None:
    """The officer has read the case, and recommends without a network."""
    agreement.send()
    agreement.refresh()
    agreement.file.keep_recommendation(agreement.uuid, GRANT)
    agreement.file.submit_recommendation(agreement.uuid, "Everything was checked on paper.", seen=1)


def entry(agreement: Agreement, verb: str) -> OutboxEntry:
    return next(each for each in agreement.entries if each.verb == verb)


def describe(agreement: Agreement, text: str) -> None:
    agreement.bench.office.applications.describe(agreement.officer.identity, text)


def comment(agreement: Agreement, text: str) -> None:
    office, told = agreement.bench.office, {"sentiment": "objection", "redacted": text}
    office.comments.add_neighbour(agreement.officer.identity, "A Neighbour", text, received_at=office.now(), **told)


def test_what_rests_on_nothing_else_goes_out_at_once(agreement: Agreement) -> None:
    submitted_off_line(agreement)
    report = agreement.send()

    assert (report.refused, entry(agreement, SUBMIT).state) == ([], OutboxState.SENT)
    assert status(agreement) == "awaiting_determination"


def test_another_description_is_shown_first_and_nothing_of_the_recommendation_is_out(agreement: Agreement) -> None:
    submitted_off_line(agreement)
    describe(agreement, "A shed of two storeys")
    report = agreement.send()

    assert "Not sent yet: what it rests on has changed since you chose to submit the recommendation." in report.refused[0]
    assert "The description is now “A shed of two storeys”" in report.refused[0]
    assert (entry(agreement, SUBMIT).state, entry(agreement, RECOMMEND).state) == (OutboxState.REFUSED, OutboxState.WAITING)
    assert theirs(agreement, "recommendation")["status"] is None
    assert status(agreement) == "in_assessment"


def test_it_stays_there_run_after_run_until_the_officer_has_seen_it(agreement: Agreement) -> None:
    submitted_off_line(agreement)
    describe(agreement, "A shed of two storeys")
    agreement.send()
    agreement.send()
    assert (entry(agreement, SUBMIT).state, entry(agreement, RECOMMEND).state) == (OutboxState.REFUSED, OutboxState.WAITING)
    assert theirs(agreement, "recommendation")["status"] is None

    waiting = entry(agreement, SUBMIT)
    seen = changed_sentences(agreement.file.changed_meanwhile(agreement.uuid, waiting.uuid))
    agreement.file.send_again(waiting.uuid, seen)
    report = agreement.send()

    assert (report.refused, entry(agreement, SUBMIT).state) == ([], OutboxState.SENT)
    assert status(agreement) == "awaiting_determination"
    told = [each for each in agreement.file.history(agreement.uuid) if each.verb.startswith("what changed meanwhile was seen")]
    assert [each.after["seen"] for each in told] == [list(seen)]


def test_what_changes_after_the_yes_is_shown_as_well(agreement: Agreement) -> None:
    submitted_off_line(agreement)
    describe(agreement, "A shed")
    agreement.send()
    agreement.file.send_again(entry(agreement, SUBMIT).uuid, ("seen",))
    describe(agreement, "A house")
    report = agreement.send()

    assert "The description is now “A house” (it was “A shed”)." in report.refused[0]


def test_a_case_that_was_withdrawn_meanwhile_is_said_by_its_status(agreement: Agreement) -> None:
    submitted_off_line(agreement)
    agreement.lead_to("withdraw")
    report = agreement.send()

    assert "The status is now “withdrawn” (it was “in assessment”)." in report.refused[0]


def test_a_representation_that_came_meanwhile_is_counted(agreement: Agreement) -> None:
    on = agreement.clock.now().date()
    casework.consult(agreement.bench.office, agreement.officer.identity, on - timedelta(days=40), on - timedelta(days=19))
    comment(agreement, "Fine by me.")
    submitted_off_line(agreement)
    comment(agreement, "It takes my light.")
    report = agreement.send()

    assert "1 representation came." in report.refused[0]
    assert {each.text for each in agreement.case.representations} == {"Fine by me.", "It takes my light."}


def test_the_draft_that_went_out_before_the_line_was_lost_is_no_change_of_somebody_else(agreement: Agreement) -> None:
    submitted_off_line(agreement)
    agreement.adapter = FaultyAdapter(lambda request: requests.ConnectionError("lost") if "submit" in str(request.url) else None)
    agreement.send()
    assert entry(agreement, RECOMMEND).state is OutboxState.SENT
    agreement.adapter = None

    assert agreement.send().refused == []
    assert entry(agreement, SUBMIT).state is OutboxState.SENT


def test_a_constraint_that_ones_own_act_has_put_there_is_no_change_and_somebody_elses_is(agreement: Agreement) -> None:
    submitted_off_line(agreement)
    queue(agreement, PUT_CONSTRAINT, {"type": "designated_conservationarea"}, ("constraint", "designated_conservationarea"))
    agreement.adapter = FaultyAdapter(lambda request: requests.ConnectionError("lost") if "submit" in str(request.url) else None)
    agreement.send()
    agreement.adapter = None
    constraints = f"{agreement.officer.path}/constraints"
    agreement.refresh()
    assert "Conservation area" in agreement.case.shown_constraints
    agreement.officer.act(constraints, {"type": "listed"}, role="reviewer")
    report = agreement.send()

    assert "The constraints that the back office shows have changed: now also Listed building outline." in report.refused[0]


def test_a_submission_that_may_have_arrived_is_asked_by_its_key_alone(agreement: Agreement) -> None:
    submitted_off_line(agreement)
    agreement.adapter = FaultyAdapter(lambda request: requests.ReadTimeout("slow") if "submit" in str(request.url) else None)
    agreement.send()
    assert entry(agreement, SUBMIT).state is OutboxState.SENDING
    agreement.adapter = None
    describe(agreement, "A shed")

    assert agreement.send().refused == []
    assert entry(agreement, SUBMIT).state is OutboxState.SENT


def test_without_a_network_nothing_goes_out_and_the_reason_stands(agreement: Agreement) -> None:
    submitted_off_line(agreement)
    agreement.adapter = FaultyAdapter(lambda _request: requests.ConnectionError("no network"))
    report = agreement.send()

    assert "can't be reached" in report.unreachable
    assert entry(agreement, SUBMIT).state is OutboxState.WAITING


def test_where_the_case_cannot_be_read_the_submission_waits_with_the_reason(agreement: Agreement) -> None:
    submitted_off_line(agreement)
    show = f"/api/v2/planning_applications/{agreement.officer.identity}"
    agreement.adapter = FaultyAdapter(lambda request: 500 if request.path_url == show else None)
    agreement.send()

    assert entry(agreement, SUBMIT).state is OutboxState.WAITING
    assert "failed" in entry(agreement, SUBMIT).last_answer
    assert entry(agreement, RECOMMEND).last_answer == "It goes with the submission, which waits."
    assert theirs(agreement, "recommendation")["status"] is None


def test_a_held_submission_is_taken_back_with_its_words_kept(agreement: Agreement) -> None:
    submitted_off_line(agreement)
    describe(agreement, "A shed")
    agreement.send()
    agreement.file.take_back(entry(agreement, SUBMIT).uuid)

    kept = next(each.record for each in agreement.case.casework if isinstance(each.record, Recommendation))
    assert (kept.state, kept.public_comment) == (RecommendationState.DRAFT, GRANT.public_comment)
    assert {each.state for each in agreement.entries if each.verb in (SUBMIT, RECOMMEND)} == {OutboxState.WITHDRAWN}
    assert agreement.send().sent == 0


def test_an_act_that_is_done_by_hand_leaves_the_outbox_with_its_day(agreement: Agreement) -> None:
    submitted_off_line(agreement)
    on = agreement.clock.now().date()
    agreement.file.done_by_hand(entry(agreement, SUBMIT).uuid, on)

    assert entry(agreement, SUBMIT).state is OutboxState.SENT
    assert entry(agreement, SUBMIT).last_answer == "done by hand on 18 November 2026, says Amina Yusuf"
    told = [
        each for each in agreement.file.history(agreement.uuid) if each.verb == "done by hand in the back office: submit the recommendation"
    ]
    assert [each.after["done_on"] for each in told] == ["2026-11-18"]


def test_a_day_to_come_or_before_the_act_is_no_day_on_which_it_was_done(agreement: Agreement) -> None:
    submitted_off_line(agreement)
    waiting, on = entry(agreement, SUBMIT), agreement.clock.now().date()
    for day, words in ((on + timedelta(days=1), "still to come"), (on - timedelta(days=1), "before the act itself")):
        with pytest.raises(CaseFileError, match=words):
            agreement.file.done_by_hand(waiting.uuid, day)
    assert entry(agreement, SUBMIT).state is OutboxState.WAITING


def test_an_act_that_may_have_arrived_is_neither_taken_back_nor_done_by_hand(agreement: Agreement) -> None:
    uuid = queue(agreement, SUBMIT, {})
    agreement.file.begin_attempt(uuid)
    with pytest.raises(CaseFileError, match="sent again first"):
        agreement.file.take_back(uuid)
    with pytest.raises(CaseFileError, match="sent again first"):
        agreement.file.done_by_hand(uuid, agreement.clock.now().date())


def reviewed_off_line(agreement: Agreement) -> None:
    submitted_off_line(agreement)
    agreement.send()
    agreement.refresh()
    agreement.file.identity = HELEN
    revision = next(each.revision for each in agreement.case.casework if isinstance(each.record, Recommendation))
    agreement.file.review_recommendation(agreement.uuid, "", challenged=False, seen=revision)


def test_a_review_is_held_as_well_where_what_it_rests_on_has_changed(agreement: Agreement) -> None:
    reviewed_off_line(agreement)
    describe(agreement, "A shed of two storeys")
    report = agreement.send("reviewer")

    assert "since you chose to record the review of the recommendation" in report.refused[0]
    assert theirs(agreement, "recommendation")["reviewer"] is None
    agreement.file.send_again(entry(agreement, REVIEW).uuid, ("seen",))
    assert agreement.send("reviewer").refused == []
    assert theirs(agreement, "recommendation")["reviewer"] == "Helen Marsh"


def test_a_review_that_is_taken_back_leaves_the_recommendation_with_the_reviewer(agreement: Agreement) -> None:
    reviewed_off_line(agreement)
    agreement.file.take_back(entry(agreement, REVIEW).uuid)

    kept = next(each.record for each in agreement.case.casework if isinstance(each.record, Recommendation))
    assert (kept.state, kept.challenged, kept.reviewed_by) == (RecommendationState.SUBMITTED, None, "")
    assert agreement.send("reviewer").sent == 0
