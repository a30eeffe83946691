"""The days of a request: sent, closed by silence, and what the applicant was told, each by its own name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from plugin.domain.boundary_change import ChangeKind
from plugin.domain.red_line_request import Grounds, Handling, RedLineRequest
from plugin.domain.validation_request import RED_LINE_CHANGE, ValidationRequest
from plugin.rules.request_days import letter_days, request_days

from .places import rules

RULES = rules()
TODAY = date(2026, 11, 20)
#: Made and sent on Monday 16 November 2026.
BOPS = ValidationRequest(
    type=RED_LINE_CHANGE,
    state="open",
    created_at="2026-11-16T10:30:00.000+00:00",
    notified_at="2026-11-16T10:30:05.000+00:00",
    response_due=date(2026, 12, 7),
)
OFFICER_API = replace(
    BOPS, closed_by="", silence="closes", closes_by_silence_at="2026-11-24T00:00:00.000+00:00", response_due=date(2026, 11, 23)
)
LETTER = RedLineRequest("r", "a", "v2", "v1", ChangeKind.ENLARGEMENT, Grounds("x", Handling.RECONSULT, "y"), "Jo", "2026-11-16T10:30:00Z")


def named(request, on=TODAY):
    return [(each.name, each.day) for each in request_days(request, RULES, on).dates]


def says(request, name):
    return next(each.says for each in request_days(request, RULES, TODAY).dates if each.name == name)


def test_by_the_officer_api_silence_closes_on_the_fifth_business_day_after_it_was_sent():
    assert named(OFFICER_API) == [
        ("Sent on", date(2026, 11, 16)),
        ("Closes by silence on", date(2026, 11, 23)),
        ("The applicant was told to answer by", date(2026, 11, 23)),
    ]
    assert says(OFFICER_API, "Closes by silence on").endswith("the line in force stays, and the officer decides what follows")


def test_in_plain_bops_silence_adopts_long_before_the_day_that_the_applicant_was_told():
    assert named(BOPS) == [
        ("Sent on", date(2026, 11, 16)),
        ("Closes by silence on", date(2026, 11, 24)),
        ("The applicant was told to answer by", date(2026, 12, 7)),
    ]
    closing = says(BOPS, "Closes by silence on")
    assert closing.startswith(
        "at 09:00 by the clock of the back office's host (UTC unless it was set otherwise), counted from when it was made"
    )
    assert says(BOPS, "The applicant was told to answer by").endswith("though silence closes the request before that")


def test_a_request_that_waited_unsent_may_be_closed_a_day_after_it_was_sent():
    waited = replace(BOPS, notified_at="2026-11-25T15:00:00.000+00:00")
    assert named(waited)[:2] == [("Sent on", date(2026, 11, 25)), ("Closes by silence on", date(2026, 11, 26))]
    assert says(waited, "Sent on") == "by the back office; made on 16 November 2026"


def test_a_request_that_adopts_by_silence_says_so():
    adopting = replace(OFFICER_API, silence="closes_and_adopts")
    assert "though nobody agreed to it" in says(adopting, "Closes by silence on")


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 11, 20), "3 days left"),
        (date(2026, 11, 22), "1 day left"),
        (date(2026, 11, 23), "last day today"),
        (date(2026, 11, 25), "2 days overdue"),
    ],
)
def test_the_days_left_are_counted_to_the_last_day_for_an_answer(on, words):
    assert request_days(OFFICER_API, RULES, on).left_words == words


def test_nothing_is_counted_for_what_was_not_sent_or_is_over():
    assert named(replace(BOPS, state="pending", notified_at="")) == []
    assert request_days(replace(OFFICER_API, state="closed"), RULES, TODAY).left_words == ""


def test_silence_closes_no_request_of_another_kind_and_none_of_a_year_without_known_holidays():
    assert [name for name, _ in named(replace(BOPS, type="OtherChangeValidationRequest"))] == [
        "Sent on",
        "The applicant was told to answer by",
    ]
    old = replace(BOPS, created_at="1999-01-04T10:00:00Z", notified_at="1999-01-04T10:00:00Z")
    assert "Closes by silence on" not in [name for name, _ in named(old)]


def test_a_letter_has_the_day_on_which_it_went_out_and_no_silence():
    assert letter_days(LETTER).dates == ()
    sent = letter_days(replace(LETTER, letter_sent_on=date(2026, 11, 17)))
    assert [(each.name, each.day) for each in sent.dates] == [("Sent on", date(2026, 11, 17))]
    assert (sent.left, sent.closes_on) == (None, None)
