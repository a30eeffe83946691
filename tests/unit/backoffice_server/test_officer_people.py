"""Officers and the trail of what they did."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.backoffice import casework, validation

from .applicant_bench import ApplicantBench
from .bench import Bench, TestClock
from .officer_bench import OfficerBench, fields


def trail(officer: OfficerBench) -> list[tuple[str, str | None, bool]]:
    """What was done, by whom, whether by itself."""
    data = officer.ask(f"{officer.path}/audits?maxresults=50").json()["data"]
    return [(entry["activity_type"], entry["officer"], entry["automated_activity"]) for entry in data]


def test_the_officers_of_the_authority_are_listed_with_their_roles(officer: OfficerBench) -> None:
    casework.assign(officer.bench.office, officer.identity, "Tom Harker")
    listed = officer.ask("/api/v2/officers").json()["data"]

    assert [(each["name"], each["role"]) for each in listed] == [
        ("Amina Yusuf", "assessor"),
        ("Helen Marsh", "reviewer"),
        ("Tom Harker", "assessor"),
    ]


@pytest.mark.parametrize(("role", "name"), [("officer", "Amina Yusuf"), ("reviewer", "Helen Marsh"), ("reader", None)])
def test_a_client_learns_whose_token_it_has(role: str, name: str | None, officer: OfficerBench) -> None:
    said = officer.ask("/api/v2/officer_api", role=role).json()["officer"]

    assert (said and said["name"]) == name


def test_a_case_is_given_to_another_officer(officer: OfficerBench) -> None:
    path = f"{officer.path}/officer"
    assert officer.ask(path).json()["officer"] is None
    helen = next(each["id"] for each in officer.ask("/api/v2/officers").json()["data"] if each["name"] == "Helen Marsh")
    given = officer.act(path, {"officer_id": helen}, officer.tag(path), method="PUT")

    assert given.json()["officer"]["name"] == "Helen Marsh"
    assert officer.bench.data(officer.path)["assigned_user_name"] == "Helen Marsh"
    taken = officer.act(path, {"officer_id": None}, officer.tag(path), method="PUT")
    assert taken.json()["officer"] is None


@pytest.mark.parametrize("data", [{}, {"officer_id": 999}, {"officer_id": "1"}, {"officer_id": True}, {"officer_id": 10**30}])
def test_a_case_is_given_to_nobody_who_is_not_there(data: dict[str, Any], officer: OfficerBench) -> None:
    path = f"{officer.path}/officer"
    answer = officer.act(path, data, officer.tag(path), method="PUT")

    assert answer.status_code == 422
    assert fields(answer) == {"data.officer_id"}


def test_a_case_that_was_given_away_meanwhile_is_not_given_away_unseen(officer: OfficerBench) -> None:
    path = f"{officer.path}/officer"
    seen = officer.tag(path)
    casework.assign(officer.bench.office, officer.identity, "Tom Harker")

    assert officer.act(path, {"officer_id": 1}, seen, method="PUT").status_code == 412


def test_an_act_of_assessment_needs_a_name_behind_it(officer: OfficerBench) -> None:
    path = f"{officer.path}/officer"
    with officer.bench.office.database.act() as connection:
        connection.execute("UPDATE tokens SET officer = NULL WHERE name = 'officer'")

    assert officer.act(path, {"officer_id": 1}, officer.tag(path), method="PUT").status_code == 403


def test_the_trail_tells_every_act_with_its_officer(officer: OfficerBench) -> None:
    first = officer.proposed()
    officer.cancel(first)
    path = f"{officer.path}/officer"
    officer.act(path, {"officer_id": 1}, officer.tag(path), method="PUT")

    assert trail(officer) == [
        ("created", None, True),
        ("started", None, False),
        ("red_line_boundary_change_validation_request_added", "Amina Yusuf", False),
        ("red_line_boundary_change_validation_request_sent_post_validation", "Amina Yusuf", False),
        ("red_line_boundary_change_validation_request_cancelled_post_validation", "Amina Yusuf", False),
        ("assigned", "Amina Yusuf", False),
    ]


def test_an_applicants_answer_stands_in_the_trail_without_an_officer(officer: OfficerBench) -> None:
    ApplicantBench(officer).send("no", "The wall is ours.")
    last = officer.ask(f"{officer.path}/audits").json()["data"][-1]

    assert last["activity_type"] == "red_line_boundary_change_validation_request_received"
    assert (last["officer"], last["activity_information"], last["audit_comment"]) == (None, "disagreed", "The wall is ours.")


def test_silence_stands_in_the_trail_as_what_happened_by_itself(officer: OfficerBench, clock: TestClock) -> None:
    officer.proposed()
    clock.at("2026-12-01T09:00:00")

    assert trail(officer)[-1] == ("red_line_boundary_change_validation_request_auto_closed", None, True)


def test_what_was_refused_stands_in_no_trail(officer: OfficerBench) -> None:
    before = trail(officer)
    officer.propose(reason="")

    assert trail(officer) == before


def test_the_trail_has_pages(bench: Bench) -> None:
    officer = OfficerBench(bench)
    for _ in range(5):
        officer.cancel(officer.proposed())
    page = officer.ask(f"{officer.path}/audits?maxresults=10&page=2").json()

    assert page["metadata"]["total_results"] == 17
    assert len(page["data"]) == 7


def test_requests_before_validation_stand_in_the_trail_in_their_own_words(bench: Bench) -> None:
    officer = OfficerBench(bench, "not_started")
    officer.proposed()
    validation.send_all(bench.office, officer.identity)

    assert [entry[0] for entry in trail(officer)][1:] == [
        "red_line_boundary_change_validation_request_added",
        "invalidated",
        "red_line_boundary_change_validation_request_sent",
    ]
