"""What data, documents and an officer's eye answer to the questions of validation."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from plugin.domain.application_facts import ApplicationFacts
from plugin.domain.casework.check_answer import CheckAnswer
from plugin.domain.check import Check, Severity
from plugin.rules.request_types import request_types
from plugin.rules.rules import Rules
from plugin.rules.validation import AnsweredBy, Told, Verdict, faults, open_questions, questions_not_asked, validation_items

RULES = Rules(date(2026, 11, 27))
PLANS = ApplicationFacts(documents=("locationPlan", "sitePlan.proposed"))
CROSSED = Check("self-intersection", Severity.ERROR, "The red line crosses itself at 530010, 180020.")
OUTSIDE = Check("address-outside", Severity.WARNING, "The address lies 40 m outside the red line.")


SETTLED = {by: Told(Verdict.PASSES, "") for by in (AnsweredBy.FEE, AnsweredBy.CERTIFICATE)}


def items(*checks, facts=PLANS, answers=(), told=None):
    return {item.code.removeprefix("validation."): item for item in validation_items(checks, facts, answers, RULES, told)}


def test_a_sound_line_with_its_plans_leaves_only_what_wants_an_eye():
    found = items(told=SETTLED)

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

    assert wording.startswith("The red line crosses itself, so it is not clear which land lies inside it. Please send a plan")
    assert items(CROSSED)["red-line-sound"].evidence == "The red line crosses itself at 530010, 180020."


def test_no_check_is_put_to_the_applicant_with_its_coordinates_or_what_it_asks_of_the_officer():
    for row in RULES.family("validation"):
        for code in filter(None, row.details["checks"].split("|")):
            check = Check(code, Severity.WARNING, "It lies 40 m off. Look at easting 570845, northing 180020.")
            wording = items(check)[row.code.removeprefix("validation.")].wording
            assert not re.search(r"570845|easting|coordinate|Look at", wording), wording


def test_figures_that_an_applicant_can_use_stay():
    said = "The application says 700.0 m²; the red line encloses 600.0 m² (+16.7 %)."
    differs = Check("area-differs", Severity.WARNING, f"{said} Find out which of the two is meant.")

    assert items(differs)["declared-area"].wording == f"The area on the form is not that of the red line: {said}"


@pytest.mark.parametrize("type_code", ["amendment.nonMaterial", "amendment.minorMaterial", "approval.conditions", "wtt.notice"])
def test_a_type_that_needs_no_plan_of_the_land_is_not_asked_for_one(type_code):
    facts = ApplicationFacts(type_code=type_code, documents=())
    found = items(Check("no-boundary", Severity.ERROR, "No red line came."), facts=facts)

    assert faults(found.values()) == ()
    assert "agrees" in found
    assert not {"red-line", "location-plan", "site-plan", "scale", "north"} & found.keys()
    assert "Was a location plan supplied?" in questions_not_asked(facts, RULES)


@pytest.mark.parametrize(
    ("type_code", "asked", "spared"),
    [
        ("pp.full.householder", {"red-line", "location-plan", "site-plan", "access", "certificate"}, {"advertisement-plan"}),
        (
            "advertConsent",
            {"advertisement-plan", "advertisement-scale", "advertisement-north", "advertisement-roads", "scale-bar", "fee"},
            {"location-plan", "scale", "north", "roads", "red-line", "site-plan", "access", "other-land", "up-to-date", "certificate"},
        ),
        ("pp.full.advertConsent", {"advertisement-plan", "location-plan", "red-line", "certificate"}, set()),
        ("ldc.proposed", {"red-line", "location-plan", "other-land"}, {"site-plan", "access", "certificate"}),
        ("listed", {"red-line", "location-plan", "site-plan"}, {"access"}),
        ("approval.reservedMatters", {"location-plan", "site-plan"}, set()),
        ("", {"red-line", "location-plan", "site-plan", "access", "certificate"}, {"advertisement-plan"}),
    ],
)
def test_each_type_is_asked_what_is_asked_of_it(type_code, asked, spared):
    found = items(facts=ApplicationFacts(type_code=type_code, documents=("locationPlan", "sitePlan.proposed")))

    assert asked <= found.keys()
    assert not spared & found.keys()


def test_what_an_officer_has_answered_stays_though_the_type_is_not_asked():
    facts = ApplicationFacts(type_code="amendment.nonMaterial")
    found = items(facts=facts, answers=[CheckAnswer("validation.location-plan", False, "The plan is needed here")])

    assert found["location-plan"].verdict is Verdict.FAILS


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


@pytest.mark.parametrize("plan", ["locationPlan", "sitePlan.proposed"])
def test_an_advertisement_has_its_plan_by_its_own_regulations(plan):
    found = items(facts=ApplicationFacts(type_code="advertConsent", documents=(plan,)))

    assert found["advertisement-plan"].verdict is Verdict.PASSES
    missing = items(facts=ApplicationFacts(type_code="advertConsent", documents=()))["advertisement-plan"]
    assert missing.verdict is Verdict.FAILS
    assert "where the advertisement is to be" in missing.wording
    assert (missing.citation.source[:11], missing.citation.sure) == ("SI 2007/783", "A")


def test_figures_that_speak_against_the_fee_are_put_to_the_applicant_whether_the_tool_or_the_officer_says_so():
    fault = "The fee is £548, and £258 was paid: £290 is missing."
    open_one = Told(Verdict.OPEN, "£258 was paid.", fault, "Please pay £290.")
    asked = items(told={AnsweredBy.FEE: open_one}, answers=[CheckAnswer("validation.fee", False)])["fee"]

    assert asked.verdict is Verdict.FAILS
    assert asked.wording == f"The fee that was paid is not the fee that is due. {fault}"
    assert (asked.request, asked.suggestion) == ("FeeChangeValidationRequest", "Please pay £290.")
    failing = items(told={AnsweredBy.FEE: Told(Verdict.FAILS, "x", fault, "Please pay £290.")})["fee"]
    assert failing.wording == asked.wording


def test_what_is_asked_of_a_few_types_alone_is_not_said_to_be_spared():
    assert questions_not_asked(ApplicationFacts(type_code="pp.full"), RULES) == ()


@pytest.mark.parametrize(
    ("type_code", "documents", "verdict"),
    [
        ("pp.full.householder", ("floorPlan.proposed",), Verdict.PASSES),
        ("pp.full.householder", ("elevations.existing",), Verdict.FAILS),
        ("listed", (), Verdict.FAILS),
        ("approval.reservedMatters", None, Verdict.OPEN),
    ],
)
def test_drawings_of_the_proposal_are_asked_for_where_something_is_built(type_code, documents, verdict):
    assert items(facts=ApplicationFacts(type_code=type_code, documents=documents))["drawings"].verdict is verdict


@pytest.mark.parametrize("type_code", ["pp.outline", "ldc.existing", "pa.part1.classA", "wtt.notice", ""])
def test_a_type_that_may_come_without_drawings_is_not_asked_for_them(type_code):
    assert "drawings" not in items(facts=ApplicationFacts(type_code=type_code, documents=()))
