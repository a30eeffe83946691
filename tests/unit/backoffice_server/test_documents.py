"""Every answer against BOPS's own JSON schemas and OpenAPI document; what it may break, BOPS was recorded breaking."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path

import pytest

from scripts.backoffice import casework, intake, validation

from . import recordings
from .bench import Bench, TestClock
from .documents import SCHEMA_BY_PATH, breaches
from .recordings import recording
from .staging import Stage, proposed
from .test_recorded import replay

#: Breach -> the recording in which BOPS commits it.
EXCEPTIONS = {
    "OpenAPI NotFoundError: error/message: const": "show-unknown",
    "OpenAPI PlanningApplication: site/latitude: type": "show",
    "OpenAPI PlanningApplication: site/longitude: type": "show",
    "OpenAPI PublicPlanningApplication: applicant/address: anyOf": "public-show",
    "OpenAPI PublicPlanningApplication: property/address/latitude: type": "public-show",
    "OpenAPI PublicPlanningApplication: property/address/longitude: type": "public-show",
    "OpenAPI PublicSearch: data/*/applicant/address: anyOf": "public-search",
    "OpenAPI PublicSearch: data/*/property/address/latitude: type": "public-search",
    "OpenAPI PublicSearch: data/*/property/address/longitude: type": "public-search",
    "OpenAPI Search: data/*/applicant/address: anyOf": "search",
    "OpenAPI Search: data/*/property/address/latitude: type": "search",
    "OpenAPI Search: data/*/property/address/longitude: type": "search",
    "OpenAPI Search: data/*/property/boundary: anyOf": "search",
    "OpenAPI: GET /api/v2/neighbour_responses: no 401": "comments-forbidden",
    "OpenAPI: GET /api/v2/planning_applications/{reference}: no 400": "show-malformed",
    "OpenAPI: GET /api/v2/planning_applications: no 304": "list-not-modified",
    "OpenAPI: GET /api/v2/public/planning_applications/{reference}: no 404": "public-show-unpublished",
    "public/search.json: data/*/applicant/address: anyOf": "public-search",
    "public/search.json: data/*/property/address/latitude: type": "public-search",
    "public/search.json: data/*/property/address/longitude: type": "public-search",
    "public/show.json: applicant/address: anyOf": "public-show",
    "public/show.json: property/address/latitude: type": "public-show",
    "public/show.json: property/address/longitude: type": "public-show",
    "search.json: data/*/applicant/address: anyOf": "search",
    "search.json: data/*/property/address/latitude: type": "search",
    "search.json: data/*/property/address/longitude: type": "search",
    "search.json: data/*/property/boundary: anyOf": "search",
    "show.json: site/latitude: type": "show",
    "show.json: site/longitude: type": "show",
}


def is_json(name: str) -> bool:
    """Answers in HTML are in no document."""
    return not recording(name).headers.get("content-type", "").startswith("text/html")


@pytest.mark.parametrize("breach", EXCEPTIONS)
def test_an_exception_is_one_that_bops_was_recorded_making(breach: str) -> None:
    proof = recording(EXCEPTIONS[breach])

    assert breach in breaches(proof.method, proof.path, proof.status, proof.body)


@pytest.mark.parametrize("name", [name for name in recordings.names_here() if is_json(name)])
def test_our_answer_to_a_recorded_question_keeps_to_the_documents(name: str, served: Bench, staged_base: Path, tmp_path: Path) -> None:
    stage = Stage(staged_base, tmp_path / "stage")
    stage.lead_to(name)
    recorded = recording(name)

    with served.serving(stage.office):
        answer = replay(served, recorded)

    body = answer.json() if answer.content else ""
    assert breaches(recorded.method, recorded.path, answer.status_code, body) <= set(EXCEPTIONS)


REQUESTS = {
    "AdditionalDocumentValidationRequest": {"document_request_type": "Roof plan"},
    "DescriptionChangeValidationRequest": {"previous_description": "One", "proposed_description": "Two"},
    "FeeChangeValidationRequest": {"suggestion": "Pay the rest"},
    "OtherChangeValidationRequest": {"suggestion": "Name the street"},
    "RedLineBoundaryChangeValidationRequest": {"new_geojson": proposed()},
}


@pytest.fixture
def everything(bench: Bench, clock: TestClock) -> Bench:
    """Two applications, one of which has one of all there can be. Its red line is the one that was published when BOPS was recorded."""
    office = bench.office
    for example in (recordings.householder(), recordings.examples()[4]):
        reference = intake.submit(office, copy.deepcopy(example))
    application = office.applications.by_reference(reference)
    assert application is not None
    identity = application.id
    for kind, specific in REQUESTS.items():
        validation.send(office, validation.raise_request(office, identity, kind, "Because", specific))
    casework.assign(office, identity, "Amina Yusuf")
    casework.validate(office, identity, clock.now())
    casework.consult(office, identity, date(2026, 11, 18), date(2026, 12, 9))
    casework.publish(office, identity)
    office.documents.publish(identity, "elevations.pdf")
    received = office.now()
    office.comments.add_neighbour(identity, "A", "B", sentiment="objection", received_at=received, redacted="***", postcode="ZZ99 1AA")
    asked = {"organisation": "Heritage", "job_title": None, "reason": "Constraint", "constraint_key": "listed", "consulted_at": received}
    consultee = office.comments.add_consultee(identity, asked)
    response = {"received_at": received, "redacted_response": "***", "sentiment": "amendments_needed"}
    office.comments.add_consultee_response(consultee, response)
    casework.decide(office, identity, "refused")
    for request in office.requests.of_application(identity):
        validation.cancel(office, request.id, "Done")
    for event in ("assess", "submit", "determine"):
        casework.happens(office, identity, event)
    casework.appeal(office, identity, {"reason": "Unfair", "lodged_at": "2026-11-18"})
    return bench


@pytest.mark.parametrize("path", ["/api/v2/planning_applications", *SCHEMA_BY_PATH])
def test_an_answer_that_is_full_of_things_keeps_to_the_documents(path: str, everything: Bench) -> None:
    asked = path.replace("{reference}", "26-00101-HAPP")
    answer = everything.ask(asked)

    assert answer.status_code == 200
    assert breaches("GET", asked, 200, answer.json()) <= set(EXCEPTIONS)


def test_a_made_up_answer_breaks_the_documents() -> None:
    assert "show.json: : required" in breaches("GET", "/api/v2/planning_applications/26-00101-HAPP", 200, {"id": 1})
    assert "OpenAPI: GET /api/v2/ping: no 418" in breaches("GET", "/api/v2/ping", 418, {})
