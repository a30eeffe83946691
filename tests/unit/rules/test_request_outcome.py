"""Silence is never told as a yes."""

from __future__ import annotations

import pytest

from plugin.domain.validation_request import RED_LINE_CHANGE, ValidationRequest
from plugin.rules.request_outcome import Outcome, request_outcome

from .places import rules

RULES = rules()
#: Made and sent on a Monday; BOPS's job closes it on Tuesday the 24th at 09:00.
MADE = "2026-11-16T10:30:00Z"


def request(state="closed", **told) -> ValidationRequest:
    return ValidationRequest(type=RED_LINE_CHANGE, state=state, created_at=MADE, notified_at=MADE, **told)


def told(asked: ValidationRequest, **more) -> str:
    return request_outcome(asked, RULES, **more).words


def test_case_45_the_officer_api_says_that_silence_closed_it_and_on_which_day():
    asked = request(approved=None, closed_at="2026-11-24T00:00:00Z")

    assert told(asked, closed_by="silence") == "closed by silence on 24 November 2026"


def test_case_45_silence_that_adopted_the_line_is_nobody_s_yes():
    outcome = request_outcome(request(approved=True, closed_at="2026-11-24T09:00:00Z"), RULES, closed_by="silence")

    assert outcome.outcome is Outcome.SILENT
    assert not outcome.is_the_applicant_s_yes


@pytest.mark.parametrize(
    ("closed_at", "words"),
    [
        ("2026-11-24T08:59:59Z", "agreed by the applicant"),
        ("2026-11-24T09:00:00Z", "agreed, or closed by silence: this back office does not say which"),
        ("2026-12-01T11:00:00Z", "agreed, or closed by silence: this back office does not say which"),
        ("", "agreed, or closed by silence: this back office does not say which"),
    ],
)
def test_case_45_plain_bops_does_not_tell_a_yes_from_silence_once_silence_could_have_closed_it(closed_at, words):
    assert told(request(approved=True, closed_at=closed_at)) == words


def test_a_moment_with_another_zone_is_the_same_moment():
    assert told(request(approved=True, closed_at="2026-11-24T09:59:59+01:00")) == "agreed by the applicant"


@pytest.mark.parametrize(("recorded", "words"), [(Outcome.AGREED, "agreed by the applicant"), (Outcome.SILENT, "closed by silence")])
def test_what_the_officer_found_out_settles_it(recorded, words):
    assert told(request(approved=True, closed_at=""), recorded=recorded) == words


def test_a_yes_that_the_officer_api_says_is_the_applicant_s_is_one_whenever_it_came():
    assert told(request(approved=True, closed_at="2026-11-30T09:00:00Z"), closed_by="applicant") == "agreed by the applicant"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (request(approved=False, rejection_reason="My neighbour's land", closed_at=MADE), "disagreed: My neighbour's land"),
        (request(approved=False, rejection_reason=" ", closed_at=MADE), "disagreed, no reason given"),
        (request(approved=None, closed_at=MADE), "closed without an answer"),
        (request("cancelled", cancel_reason="Drawn on the wrong plan"), "cancelled: Drawn on the wrong plan"),
        (request("cancelled", approved=True), "cancelled after it was agreed: the line stays"),
        (request("open"), "waiting for the applicant"),
        (request("pending"), "not sent yet"),
    ],
)
def test_every_other_end_has_its_own_words(asked, words):
    assert told(asked) == words
