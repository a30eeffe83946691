"""The time for enforcement: ten years since 25 April 2024, four before for operations and single dwellings, and what defeats it."""

from __future__ import annotations

from datetime import date

import pytest

from plugin.domain.casework.immunity import Breach, Immunity
from plugin.domain.casework.said import Said
from plugin.rules.immunity import immunity_answer
from plugin.rules.rules import Rules

ON = date(2026, 11, 22)


def answer(breach: Breach, began: date | None, **said: Said):
    told = {"continuous": Said.YES, "concealed": Said.NO, "notice_in_force": Said.NO, **said}
    return immunity_answer(Immunity(breach, began, **told), ON, Rules(ON))


@pytest.mark.parametrize(
    ("breach", "began", "passed", "reason"),
    [
        (Breach.OPERATIONS, date(2022, 11, 22), True, "substantial-completion-before-2024-04-25"),
        (Breach.OPERATIONS, date(2022, 11, 23), False, "substantial-completion-before-2024-04-25"),
        # They need not have been immune by then
        (Breach.OPERATIONS, date(2024, 4, 24), False, "substantial-completion-before-2024-04-25"),
        (Breach.OPERATIONS, date(2024, 4, 25), False, "substantial-completion-on-or-after-2024-04-25"),
        (Breach.DWELLING, date(2022, 1, 1), True, "unauthorised-change-before-2024-04-25"),
        (Breach.DWELLING, date(2025, 1, 1), False, "unauthorised-change-on-or-after-2024-04-25"),
        (Breach.OTHER, date(2016, 11, 22), True, "other-breach-of-planning-control"),
        (Breach.OTHER, date(2016, 11, 23), False, "other-breach-of-planning-control"),
    ],
)
def test_the_period_goes_by_the_breach_and_the_day_on_which_it_began(breach, began, passed, reason):
    found = answer(breach, began)

    assert (found.passed, found.bops_reason) == (passed, reason)


def test_the_day_and_the_years_are_said():
    assert answer(Breach.OPERATIONS, date(2024, 4, 24)).says == (
        "4 years from 24 April 2024: the period ends on 24 April 2028; applied for on 22 November 2026.",
    )


def test_a_leap_day_counts_to_the_first_of_march():
    assert "1 March 2022" in immunity_answer(Immunity(Breach.OTHER, date(2012, 2, 29)), ON, Rules(ON)).says[0]


def test_without_a_day_nothing_is_decided():
    found = answer(Breach.OPERATIONS, None)

    assert found.passed is None
    assert "Say on which day it was substantially completed" in found.says[0]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"notice_in_force": Said.YES}, "An enforcement notice is in force"),
        ({"concealed": Said.YES}, "concealed on purpose"),
        ({"continuous": Said.NO}, "interrupted"),
    ],
)
def test_time_alone_gives_no_certificate(said, words):
    found = answer(Breach.OPERATIONS, date(2010, 1, 1), **said)

    assert found.passed is False
    assert words in found.defeats[0]


def test_what_nobody_has_found_out_is_asked_and_never_read_as_no():
    found = immunity_answer(Immunity(Breach.OPERATIONS, date(2010, 1, 1)), ON, Rules(ON))

    assert "To be found out: whether an enforcement notice is in force" in found.says[1]
