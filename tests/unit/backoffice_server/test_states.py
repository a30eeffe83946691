"""The state machine, and what stands in the way of an event."""

from __future__ import annotations

import copy

import pytest

from scripts.backoffice import casework, intake, validation
from scripts.backoffice.back_office import BackOffice
from scripts.backoffice.errors import ApiError, BadRequest, Conflict
from scripts.backoffice.states import EVENTS, step

from .bench import Bench, TestClock
from .staging import proposed
from .submissions import submission

ALL = {state for row in EVENTS.values() for state in (*row.origins, row.target)}


@pytest.fixture
def office(bench: Bench) -> BackOffice:
    return bench.office


@pytest.fixture
def identity(office: BackOffice) -> int:
    identity = intake.begin(office, copy.deepcopy(submission()))
    intake.finish(office, identity)
    return identity


def status(office: BackOffice, identity: int) -> str:
    return casework.known(office, identity).status


def test_the_twelve_states_of_bops_are_all_there() -> None:
    assert len(ALL) == 12


@pytest.mark.parametrize("event", EVENTS)
def test_an_event_cannot_happen_in_a_state_that_it_does_not_begin_in(event: str) -> None:
    for state in ALL - set(EVENTS[event].origins):
        with pytest.raises(Conflict, match=f"Event '{event}' cannot transition from '{state}'"):
            step(event, state)


def test_assessment_does_not_begin_without_a_valid_date(office: BackOffice, identity: int) -> None:
    with pytest.raises(Conflict, match="no valid date"):
        casework.happens(office, identity, "start")

    assert status(office, identity) == "not_started"


def test_an_application_is_not_invalidated_without_a_request_to_send(office: BackOffice, identity: int) -> None:
    with pytest.raises(Conflict, match="no validation request"):
        casework.happens(office, identity, "invalidate")


def test_nothing_is_determined_without_a_decision(office: BackOffice, identity: int) -> None:
    casework.validate(office, identity, office.clock.now())

    with pytest.raises(Conflict, match="no decision"):
        casework.happens(office, identity, "assess")


def test_an_open_request_after_validation_stops_the_recommendation(office: BackOffice, identity: int) -> None:
    casework.validate(office, identity, office.clock.now())
    casework.decide(office, identity, "granted")
    request = validation.raise_request(office, identity, validation.RED_LINE, "Why", {"new_geojson": proposed()})
    validation.send(office, request)

    with pytest.raises(Conflict, match="open validation requests"):
        casework.happens(office, identity, "submit")


def test_determination_keeps_its_times_and_its_date(office: BackOffice, identity: int) -> None:
    casework.validate(office, identity, office.clock.now())
    casework.decide(office, identity, "granted")
    for event in ("assess", "submit", "determine"):
        casework.happens(office, identity, event)

    application = casework.known(office, identity)
    assert application.status == "determined"
    assert application.text("determination_date") == "2026-11-18"
    assert application.text("expiry_date") == "2027-01-13"
    assert application.maybe("determined_at") is not None


@pytest.fixture
def request_id(office: BackOffice, identity: int) -> int:
    made = validation.raise_request(office, identity, validation.RED_LINE, "Why", {"new_geojson": proposed()})
    validation.send_all(office, identity)
    return made


@pytest.mark.parametrize("answer", [None, "maybe", "true", 1, {}])
def test_only_true_or_false_is_taken_for_an_answer(answer: object, office: BackOffice, request_id: int) -> None:
    with pytest.raises(BadRequest):
        validation.answer(office, request_id, answer)

    assert validation.known(office, request_id).state == "open"


@pytest.mark.parametrize(("approved", "reason"), [(False, None), (False, "  "), (True, "but I disagree")])
def test_a_no_has_a_reason_and_a_yes_has_none(approved: bool, reason: str | None, office: BackOffice, request_id: int) -> None:
    with pytest.raises(BadRequest):
        validation.answer(office, request_id, approved, reason)


def test_a_yes_replaces_the_red_line(office: BackOffice, identity: int, request_id: int) -> None:
    validation.answer(office, request_id, True)

    assert casework.known(office, identity).json("boundary") == proposed()


def test_a_no_leaves_the_red_line(office: BackOffice, identity: int, request_id: int) -> None:
    before = casework.known(office, identity).json("boundary")
    validation.answer(office, request_id, False, "The wall is ours")

    assert casework.known(office, identity).json("boundary") == before
    assert validation.known(office, request_id).rejection_reason == "The wall is ours"


def test_a_closed_request_is_not_answered_again(office: BackOffice, request_id: int) -> None:
    validation.answer(office, request_id, True)

    with pytest.raises(ApiError, match="Event 'close' cannot transition from 'closed'"):
        validation.answer(office, request_id, True)


def test_a_request_that_was_agreed_and_is_then_cancelled_leaves_the_agreed_line(office: BackOffice, identity: int, request_id: int) -> None:
    validation.answer(office, request_id, True)
    validation.cancel(office, request_id, "Sent in error")

    request = validation.known(office, request_id)
    assert (request.state, request.approved) == ("cancelled", True)
    assert casework.known(office, identity).json("boundary") == proposed()


def test_a_determination_in_summer_is_shown_at_midnight_in_london(bench: Bench, clock: TestClock, identity: int) -> None:
    clock.at("2027-07-01T09:00:00")
    casework.validate(bench.office, identity, clock.now())
    casework.decide(bench.office, identity, "granted")
    for event in ("assess", "submit", "determine"):
        casework.happens(bench.office, identity, event)

    assert bench.data(f"/api/v2/planning_applications/{identity}")["determination_date"] == "2027-07-01T00:00:00.000+01:00"
