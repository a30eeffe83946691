"""The head of a client's audit trail is deposited: it only grows, and nothing of it is ever changed."""

from __future__ import annotations

import pytest
import requests

from .officer_bench import OfficerBench, fields

PATH = "/api/v2/audit_trails/0b0f6f3e-7a53-4f0e-9a55-1f0d6f0f9d10"
FIRST, SECOND = "a" * 64, "b" * 64


def deposited(officer: OfficerBench, sequence: object, sha256: object, match: str | None = None) -> requests.Response:
    return officer.act(PATH, {"sequence": sequence, "sha256": sha256}, match or officer.tag(PATH), method="PUT")


def test_before_the_first_there_is_none(officer: OfficerBench) -> None:
    told = officer.ask(PATH).json()
    assert (told["sequence"], told["sha256"], told["deposited_at"]) == (0, "0" * 64, None)


def test_the_last_one_is_told_with_who_and_when(officer: OfficerBench) -> None:
    assert deposited(officer, 4, FIRST).status_code == 200
    assert deposited(officer, 9, SECOND).status_code == 200

    told = officer.ask(PATH).json()
    assert (told["sequence"], told["sha256"], told["deposited_by"]) == (9, SECOND, "Amina Yusuf")


@pytest.mark.parametrize("sequence", [9, 4, 1])
def test_a_trail_only_grows(officer: OfficerBench, sequence: int) -> None:
    deposited(officer, 9, FIRST)
    answer = deposited(officer, sequence, SECOND)

    assert answer.status_code == 409
    assert "The last seal of this trail is of entry 9" in answer.json()["error"]["detail"]
    assert officer.ask(PATH).json()["sha256"] == FIRST


def test_what_another_copy_of_the_file_has_deposited_meanwhile_is_not_passed_over(officer: OfficerBench) -> None:
    seen = officer.tag(PATH)
    deposited(officer, 9, FIRST)
    assert deposited(officer, 12, SECOND, seen).status_code == 412


@pytest.mark.parametrize(
    ("sequence", "sha256", "field"),
    [(0, FIRST, "data.sequence"), ("9", FIRST, "data.sequence"), (9, "A" * 64, "data.sha256"), (9, "", "data.sha256")],
)
def test_what_is_no_head_is_refused_at_its_field(officer: OfficerBench, sequence: object, sha256: object, field: str) -> None:
    answer = deposited(officer, sequence, sha256)
    assert (answer.status_code, fields(answer)) == (422, {field})


def test_a_trail_has_the_name_of_a_uuid(officer: OfficerBench) -> None:
    assert officer.ask("/api/v2/audit_trails/mine").status_code == 404


def test_a_token_of_nobody_deposits_nothing(officer: OfficerBench) -> None:
    answer = officer.act(PATH, {"sequence": 1, "sha256": FIRST}, officer.tag(PATH), method="PUT", role="reader")
    assert answer.status_code in (401, 403)
