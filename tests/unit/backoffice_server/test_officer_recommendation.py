"""The recommendation: drafted, submitted, withdrawn, reviewed by somebody else; states and transitions are BOPS's."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.backoffice import casework, intake, validation

from .bench import Bench
from .officer_bench import OfficerBench, fields
from .submissions import submission

DRAFT = {"decision": "granted", "public_comment": "It keeps to the policies.", "assessor_comment": "Seen on site."}
TIME = {
    "type": "TimeExtensionValidationRequest",
    "reason": "More time is needed.",
    "specific_attributes": {"proposed_expiry_date": "2027-03-01"},
}


class Recommending:
    """An officer and a reviewer over one case."""

    def __init__(self, officer: OfficerBench) -> None:
        self.officer = officer
        self.path = f"{officer.path}/recommendation"

    def put(self, *, match: str | None = None, **changes: Any) -> Any:
        return self.officer.act(self.path, {**DRAFT, **changes}, match or self.officer.tag(self.path), method="PUT")

    def act(self, verb: str, data: dict[str, Any] | None = None, role: str = "officer") -> Any:
        return self.officer.act(f"{self.path}/{verb}", data or {}, self.officer.tag(self.path), role=role)

    def review(self, role: str = "reviewer", **data: Any) -> Any:
        return self.act("review", data, role)

    @property
    def status(self) -> str:
        return str(self.officer.bench.data(self.officer.path)["status"])


@pytest.fixture
def case(officer: OfficerBench) -> Recommending:
    return Recommending(officer)


@pytest.fixture
def submitted(case: Recommending) -> Recommending:
    case.put()
    assert case.act("submit").status_code == 200
    return case


def test_before_there_is_one_the_decisions_of_the_type_are_told(case: Recommending) -> None:
    there = case.officer.ask(case.path).json()

    assert (there["status"], there["decision"]) == (None, None)
    assert [each["code"] for each in there["decisions"]] == ["granted", "refused"]


def test_a_draft_is_kept_and_the_application_counts_as_assessed(case: Recommending) -> None:
    answer = case.put(committee={"recommend": True, "reasons": ["The councillor has asked for it."]})

    assert (answer.status_code, answer.json()["status"]) == (200, "assessment_in_progress")
    assert answer.json() == case.officer.ask(case.path).json()
    assert answer.json()["committee"] == {"recommend": True, "reasons": ["The councillor has asked for it."]}
    assert (answer.json()["assessor"], case.status) == ("Amina Yusuf", "in_assessment")


def test_a_draft_without_a_decision_leaves_the_assessment_in_progress(case: Recommending) -> None:
    case.put(decision=None)

    assert case.status == "assessment_in_progress"
    assert case.act("submit").status_code == 409


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"decision": "part"}, "data.decision"),
        ({"decision": "granted_legal_agreement"}, "data.decision"),
        ({"decision": 1}, "data.decision"),
        ({"public_comment": None}, "data.public_comment"),
        ({"committee": {"recommend": True, "reasons": []}}, "data.committee.reasons"),
        ({"committee": {"reasons": ["x"]}}, "data.committee.recommend"),
    ],
)
def test_bad_input_is_refused_at_its_field(changes: dict[str, Any], field: str, case: Recommending) -> None:
    answer = case.put(**changes)

    assert (answer.status_code, fields(answer)) == (422, {field})
    assert case.officer.ask(case.path).json()["status"] is None


def test_case_44_what_a_type_does_not_have_is_not_decided(bench: Bench) -> None:
    officer = OfficerBench(bench)
    officer.reference = intake.submit(bench.office, submission(code="ldc.proposed"))
    application = bench.office.applications.by_reference(officer.reference)
    assert application is not None
    casework.validate(bench.office, application.id, bench.office.clock.now())
    officer.path = f"/api/v2/planning_applications/{officer.reference}"
    answer = Recommending(officer).put(decision="not_required")

    assert (answer.status_code, fields(answer)) == (422, {"data.decision"})


def test_a_draft_over_another_than_was_seen_is_not_taken(case: Recommending) -> None:
    before = case.officer.tag(case.path)
    case.put()

    assert case.put(match=before, decision="refused").status_code == 412
    assert case.officer.ask(case.path).json()["decision"] == "granted"


def test_what_is_submitted_waits_for_its_review(submitted: Recommending) -> None:
    there = submitted.officer.ask(submitted.path).json()

    assert (there["status"], there["submitted_at"], there["challenged"]) == ("assessment_complete", "2026-11-18T10:30:00.000+00:00", None)
    assert submitted.status == "awaiting_determination"
    assert submitted.officer.ask(f"{submitted.officer.path}/audits").json()["data"][-1]["activity_type"] == "submitted"


def test_what_is_submitted_is_not_changed_before_it_is_withdrawn(submitted: Recommending) -> None:
    assert (submitted.put().status_code, submitted.act("submit").status_code) == (409, 409)
    condition = {"title": "", "text": "Bricks.", "reason": "Character."}
    assert submitted.officer.act(f"{submitted.officer.path}/conditions", condition).status_code == 409


def test_without_a_draft_or_a_public_comment_nothing_is_submitted(case: Recommending) -> None:
    assert case.act("submit").status_code == 409
    case.put(public_comment=" ")

    assert case.act("submit").status_code == 409
    assert case.status == "in_assessment"


def test_an_open_request_that_was_made_after_validation_blocks_the_submission(case: Recommending) -> None:
    case.put()
    request = case.officer.proposed()
    answer = case.act("submit")

    assert (answer.status_code, answer.json()["error"]["problem"]) == (409, "not_in_this_state")
    assert "open validation requests" in answer.json()["error"]["detail"]
    case.officer.cancel(request)
    assert case.act("submit").status_code == 200


def test_an_open_time_extension_blocks_nothing(case: Recommending) -> None:
    case.put()
    assert case.officer.act(case.officer.requests, TIME).status_code == 201

    assert case.act("submit").status_code == 200


def test_a_request_from_before_validation_blocks_nothing(bench: Bench) -> None:
    officer = OfficerBench(bench, "not_started")
    officer.proposed()
    validation.send_all(bench.office, officer.identity)
    casework.validate(bench.office, officer.identity, bench.office.clock.now())
    case = Recommending(officer)
    case.put()

    assert case.act("submit").status_code == 200


def test_a_recommendation_is_withdrawn_and_is_a_draft_again(submitted: Recommending) -> None:
    there = submitted.act("withdraw").json()

    assert (there["status"], there["submitted_at"], there["decision"]) == ("assessment_in_progress", None, "granted")
    assert submitted.status == "in_assessment"
    assert submitted.act("withdraw").status_code == 409


def test_a_reviewer_accepts(submitted: Recommending) -> None:
    there = submitted.review(challenged=False).json()

    assert (there["status"], there["challenged"], there["reviewer"]) == ("review_complete", False, "Helen Marsh")
    assert submitted.status == "awaiting_determination"
    assert submitted.review(challenged=False).status_code == 409


def test_what_was_accepted_is_a_draft_of_the_same_words_once_it_is_withdrawn(submitted: Recommending) -> None:
    submitted.review(challenged=False)
    there = submitted.act("withdraw").json()

    assert (there["status"], there["challenged"], there["decision"]) == ("assessment_in_progress", None, "granted")
    assert submitted.act("submit").json()["status"] == "assessment_complete"


def test_a_challenge_goes_back_to_the_assessor_and_another_recommendation_begins(submitted: Recommending) -> None:
    there = submitted.review(challenged=True, reviewer_comment="The light of number 12 is not assessed.").json()
    assert (there["challenged"], there["reviewer_comment"]) == (True, "The light of number 12 is not assessed.")
    assert submitted.status == "to_be_reviewed"

    again = submitted.put(decision="refused").json()
    assert (again["status"], again["decision"], again["challenged"]) == ("assessment_in_progress", "refused", None)
    assert submitted.status == "to_be_reviewed"
    assert submitted.act("submit").json()["application_status"] == "awaiting_determination"


def test_a_challenge_has_a_comment(submitted: Recommending) -> None:
    answer = submitted.review(challenged=True, reviewer_comment=" ")

    assert (answer.status_code, fields(answer)) == (422, {"data.reviewer_comment"})
    assert submitted.status == "awaiting_determination"


def test_who_is_no_reviewer_reviews_nothing(submitted: Recommending) -> None:
    answer = submitted.review("officer", challenged=False)

    assert (answer.status_code, answer.json()["error"]["detail"]) == (403, "Only a reviewer reviews a recommendation.")


def test_nobody_reviews_his_own(case: Recommending) -> None:
    case.put()
    case.act("submit", role="reviewer")
    answer = case.review(challenged=False)

    assert (answer.status_code, "own recommendation" in answer.json()["error"]["detail"]) == (403, True)


def test_nothing_is_reviewed_before_it_is_submitted(case: Recommending) -> None:
    case.put()

    assert case.review(challenged=False).status_code == 409


def test_a_submission_that_is_sent_again_counts_once(case: Recommending) -> None:
    case.put()
    match = case.officer.tag(case.path)
    first = case.officer.act(f"{case.path}/submit", {}, match, "key")
    again = case.officer.act(f"{case.path}/submit", {}, match, "key")

    assert (again.status_code, again.content) == (200, first.content)


def test_an_application_that_is_not_valid_yet_has_no_recommendation(bench: Bench) -> None:
    answer = Recommending(OfficerBench(bench, "not_started")).put()

    assert (answer.status_code, answer.json()["error"]["state"]) == (409, "not_started")
