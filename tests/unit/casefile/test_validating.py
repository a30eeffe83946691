"""Valid or invalid, and whose case it is: only where BOPS lets it be, else with the reason; then it waits for the back office."""

from __future__ import annotations

from datetime import date

import pytest

from plugin.casefile.errors import NotAsked
from plugin.casefile.requests.requesting import RequestsEdit
from plugin.domain.casework.drafted_request import DraftedRequest
from plugin.domain.outbox_verbs import ASSIGN, INVALIDATE, REQUEST, VALIDATE
from plugin.domain.validation_request import ValidationRequest
from tests.unit.casefile.examples import SOURCE, no_site, pulled

RECEIVED = date(2026, 11, 18)
FEE = DraftedRequest("FeeChangeValidationRequest", "The fee is 258.", {"suggestion": "Pay 52 more."})
OPEN = ValidationRequest("OtherChangeValidationRequest", "open", "2026-11-19T10:00:00Z")


@pytest.fixture
def case(case_file):
    def made(**changes):
        return case_file.take_in([pulled(**{"status": "not_started", "received_on": RECEIVED, "valid_on": None, **changes})], SOURCE).uuids[
            0
        ]

    return made


def acts(case_file, uuid):
    return [(each.verb, each.payload["data"]) for each in case_file.outbox(uuid)]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"status": "in_assessment", "valid_on": RECEIVED}, "it has been valid since 18 November 2026"),
        ({"status": "determined"}, "The application is determined"),
        ({"status": "pending"}, "has not been taken in yet"),
        ({"site": no_site()}, "There is no red line"),
        ({"validation_requests": (OPEN,)}, "1 request is not answered yet: other change"),
    ],
)
def test_bops_blocks_valid_and_the_reason_is_said(case_file, case, changes, sentence):
    uuid = case(**changes)

    with pytest.raises(NotAsked, match=sentence):
        case_file.say_valid(uuid, RECEIVED)
    assert case_file.outbox(uuid) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "Nothing is asked of the applicant"),
        ({"status": "invalidated", "validation_requests": (OPEN,)}, "invalid already"),
        ({"status": "in_assessment", "validation_requests": (OPEN,)}, "only one that has not been valid yet"),
    ],
)
def test_bops_blocks_invalid_and_the_reason_is_said(case_file, case, changes, sentence):
    with pytest.raises(NotAsked, match=sentence):
        case_file.say_invalid(case(**changes))


@pytest.mark.parametrize(
    ("day", "sentence"), [(date(2026, 11, 23), "This day is still to come"), (date(2026, 11, 17), "before the application was received")]
)
def test_an_application_is_valid_from_a_day_that_can_be(case_file, case, day, sentence):
    with pytest.raises(NotAsked, match=sentence) as refusal:
        case_file.say_valid(case(), day)
    assert refusal.value.field == "valid_from"


def test_valid_from_a_day_waits_for_the_back_office_and_is_not_said_twice(case_file, case):
    uuid = case()

    case_file.say_valid(uuid, RECEIVED)

    assert acts(case_file, uuid) == [(VALIDATE, {"valid_from": "2026-11-18"})]
    assert case_file.case(uuid).status == "not_started"
    with pytest.raises(NotAsked, match="It was decided here"):
        case_file.say_invalid(uuid)


def test_invalid_goes_behind_the_requests_that_say_why(case_file, case):
    uuid = case()
    case_file.send_requests(uuid, RequestsEdit((("", 0, FEE),)))

    case_file.say_invalid(uuid)

    assert [verb for verb, _ in acts(case_file, uuid)] == [REQUEST, INVALIDATE]


def test_what_waits_is_undone(case_file, case):
    uuid = case()
    case_file.say_valid(uuid, RECEIVED)

    case_file.take_back_decision(uuid)

    assert acts(case_file, uuid) == []
    case_file.say_valid(uuid, RECEIVED)


def test_what_may_have_arrived_is_not_undone(case_file, case):
    uuid = case()
    case_file.begin_attempt(case_file.say_valid(uuid, RECEIVED))

    with pytest.raises(NotAsked, match="may have reached the back office"):
        case_file.take_back_decision(uuid)


def test_a_case_is_given_to_another_officer_and_the_last_choice_counts(case_file, case):
    uuid = case()

    case_file.assign(uuid, 3, "Ada Example")
    case_file.assign(uuid, None, "")

    assert acts(case_file, uuid) == [(ASSIGN, {"officer_id": None})]


def test_what_the_back_office_changes_meanwhile_is_taken_in_without_a_conflict(case_file, case):
    uuid = case()
    case_file.say_valid(uuid, RECEIVED)

    case(description="Another description")

    assert case_file.case(uuid).application.description == "Another description"
    assert case_file.conflicts(uuid) == []
