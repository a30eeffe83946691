"""What becomes of a proposal: taken back, agreed to, refused."""

from __future__ import annotations

import uuid

import pytest

from scripts.backoffice import casework, validation

from .officer_bench import PARTS_AND_HOLE, OfficerBench, fields, moved
from .submissions import SQUARE


def test_a_request_is_taken_back_with_a_reason(officer: OfficerBench) -> None:
    made = officer.proposed()
    answer = officer.cancel(made, "The wrong line.")

    assert answer.status_code == 200
    assert (answer.json()["state"], answer.json()["cancel_reason"]) == ("cancelled", "The wrong line.")
    assert officer.shown(made) == answer.json()


def test_cancelling_wants_a_reason(officer: OfficerBench) -> None:
    answer = officer.cancel(officer.proposed(), " ")

    assert answer.status_code == 422
    assert fields(answer) == {"data.cancel_reason"}


def test_a_request_is_not_cancelled_twice(officer: OfficerBench) -> None:
    made = officer.proposed()
    officer.cancel(made)
    answer = officer.cancel(made)

    assert answer.status_code == 409
    assert answer.json()["error"]["state"] == "cancelled"


def test_a_cancellation_that_is_sent_again_gives_the_first_answer(officer: OfficerBench) -> None:
    made, key = officer.proposed(), str(uuid.uuid4())
    match = officer.ask(f"{officer.requests}/{made['id']}").headers["etag"]
    first, again = officer.cancel(made, match=match, key=key), officer.cancel(made, match=match, key=key)

    assert (again.status_code, again.content) == (200, first.content)


def test_a_request_that_was_answered_meanwhile_is_not_cancelled_unseen(officer: OfficerBench) -> None:
    made = officer.proposed()
    seen = officer.ask(f"{officer.requests}/{made['id']}").headers["etag"]
    validation.answer(officer.bench.office, made["id"], True)
    answer = officer.cancel(made, match=seen)

    assert answer.status_code == 412
    assert officer.shown(made)["state"] == "closed"


def test_one_that_was_agreed_can_be_cancelled_and_the_line_stays(officer: OfficerBench) -> None:
    made = officer.proposed()
    validation.answer(officer.bench.office, made["id"], True)
    cancelled = officer.cancel(made).json()

    assert (cancelled["state"], cancelled["approved"], cancelled["specific_attributes"]["adopted_version"]) == ("cancelled", True, 2)
    assert officer.line_in_force() == PARTS_AND_HOLE


def test_a_yes_brings_the_line_into_force_as_a_new_version(officer: OfficerBench) -> None:
    made = officer.proposed()
    validation.answer(officer.bench.office, made["id"], True)
    shown = officer.shown(made)
    in_force = officer.ask(f"{officer.path}/boundary").json()

    assert (shown["approved"], shown["closed_by"], shown["specific_attributes"]["adopted_version"]) == (True, "applicant", 2)
    assert (in_force["version"], in_force["origin"], in_force["validation_request_id"]) == (2, "agreed", made["id"])
    assert in_force["boundary_geojson"] == PARTS_AND_HOLE
    assert officer.bench.data(officer.path)["boundary_geojson"] == PARTS_AND_HOLE


def test_a_yes_to_a_change_that_needs_a_fresh_application_leaves_the_line(officer: OfficerBench) -> None:
    made = officer.proposed(handling="fresh_application")
    validation.answer(officer.bench.office, made["id"], True)

    assert officer.shown(made)["specific_attributes"]["adopted_version"] is None
    assert officer.line_in_force() == SQUARE


def test_a_no_comes_with_its_reason(officer: OfficerBench) -> None:
    made = officer.proposed()
    validation.answer(officer.bench.office, made["id"], False, "The wall is ours.")
    shown = officer.shown(made)

    assert (shown["approved"], shown["closed_by"], shown["rejection_reason"]) == (False, "applicant", "The wall is ours.")
    assert officer.line_in_force() == SQUARE


def test_a_request_that_was_drawn_over_a_line_no_longer_in_force_says_so(officer: OfficerBench) -> None:
    first, second = officer.proposed(), officer.proposed(new_geojson=moved(0.001))
    assert officer.shown(first)["specific_attributes"]["drawn_over_line_in_force"] is True
    validation.answer(officer.bench.office, second["id"], True)

    assert officer.shown(first)["specific_attributes"]["drawn_over_line_in_force"] is False
    assert officer.shown(second)["specific_attributes"]["drawn_over_line_in_force"] is True


def test_nothing_in_a_case_that_has_ended_is_changed_by_a_late_answer(officer: OfficerBench) -> None:
    made = officer.proposed()
    casework.happens(officer.bench.office, officer.identity, "withdraw")

    with pytest.raises(Exception, match="withdrawn"):
        validation.answer(officer.bench.office, made["id"], True)
    assert officer.line_in_force() == SQUARE
