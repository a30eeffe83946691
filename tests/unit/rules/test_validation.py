"""What data, documents and an officer's eye answer to the questions of validation."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from plugin.domain.application_facts import ApplicationFacts
from plugin.domain.casework.check_answer import CheckAnswer
from plugin.domain.check import Check, Severity
from plugin.rules.request_types import request_types
from plugin.rules.rules import Rules
from plugin.rules.validation import AnsweredBy, Verdict, faults, open_questions, validation_items

RULES = Rules(date(2026, 11, 27))
PLANS = ApplicationFacts(documents=("locationPlan", "sitePlan.proposed"))
CROSSED = Check("self-intersection", Severity.ERROR, "The red line crosses itself at 530010, 180020.")
OUTSIDE = Check("address-outside", Severity.WARNING, "The address lies 40 m outside the red line.")


def items(*checks, facts=PLANS, answers=()):
    return {item.code.removeprefix("validation."): item for item in validation_items(checks, facts, answers, RULES)}


def test_a_sound_line_with_its_plans_leaves_only_what_wants_an_eye():
    found = items()

    assert faults(found.values()) == ()
    assert {item.answered_by for item in open_questions(found.values())} == {AnsweredBy.OFFICER}
    assert len(open_questions(found.values())) == 8


def test_a_line_that_crosses_itself_fails_and_leaves_its_place_and_area_open():
    found = items(CROSSED)

    assert found["red-line-sound"].verdict is Verdict.FAILS
    assert found["red-line"].verdict is Verdict.PASSES
    assert {found[name].verdict for name in ("in-authority", "reaches-address", "declared-area")} == {Verdict.OPEN}


def test_the_wording_to_the_applicant_says_what_is_wrong():
    wording = items(CROSSED)["red-line-sound"].wording

    assert wording.startswith("The red line can't be used as it is: The red line crosses itself at 530010, 180020. Please send")


def test_what_is_only_information_is_no_fault():
    found = items(Check("area-agrees", Severity.INFORMATION, "600 m² as declared."), Check("outside-england", Severity.INFORMATION, "x"))

    assert faults(found.values()) == ()


def test_a_line_that_was_not_read_answers_nothing():
    found = {item.code: item.verdict for item in validation_items(None, PLANS, (), RULES)}

    assert found["validation.red-line"] is Verdict.OPEN


@pytest.mark.parametrize(("documents", "verdict"), [(None, Verdict.OPEN), ((), Verdict.FAILS), (("locationPlan",), Verdict.PASSES)])
def test_a_location_plan_is_there_missing_or_nobody_knows(documents, verdict):
    assert items(facts=ApplicationFacts(documents=documents))["location-plan"].verdict is verdict


def test_an_officers_answer_stands_above_the_tools_and_both_are_told():
    item = items(OUTSIDE, answers=[CheckAnswer("validation.reaches-address", True, "The address point is that of the old gate.")])[
        "reaches-address"
    ]

    assert (item.told, item.verdict) == (Verdict.FAILS, Verdict.PASSES)
    assert item.evidence == "The address point is that of the old gate."


def test_what_an_officer_saw_wrong_is_a_fault_with_its_wording():
    found = items(answers=[CheckAnswer("validation.north", False)])

    (fault,) = faults(found.values())
    assert fault.code == "validation.north"
    assert fault.request == "ReplacementDocumentValidationRequest"
    assert "direction of north" in fault.wording


def test_every_check_that_a_question_goes_by_is_one_that_redline_makes():
    page = (Path(__file__).parents[3] / "docs" / "checks.md").read_text(encoding="utf-8")
    named = {code for row in RULES.family("validation") for code in row.details["checks"].split("|") if code}

    assert sorted(code for code in named if f"`{code}`" not in page) == []


def test_every_wording_asks_for_something_and_every_request_is_of_a_known_kind():
    for item in items(CROSSED, OUTSIDE).values():
        assert item.request in request_types()
        assert "{" not in item.wording
        assert "lease" in item.whole_wording or "We propose" in item.whole_wording
