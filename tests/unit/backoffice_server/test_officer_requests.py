"""Every type of request but the red line: what it needs, when it may be asked, and what comes of the answer."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from scripts.backoffice import casework, validation
from scripts.backoffice.request_types import TYPES

from .applicant_bench import ApplicantBench, text_of
from .bench import Bench, TestClock
from .officer_bench import RED_LINE, OfficerBench, fields

#: One of each type that is right.
EACH: dict[str, dict[str, Any]] = {
    "AdditionalDocumentValidationRequest": {"reason": "x", "specific_attributes": {"document_request_type": "Roof plan"}},
    "DescriptionChangeValidationRequest": {"specific_attributes": {"proposed_description": "Two extensions"}},
    "FeeChangeValidationRequest": {"reason": "x", "specific_attributes": {"suggestion": "Pay £258 more."}},
    "HeadsOfTermsValidationRequest": {"specific_attributes": {"title": "Housing", "text": "Two of ten homes."}},
    "OtherChangeValidationRequest": {"reason": "x", "specific_attributes": {"suggestion": "Add a scale bar."}},
    "OwnershipCertificateValidationRequest": {"reason": "The tenant was not told."},
    "PreCommencementConditionValidationRequest": {
        "specific_attributes": {"title": "Trees", "text": "Fence them.", "condition_reason": "They are protected."}
    },
    "ReplacementDocumentValidationRequest": {"reason": "It has no scale.", "specific_attributes": {"document": "site-plan.pdf"}},
    "TimeExtensionValidationRequest": {"reason": "x", "specific_attributes": {"proposed_expiry_date": "2027-03-01"}},
}
#: Those of which one only may wait, and those that are asked for after validation.
ONE = [name for name, kind in TYPES.items() if kind.one_at_a_time]
LATER = [name for name, kind in TYPES.items() if kind.after_validation]


def ask(officer: OfficerBench, kind: str, **changes: Any) -> requests.Response:
    return officer.act(officer.requests, {"type": kind, **EACH[kind], **changes})


def made(officer: OfficerBench, kind: str) -> dict[str, Any]:
    answer = ask(officer, kind)
    assert answer.status_code == 201, answer.text
    request: dict[str, Any] = answer.json()
    return request


def test_there_is_an_example_of_every_type() -> None:
    assert {*EACH, RED_LINE} == set(TYPES)


@pytest.mark.parametrize("kind", EACH)
def test_each_is_sent_and_kept_with_what_it_needs(kind: str, officer: OfficerBench) -> None:
    request = made(officer, kind)

    assert request["state"] == "open"
    assert request["specific_attributes"].items() >= EACH[kind].get("specific_attributes", {}).items()
    assert request["created_by"] == "Amina Yusuf"
    assert officer.shown(request) == request


@pytest.mark.parametrize("kind", [kind for kind in EACH if EACH[kind].get("specific_attributes")])
def test_what_it_needs_is_asked_for_at_its_field(kind: str, officer: OfficerBench) -> None:
    for name in EACH[kind]["specific_attributes"]:
        given = {key: value for key, value in EACH[kind]["specific_attributes"].items() if key != name}
        answer = ask(officer, kind, specific_attributes=given)
        assert answer.status_code == 422
        assert fields(answer) == {f"data.specific_attributes.{name}"}


@pytest.mark.parametrize("kind", [kind for kind in EACH if "reason" in EACH[kind]])
def test_the_applicant_is_told_why(kind: str, officer: OfficerBench) -> None:
    answer = ask(officer, kind, reason=" ")

    assert fields(answer) == {"data.reason"}


@pytest.mark.parametrize(
    ("kind", "attributes"),
    [
        ("ReplacementDocumentValidationRequest", {"document": "no-such.pdf"}),
        ("DescriptionChangeValidationRequest", {"proposed_description": " Rear extension "}),
        ("TimeExtensionValidationRequest", {"proposed_expiry_date": "2027-01-13"}),
        ("TimeExtensionValidationRequest", {"proposed_expiry_date": "2027-02-30"}),
        ("TimeExtensionValidationRequest", {"proposed_expiry_date": "soon"}),
    ],
)
def test_what_does_not_fit_the_case_is_refused_at_its_field(kind: str, attributes: dict[str, str], officer: OfficerBench) -> None:
    answer = ask(officer, kind, specific_attributes=attributes)

    assert answer.status_code == 422
    assert fields(answer) == {f"data.specific_attributes.{next(iter(attributes))}"}


@pytest.mark.parametrize("kind", ONE)
def test_one_of_some_types_may_wait_at_a_time(kind: str, officer: OfficerBench) -> None:
    first = made(officer, kind)
    second = ask(officer, kind)
    assert second.status_code == 409
    assert second.json()["error"]["problem"] == "already_there"
    officer.cancel(first)

    assert ask(officer, kind).status_code == 201


@pytest.mark.parametrize("kind", LATER)
def test_some_are_asked_for_after_validation(kind: str, bench: Bench) -> None:
    answer = ask(OfficerBench(bench, "not_started"), kind)

    assert answer.status_code == 409
    assert answer.json()["error"]["state"] == "not_started"


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        ("OtherChangeValidationRequest", "2026-12-09"),
        ("PreCommencementConditionValidationRequest", "2026-12-02"),
        ("DescriptionChangeValidationRequest", "2026-11-25"),
    ],
)
def test_each_has_its_own_time_to_answer(kind: str, due: str, officer: OfficerBench) -> None:
    assert made(officer, kind)["response_due"] == due


def test_all_of_them_are_sent_together_when_the_case_is_made_invalid(bench: Bench) -> None:
    officer = OfficerBench(bench, "not_started")
    waiting = [made(officer, kind) for kind in EACH if kind not in LATER]
    assert {request["state"] for request in waiting} == {"pending"}
    validation.send_all(bench.office, officer.identity)

    assert {officer.shown(request)["state"] for request in waiting} == {"open"}
    assert len(bench.office.letters.paths()) == len(waiting)


@pytest.mark.parametrize("kind", EACH)
def test_the_applicant_answers_by_the_link_in_the_letter(kind: str, officer: OfficerBench) -> None:
    applicant = ApplicantBench(officer, made(officer, kind))
    page = applicant.look()
    assert page.status_code == 200
    assert all(str(value) in text_of(page) for value in EACH[kind].get("specific_attributes", {}).values() if "2027" not in str(value))
    sent = applicant.send("yes") if TYPES[kind].agreed else applicant.send(reason="It is on its way.")

    assert sent.status_code == 200
    shown = officer.shown(applicant.made)
    assert (shown["state"], shown["closed_by"]) == ("closed", "applicant")
    assert (shown["approved"], shown["response"]) == ((True, None) if TYPES[kind].agreed else (None, "It is on its way."))
    assert applicant.look().status_code == 404


@pytest.mark.parametrize("kind", [kind for kind in EACH if TYPES[kind].agreed])
def test_a_no_has_a_reason_and_changes_nothing(kind: str, officer: OfficerBench) -> None:
    before = officer.bench.data(officer.path)["description"]
    applicant = ApplicantBench(officer, made(officer, kind))
    assert applicant.send("no").status_code == 422
    applicant.send("no", "Not so.")

    assert applicant.outcome == ("closed", False, "Not so.")
    assert officer.bench.data(officer.path)["description"] == before


@pytest.mark.parametrize("kind", [kind for kind in EACH if not TYPES[kind].agreed])
def test_an_answer_without_words_is_none(kind: str, officer: OfficerBench) -> None:
    applicant = ApplicantBench(officer, made(officer, kind))

    assert applicant.send(reason=" \n").status_code == 422
    assert applicant.outcome[0] == "open"


def test_a_yes_to_another_description_changes_it_and_the_search_finds_it(officer: OfficerBench) -> None:
    ApplicantBench(officer, made(officer, "DescriptionChangeValidationRequest")).send("yes")

    assert officer.bench.data(officer.path)["description"] == "Two extensions"
    assert len(officer.bench.data("/api/v2/planning_applications/search?q=two")["data"]) == 1


def test_a_yes_to_more_time_moves_the_dates(officer: OfficerBench) -> None:
    ApplicantBench(officer, made(officer, "TimeExtensionValidationRequest")).send("yes")
    shown = officer.bench.data(officer.path)

    assert (shown["expiry_date"], shown["target_date"]) == ("2027-03-01", "2027-02-10")


def test_silence_leaves_the_description(officer: OfficerBench, clock: TestClock) -> None:
    request = made(officer, "DescriptionChangeValidationRequest")
    clock.at("2026-11-26T00:00:00")

    assert officer.shown(request)["closed_by"] == "silence"
    assert officer.bench.data(officer.path)["description"] == "Rear extension"


def test_silence_closes_no_request_for_a_document(officer: OfficerBench, clock: TestClock) -> None:
    request = made(officer, "AdditionalDocumentValidationRequest")
    clock.at("2027-01-10T00:00:00")

    assert officer.shown(request)["state"] == "open"
    assert request["closes_by_silence_at"] is None


def test_more_time_does_not_stop_a_recommendation_and_a_condition_does(officer: OfficerBench) -> None:
    made(officer, "TimeExtensionValidationRequest")
    casework.decide(officer.bench.office, officer.identity, "granted")
    casework.happens(officer.bench.office, officer.identity, "submit")
    casework.happens(officer.bench.office, officer.identity, "withdraw_recommendation")
    made(officer, "PreCommencementConditionValidationRequest")

    with pytest.raises(Exception, match="open validation requests"):
        casework.happens(officer.bench.office, officer.identity, "submit")


def test_a_link_opens_the_page_of_its_own_type_alone(officer: OfficerBench) -> None:
    other = ApplicantBench(officer, made(officer, "OtherChangeValidationRequest"))
    line = ApplicantBench(officer)

    assert other.look(other.link.replace("/request/", "/red-line/")).status_code == 404
    assert other.look(line.link.replace("/red-line/", "/request/")).status_code == 404


def test_what_officers_write_is_text_on_the_page(officer: OfficerBench) -> None:
    request = ask(officer, "OtherChangeValidationRequest", reason="<script>x</script>", specific_attributes={"suggestion": "<b>y</b>"})
    page = ApplicantBench(officer, request.json()).look().text

    assert "<script" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page
