"""Faults become requests: one for each document and each matter, worded for the applicant."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from plugin.domain.application_facts import ApplicationFacts
from plugin.domain.casework.check_answer import CheckAnswer
from plugin.domain.casework.drafted_request import DraftedRequest
from plugin.domain.check import Check, Severity
from plugin.domain.document import Document
from plugin.domain.validation_request import ValidationRequest
from plugin.rules.request_types import missing_in, request_types, type_title
from plugin.rules.requests_from_faults import is_about_the_same, joined, requests_from_faults, without_request
from plugin.rules.rules import Rules
from plugin.rules.valid_from import valid_from
from plugin.rules.validation import AnsweredBy, Told, Verdict, faults, question_of, validation_items
from tests.shared import shared_path

RULES = Rules(date(2026, 11, 27))
PLAN = Document("plan.pdf", "https://example.org/1", "2026-11-02T10:00:00Z", ("locationPlan",))
OLDER = Document("first.pdf", "https://example.org/0", "2026-11-01T10:00:00Z", ("locationPlan",))


def found(*seen, checks=(), documents=("locationPlan", "sitePlan.proposed")):
    answers = [CheckAnswer(f"validation.{code}", False, note) for code, note in seen]
    return faults(validation_items(checks, ApplicationFacts(documents=documents), answers, RULES))


def drafted(faults_found, documents=(PLAN,)):
    return requests_from_faults(faults_found, documents, "Rear extension")


def test_nothing_is_asked_where_nothing_is_wrong():
    assert drafted(found()) == []


def test_faults_of_one_plan_are_one_request_for_its_newest_file():
    (request,) = drafted(found(("north", ""), ("scale", "There is no scale")), [OLDER, PLAN])

    assert request.type == "ReplacementDocumentValidationRequest"
    assert request.attributes == {"document": "plan.pdf"}
    assert request.checks == ("validation.scale", "validation.north")
    assert request.reason.startswith("1. There is no scale. Please send the plan again with its scale on it")
    assert "\n2. Please send the plan again with an arrow" in request.reason


def test_a_plan_that_was_never_sent_is_not_asked_for_again_but_for_the_first_time():
    (request,) = drafted(found(("north", "")), documents=[])

    assert (request.type, request.attributes) == ("AdditionalDocumentValidationRequest", {"document_request_type": "Location plan"})
    assert request.reason == "Please show the direction of north on the plan with an arrow."


def test_nothing_of_a_plan_that_never_came_is_asked_for_again():
    everything = [(row.code.removeprefix("validation."), "") for row in RULES.family("validation")]
    for request in drafted(found(*everything), documents=[]):
        assert not re.search(r"\bagain\b|\bon it\b", request.reason), request.reason


def test_a_missing_plan_and_a_fault_of_it_are_one_request():
    (request,) = drafted(found(("north", ""), documents=("sitePlan.proposed",)), documents=[])

    assert request.checks == ("validation.location-plan", "validation.north")


def test_a_matter_of_its_own_has_its_reason_and_how_to_put_it_right():
    outside = Check("outside-authority", Severity.ERROR, "It lies in Nowhere.")
    (request,) = drafted(found(checks=[outside]))

    assert request.type == "OtherChangeValidationRequest"
    assert request.reason == "The red line seems to lie outside the area of this council: It lies in Nowhere."
    assert request.attributes == {"suggestion": "Please confirm the place of the site, or send a corrected plan."}


def test_a_description_is_proposed_from_the_present_one():
    (request,) = drafted(found(("agrees", "")))

    assert request.attributes == {"proposed_description": "Rear extension"}


def test_a_line_that_leaves_land_out_is_asked_for_by_a_red_line():
    (request,) = drafted(found(("access", "The drive is left out")))

    assert request.type == "RedLineBoundaryChangeValidationRequest"
    assert "The drive is left out." in request.reason
    assert "Amend boundary" in missing_in(request)["line"]


def test_what_is_asked_already_is_not_drafted_again():
    wrong = found(("north", ""), ("access", ""))
    asked = DraftedRequest("ReplacementDocumentValidationRequest", "x", {}, ("validation.north",))

    assert [fault.code for fault in without_request(wrong, [asked])] == ["validation.access"]


def test_one_more_fault_of_a_plan_joins_the_draft_about_it_and_what_was_written_stays():
    (draft,) = drafted(found(("north", "")))
    (more,) = drafted(found(("scale", "")))

    both = joined(replace(draft, reason="Please add an arrow."), more)

    assert is_about_the_same(draft, more)
    assert both.reason.startswith("1. Please add an arrow.\n2. Please send the plan again with its scale")
    assert both.checks == ("validation.north", "validation.scale")
    assert joined(both, draft).reason.splitlines()[2].startswith("3. Please send the plan again with an arrow")


def test_one_more_matter_joins_with_how_to_put_it_right():
    (area,) = drafted(found(("declared-area", "")))
    (place,) = drafted(found(("in-authority", "")))

    both = joined(area, place)

    assert both.attributes["suggestion"].splitlines() == [
        "1. Please confirm which of the two areas is right.",
        "2. Please confirm the place of the site, or send a corrected plan.",
    ]


def test_a_check_leads_to_the_question_that_it_answers():
    items = validation_items((), ApplicationFacts(), (), RULES)

    assert question_of("self-intersection", items).code == "validation.red-line-sound"
    assert question_of("many-vertices", items) is None


def test_every_draft_can_be_sent_as_it_is_but_a_red_line():
    everything = [(item.code.removeprefix("validation."), "") for item in validation_items((), ApplicationFacts(), (), RULES)]
    missing = [missing_in(request) for request in drafted(found(*everything)) if not request.type.startswith("RedLine")]

    assert missing
    assert not any(missing)


def test_the_kinds_are_those_of_bops():
    text = shared_path("reference/bops.md").read_text(encoding="utf-8")

    assert len(request_types()) == 10
    assert [kind for kind in request_types() if kind.removesuffix("ValidationRequest") not in text] == []
    assert type_title("TimeExtensionValidationRequest") == "Time extension"
    assert type_title("BrandNewValidationRequest") == "BrandNew"


def request(kind="OtherChangeValidationRequest", closed="2026-11-20T17:30:00Z", **more):
    return ValidationRequest(kind, "closed", "2026-11-10T10:00:00Z", closed_at=closed, **more)


@pytest.mark.parametrize(
    ("requests", "day", "bops"),
    [
        ((), date(2026, 11, 9), date(2026, 11, 9)),
        ((request(),), date(2026, 11, 20), date(2026, 11, 23)),
        ((request(closed="2026-11-21T10:00:00Z"),), date(2026, 11, 23), date(2026, 11, 24)),
        ((request("DescriptionChangeValidationRequest"),), date(2026, 11, 9), date(2026, 11, 9)),
        ((request(post_validation=True),), date(2026, 11, 9), date(2026, 11, 9)),
    ],
)
def test_an_application_is_valid_from_the_arrival_of_the_last_thing_and_bops_reckons_a_day_later(requests, day, bops):
    found_day = valid_from(date(2026, 11, 7), requests)  # a Saturday

    assert (found_day.day, found_day.bops) == (day, bops)


def test_nothing_is_valid_before_it_was_received():
    assert valid_from(None, ()) is None


def test_the_fee_and_the_certificate_lead_to_requests_of_their_types_with_the_figures():
    told = {
        AnsweredBy.FEE: Told(Verdict.FAILS, "x", "The fee is £548, and £258 was paid: £290 is missing.", "Please pay £290."),
        AnsweredBy.CERTIFICATE: Told(Verdict.FAILS, "x", "Certificate A was given, and the applicant is a lessee."),
    }
    found = faults(validation_items((), ApplicationFacts(), (), RULES, told))
    fee, certificate = requests_from_faults(found, (), "")

    assert (fee.type, fee.attributes) == ("FeeChangeValidationRequest", {"suggestion": "Please pay £290."})
    assert "£290 is missing" in fee.reason
    assert certificate.type == "OwnershipCertificateValidationRequest"
    assert "the applicant is a lessee. Please send the right one." in certificate.reason
