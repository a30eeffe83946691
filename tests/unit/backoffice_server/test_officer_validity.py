"""Valid or invalid: BOPS's own transitions, on what was seen, by an officer."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.backoffice import casework, validation

from .bench import Bench, TestClock
from .officer_bench import OfficerBench, fields

DOCUMENT = {
    "type": "AdditionalDocumentValidationRequest",
    "reason": "The roof is not on the drawings.",
    "specific_attributes": {"document_request_type": "Roof plan"},
}


@pytest.fixture
def begun(bench: Bench) -> OfficerBench:
    """A case that is not started."""
    return OfficerBench(bench, "not_started")


def seen(officer: OfficerBench) -> str:
    return officer.tag(f"{officer.path}/validation")


def validated(officer: OfficerBench, day: Any = "2026-11-18", match: str | None = None) -> Any:
    return officer.act(f"{officer.path}/validation", {"valid_from": day}, match or seen(officer))


def invalidated(officer: OfficerBench) -> Any:
    return officer.act(f"{officer.path}/invalidation", {}, seen(officer))


def status(officer: OfficerBench) -> str:
    return str(officer.bench.data(officer.path)["status"])


def test_a_valid_application_is_in_assessment_and_its_dates_count_from_that_day(begun: OfficerBench, clock: TestClock) -> None:
    clock.at("2026-11-20T10:00:00")
    answer = validated(begun, "2026-11-19")

    assert (answer.json()["status"], answer.json()["valid_from"]) == ("in_assessment", "2026-11-19")
    assert (answer.json()["target_date"], answer.json()["expiry_date"]) == ("2026-12-24", "2027-01-14")
    assert begun.bench.data(begun.path)["validAt"].startswith("2026-11-19")
    last = begun.ask(f"{begun.path}/audits").json()["data"][-1]
    assert (last["activity_type"], last["officer"]) == ("started", "Amina Yusuf")


def test_an_invalid_application_sends_every_request_that_waits(begun: OfficerBench) -> None:
    begun.proposed()
    begun.act(begun.requests, DOCUMENT)
    assert [each["state"] for each in begun.ask(begun.requests).json()["data"]] == ["pending", "pending"]
    answer = invalidated(begun)

    assert (answer.json()["status"], answer.json()["pending_requests"], answer.json()["open_requests"]) == ("invalidated", 0, 2)
    assert [each["state"] for each in begun.ask(begun.requests).json()["data"]] == ["open", "open"]


def test_an_invalid_application_becomes_valid(begun: OfficerBench) -> None:
    begun.act(begun.requests, DOCUMENT)
    invalidated(begun)

    assert validated(begun).json()["status"] == "in_assessment"


def test_nothing_is_invalid_without_a_request_that_says_why(begun: OfficerBench) -> None:
    answer = invalidated(begun)

    assert answer.status_code == 409
    assert "no request that waits" in answer.json()["error"]["detail"]
    assert status(begun) == "not_started"


def test_requests_that_were_never_sent_stand_in_the_way_of_validity(begun: OfficerBench) -> None:
    begun.act(begun.requests, DOCUMENT)
    answer = validated(begun)

    assert (answer.status_code, answer.json()["error"]["state"]) == (409, "not_started")
    assert status(begun) == "not_started"


def test_an_application_without_a_red_line_is_not_valid(bench: Bench) -> None:
    officer = OfficerBench(bench, "not_started", boundary=None)

    assert validated(officer).status_code == 409


@pytest.mark.parametrize("day", [None, "", "18 November", "2026-02-30", "2026-11-19", "2026-11-17", 20261118])
def test_the_day_is_one_that_can_be(day: Any, begun: OfficerBench) -> None:
    answer = validated(begun, day)

    assert (answer.status_code, fields(answer)) == (422, {"data.valid_from"})
    assert status(begun) == "not_started"


def test_a_decision_on_what_has_changed_since_is_not_taken(begun: OfficerBench) -> None:
    before = seen(begun)
    begun.act(begun.requests, DOCUMENT)

    assert validated(begun, match=before).status_code == 412


@pytest.mark.parametrize("event", ["withdraw", "return", "close"])
def test_a_case_that_has_ended_is_neither(event: str, begun: OfficerBench) -> None:
    casework.happens(begun.bench.office, begun.identity, event)

    assert (validated(begun).status_code, invalidated(begun).status_code) == (409, 409)


def test_one_in_assessment_is_no_longer_made_invalid(officer: OfficerBench) -> None:
    answer = invalidated(officer)

    assert (answer.status_code, answer.json()["error"]["state"]) == (409, "in_assessment")


def test_a_decision_that_is_sent_again_counts_once(begun: OfficerBench) -> None:
    match = seen(begun)
    first = begun.act(f"{begun.path}/validation", {"valid_from": "2026-11-18"}, match, "key")
    again = begun.act(f"{begun.path}/validation", {"valid_from": "2026-11-18"}, match, "key")

    assert (again.status_code, again.content, again.headers["idempotent-replayed"]) == (200, first.content, "true")


@pytest.mark.parametrize("role", ["reader", "intake", None])
def test_who_may_not_assess_decides_nothing(role: str | None, begun: OfficerBench) -> None:
    assert begun.act(f"{begun.path}/validation", {"valid_from": "2026-11-18"}, seen(begun), role=role).status_code == 401


def test_a_line_is_drawn_by_the_officer_before_the_application_is_valid(bench: Bench) -> None:
    officer = OfficerBench(bench, "not_started", boundary=None)
    line = {"type": "Polygon", "coordinates": [[[-0.1, 51.5], [-0.099, 51.5], [-0.099, 51.501], [-0.1, 51.501], [-0.1, 51.5]]]}
    drawn = officer.act(f"{officer.path}/boundary", {"boundary_geojson": line}, officer.boundary_tag(), method="PATCH")

    assert (drawn.status_code, drawn.json()["origin"], drawn.json()["version"]) == (200, "officer", 1)
    checked = officer.ask(f"{officer.path}/boundary/check").json()
    assert (checked["valid_red_line_boundary"], checked["checked_by"]) == (True, "Amina Yusuf")
    assert officer.ask(f"{officer.path}/audits").json()["data"][-1]["activity_type"] == "red_line_created"


def test_a_line_of_a_valid_application_is_not_drawn_without_the_applicant(officer: OfficerBench) -> None:
    line = officer.line_in_force()
    answer = officer.act(f"{officer.path}/boundary", {"boundary_geojson": line}, officer.boundary_tag(), method="PATCH")

    assert (answer.status_code, answer.json()["error"]["state"]) == (409, "in_assessment")


def test_a_line_that_crosses_itself_is_not_drawn(begun: OfficerBench) -> None:
    bow = {"type": "Polygon", "coordinates": [[[-0.1, 51.5], [-0.099, 51.501], [-0.099, 51.5], [-0.1, 51.501], [-0.1, 51.5]]]}
    answer = begun.act(f"{begun.path}/boundary", {"boundary_geojson": bow}, begun.boundary_tag(), method="PATCH")

    assert (answer.status_code, fields(answer)) == (422, {"data.boundary_geojson"})


def test_a_check_of_the_red_line_is_of_the_line_that_was_seen(begun: OfficerBench) -> None:
    path = f"{begun.path}/boundary/check"
    line, before = begun.boundary_tag(), begun.tag(path)
    assert begun.ask(path).json()["valid_red_line_boundary"] is None
    said = begun.act(path, {"valid_red_line_boundary": False}, before, method="PATCH")

    assert (said.json()["valid_red_line_boundary"], said.json()["checked_by"]) == (False, "Amina Yusuf")
    assert begun.act(path, {"valid_red_line_boundary": True}, before, method="PATCH").status_code == 412
    assert begun.boundary_tag() == line


def test_another_red_line_has_to_be_checked_anew(begun: OfficerBench) -> None:
    path = f"{begun.path}/boundary/check"
    begun.act(path, {"valid_red_line_boundary": True}, begun.tag(path), method="PATCH")
    begun.proposed()
    validation.send_all(begun.bench.office, begun.identity)
    validation.answer(begun.bench.office, 1, True)

    assert begun.ask(path).json()["valid_red_line_boundary"] is None
