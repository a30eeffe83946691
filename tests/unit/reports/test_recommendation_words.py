"""How a recommendation is told: whose turn it is, what was resolved, which clocks count."""

from __future__ import annotations

from datetime import date

import pytest

from plugin.domain.casework.recommendation import Recommendation, RecommendationState
from plugin.domain.casework.resolution import Resolution
from plugin.domain.named_date import NamedDate
from plugin.reports.recommendation_words import decision_dates, decision_words, resolution_words, standing_words
from plugin.rules.rules import Rules
from plugin.rules.standard_texts import committee_reasons

RULES = Rules(date(2026, 11, 22))
SUBMITTED = {"submitted_by": "Ada Example", "submitted_at": "2026-11-22T09:00:00Z"}
REVIEWED = {"reviewed_by": "Helen Marsh", "reviewed_at": "2026-11-23T09:00:00Z"}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "Draft"),
        (
            {**SUBMITTED, "state": RecommendationState.SUBMITTED},
            "Submitted by Ada Example on 22 November 2026, 09:00: waits for review by another person.",
        ),
        (
            {**SUBMITTED, **REVIEWED, "state": RecommendationState.REVIEWED, "challenged": False},
            "Submitted by Ada Example on 22 November 2026, 09:00. Accepted by Helen Marsh on 23 November 2026, 09:00.",
        ),
        (
            {**SUBMITTED, **REVIEWED, "challenged": True},
            "Challenged by Helen Marsh on 23 November 2026, 09:00. Change it and submit it again.",
        ),
    ],
)
def test_whose_turn_it_is(more, words):
    assert standing_words(Recommendation("granted", "It complies.", **more)) == words


def test_a_decision_has_its_type_s_own_words():
    assert decision_words("granted", "pa.part3.classMA", RULES) == "Prior approval required and approved"
    assert decision_words("of the future", "pp", RULES) == "of the future"


def test_case_43_a_resolution_says_who_when_and_subject_to_what():
    resolved = Resolution("subject-to-legal-agreement", date(2026, 11, 20), "Planning Committee", ("a deed under section 106",))

    assert resolution_words(resolved, RULES) == (
        "Resolved to grant subject to a legal agreement: Planning Committee, 20 November 2026, subject to a deed under section 106."
    )


def test_the_target_and_replies_are_no_clocks_of_the_decision():
    names = ["Statutory expiry", "Back office: target date", "Back office: expiry date", "Back office: reply to a request due"]
    days = [NamedDate(name, date(2026, 12, 29), "") for name in names]

    assert [day.name for day in decision_dates(days)] == ["Statutory expiry", "Back office: expiry date"]


def test_bops_s_six_reasons_for_a_committee_are_offered():
    assert len(committee_reasons()) == 6
    assert committee_reasons()[-1] == "Other"


def test_an_authority_has_its_own_reasons_for_a_committee(tmp_path):
    (tmp_path / "committee_reasons.csv").write_text("reason\nThree objections\n", encoding="utf-8")

    assert committee_reasons(tmp_path) == ("Three objections",)
