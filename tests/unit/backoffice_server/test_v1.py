"""v1 beyond what was recorded: only a yes or a no with a reason is an answer, and it takes the token and the secret."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import requests

from scripts.backoffice import casework, intake, validation

from .applicant_bench import letter_to
from .bench import Bench, TestClock, open_office
from .officer_bench import PARTS_AND_HOLE, OfficerBench
from .staging import PLAIN
from .submissions import SQUARE, submission


class Applicant:
    """A service that answers for the applicant by v1, as BOPS's own does."""

    def __init__(self, officer: OfficerBench) -> None:
        self.officer = officer
        self.made = officer.proposed()
        application = casework.known(officer.bench.office, officer.identity)
        self.secret = application.text("change_access_id")
        self.path = f"/api/v1/planning_applications/{officer.reference}/red_line_boundary_change_validation_requests"

    def ask(self, path: str, method: str = "GET", secret: str | None = None, **more: Any) -> requests.Response:
        return self.officer.bench.ask(f"{path}?change_access_id={secret or self.secret}", method, role="applicant-service", **more)

    def answer(self, data: Any) -> requests.Response:
        return self.ask(f"{self.path}/{self.made['id']}", "PATCH", json={"data": data})

    @property
    def state(self) -> str:
        return str(self.officer.shown(self.made)["state"])


@pytest.fixture
def applicant(officer: OfficerBench) -> Applicant:
    return Applicant(officer)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"approved": None}, "approved must be true or false"),
        ({"approved": "true"}, "approved must be true or false"),
        ({"approved": 1}, "approved must be true or false"),
        ({"approved": {}}, "approved must be true or false"),
        ({"rejection_reason": "No."}, "approved must be true or false"),
        ({"approved": True, "rejection_reason": "But no."}, "An approval has no reason for rejection"),
        ({"approved": False}, "Please include a comment"),
        ({"approved": False, "rejection_reason": " \n"}, "Please include a comment"),
        ({"approved": False, "rejection_reason": 7}, "must be text"),
        ([], "param is missing"),
        ("yes", "param is missing"),
    ],
)
def test_what_is_no_answer_is_refused_with_the_reason_and_leaves_the_request_open(data: Any, reason: str, applicant: Applicant) -> None:
    answer = applicant.answer(data)

    assert answer.status_code == 400
    assert reason in answer.json()["message"]
    assert applicant.state == "open"
    assert applicant.officer.line_in_force() == SQUARE


def test_a_yes_brings_every_part_and_hole_into_force(applicant: Applicant) -> None:
    assert applicant.answer({"approved": True}).json() == {"message": "Change request updated"}

    assert applicant.officer.line_in_force() == PARTS_AND_HOLE
    assert applicant.ask(f"{applicant.path}/{applicant.made['id']}").json()["new_geojson"] == PARTS_AND_HOLE


def test_a_no_keeps_its_reason(applicant: Applicant) -> None:
    applicant.answer({"approved": False, "rejection_reason": "The wall is ours."})

    assert applicant.officer.shown(applicant.made)["rejection_reason"] == "The wall is ours."


@pytest.mark.parametrize("secret", ["0" * 30, "x", "%ED%A0%80"])
def test_without_the_secret_nothing_is_told_or_taken(secret: str, applicant: Applicant) -> None:
    for method, path in (("GET", applicant.path), ("GET", f"{applicant.path}/1"), ("PATCH", f"{applicant.path}/1")):
        answer = applicant.ask(path, method, secret, json={"data": {"approved": True}} if method == "PATCH" else None)
        assert (answer.status_code, answer.json()) == (401, {"message": "Change access id is invalid"})
    assert applicant.state == "open"


def test_an_application_that_is_not_there_is_not_found(applicant: Applicant) -> None:
    assert applicant.ask("/api/v1/planning_applications/99/red_line_boundary_change_validation_requests").status_code == 404


def test_a_request_of_another_type_is_none_of_these(applicant: Applicant, bench: Bench) -> None:
    other = validation.raise_request(bench.office, applicant.officer.identity, "OtherChangeValidationRequest", "x", {"suggestion": "y"})

    assert applicant.ask(f"{applicant.path}/{other}").status_code == 404
    assert len(applicant.ask(applicant.path).json()["data"]) == 1


def test_only_the_letters_of_plain_bops_give_the_key_of_the_whole_application_away(
    applicant: Applicant, served: Bench, tmp_path: Path, clock: TestClock
) -> None:
    ours = letter_to(applicant.officer.bench.office, applicant.made["id"]).read_text(encoding="utf-8")
    assert applicant.secret not in ours
    office = open_office(tmp_path / "plain", clock, **PLAIN)
    with served.serving(office):
        intake.submit(office, submission())
        request = validation.raise_request(office, 1, validation.RED_LINE, "x", {"new_geojson": PARTS_AND_HOLE})
        validation.send(office, request)
    letter = letter_to(office, request).read_text(encoding="utf-8")
    key = casework.known(office, 1).text("change_access_id")
    office.close()

    assert f"change_access_id={key}" in letter
