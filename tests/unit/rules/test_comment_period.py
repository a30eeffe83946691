"""How long comments are taken on a notice or a letter, by what is applied for."""

from __future__ import annotations

from datetime import date

import pytest

from plugin.domain.application_facts import ApplicationFacts
from plugin.domain.casework.press_notice import PressNotice
from plugin.rules.comment_period import comment_period, press_notice_period
from plugin.rules.rules import Rules

ON = date(2025, 12, 10)
RULES = Rules(ON)


@pytest.mark.parametrize("kind", ["site-notice", "neighbour-letter"])
def test_case_41_a_notice_or_a_letter_of_10_december_runs_to_2_january(kind):
    assert comment_period(kind, ApplicationFacts(), ON, RULES).day == date(2026, 1, 2)


@pytest.mark.parametrize(
    ("kind", "facts", "last_day"),
    [
        ("site-notice", {"environmental_statement": True}, date(2026, 1, 8)),
        ("press-notice", {"environmental_statement": True}, date(2026, 1, 8)),
        ("neighbour-letter", {"environmental_statement": True, "public_service_infrastructure": True}, date(2026, 1, 8)),
        ("site-notice", {"public_service_infrastructure": True}, date(2025, 12, 29)),
        ("site-notice", {"type_code": "pip"}, date(2025, 12, 23)),
        ("site-notice", {"type_code": "advertConsent"}, date(2025, 12, 23)),
        ("neighbour-letter", {"type_code": "pa.part1.classA"}, date(2026, 1, 2)),
        ("press-notice", {"type_code": "pip"}, date(2025, 12, 24)),
    ],
)
def test_the_type_of_application_or_its_statement_has_a_period_of_its_own(kind, facts, last_day):
    assert comment_period(kind, ApplicationFacts(**facts), ON, RULES).day == last_day


def test_a_press_notice_for_an_environmental_statement_has_its_period():
    assert press_notice_period(PressNotice(True, ("environment",)), ApplicationFacts(), ON, RULES).day == date(2026, 1, 8)
    assert press_notice_period(PressNotice(True, ("major_development",)), ApplicationFacts(), ON, RULES).day == date(2025, 12, 24)
