"""Silence is never told as a yes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from plugin.domain.recorded_reply import RecordedReply, Reply
from plugin.domain.request_outcome import Outcome
from plugin.domain.validation_request import RED_LINE_CHANGE, ValidationRequest
from plugin.rules.request_outcome import request_outcome

from .places import rules

RULES = rules()
#: Made and sent on a Monday; BOPS's job closes it on Tuesday the 24th at 09:00.
MADE = "2026-11-16T10:30:00Z"


def request(state="closed", **told) -> ValidationRequest:
    return ValidationRequest(type=RED_LINE_CHANGE, state=state, created_at=MADE, notified_at=MADE, **told)


def told(asked: ValidationRequest, **more) -> str:
    return request_outcome(asked, RULES, **more).words


def recorded(reply: Reply) -> RecordedReply:
    return RecordedReply("r", "q", reply, "Ada Byron", "applicant", date(2026, 11, 24), "", None, "Jo", "2026-11-25T10:00:00Z")


@pytest.mark.parametrize(
    ("closed_at", "day"),
    [
        ("2026-11-24T00:00:00.000+00:00", "23 November 2026"),
        ("2026-06-30T00:00:00.000+01:00", "29 June 2026"),
        ("2026-11-24T09:00:00Z", "24 November 2026"),
    ],
)
def test_case_45_the_officer_api_says_that_silence_closed_it_and_on_which_day(closed_at, day):
    """The midnight that ends the last day for an answer belongs to that day."""
    assert told(request(approved=None, closed_at=closed_at, closed_by="silence")) == f"closed by silence on {day}"


def test_case_45_silence_that_adopted_the_line_is_nobody_s_yes():
    outcome = request_outcome(request(approved=True, closed_at="2026-11-24T09:00:00Z", closed_by="silence"), RULES)

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


def test_in_summer_the_back_office_s_host_may_have_london_s_time_and_its_run_is_an_hour_earlier():
    made = {"created_at": "2026-06-15T10:30:00Z", "notified_at": "2026-06-15T10:30:00Z"}
    early, late = (replace(request(approved=True, closed_at=f"2026-06-23T{at}Z"), **made) for at in ("07:59:59", "08:00:00"))
    assert told(early) == "agreed by the applicant"
    assert told(late) == "agreed, or closed by silence: this back office does not say which"


def test_that_it_was_sent_later_is_no_proof_that_silence_did_not_close_it():
    late = replace(request(approved=True, closed_at="2026-11-25T12:00:00Z"), notified_at="2026-11-25T11:00:00Z")
    assert told(late) == "agreed, or closed by silence: this back office does not say which"


def test_a_year_whose_bank_holidays_nobody_knows_proves_nothing():
    old = replace(request(approved=True, closed_at="1999-11-25T12:00:00Z"), created_at="1999-11-24T12:00:00Z")
    assert told(old) == "agreed, or closed by silence: this back office does not say which"


@pytest.mark.parametrize(
    ("reply", "words"), [(Reply.AGREED, "agreed by the applicant"), (Reply.SILENCE, "closed by silence on 30 November 2026")]
)
def test_what_the_officer_found_out_settles_it(reply, words):
    assert told(request(approved=True, closed_at="2026-11-30T09:00:00Z"), recorded=recorded(reply)) == words


def test_the_officer_api_s_own_word_outranks_what_was_recorded():
    asked = request(approved=True, closed_at="2026-11-30T09:00:00Z", closed_by="silence")
    assert told(asked, recorded=recorded(Reply.AGREED)) == "closed by silence on 30 November 2026"


def test_a_yes_that_the_officer_api_says_is_the_applicant_s_is_one_whenever_it_came():
    assert told(request(approved=True, closed_at="2026-11-30T09:00:00Z", closed_by="applicant")) == "agreed by the applicant"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (request(approved=False, rejection_reason="My neighbour's land", closed_at=MADE), "disagreed: My neighbour's land"),
        (request(approved=False, rejection_reason=" ", closed_at=MADE), "disagreed, no reason given"),
        (request(approved=None, closed_at=MADE), "closed without an answer"),
        (request("cancelled", cancel_reason="Drawn on the wrong plan"), "cancelled: Drawn on the wrong plan"),
        (request("cancelled", approved=True, cancelled_at=MADE), "cancelled after it was agreed: the line stays"),
        (request("cancelled", approved=True, closed_by="applicant"), "cancelled after it was agreed: the line stays"),
        (request("cancelled", approved=True, closed_by="silence"), "cancelled after silence had adopted it: the line stays"),
        (
            request("cancelled", approved=True, cancelled_at="2026-11-30T09:00:00Z"),
            "cancelled after it was agreed, or closed by silence: this back office does not say which; the line stays",
        ),
        (request("open"), "waiting for the applicant"),
        (request("pending"), "not sent yet"),
    ],
)
def test_every_other_end_has_its_own_words(asked, words):
    assert told(asked) == words
