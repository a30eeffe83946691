"""A submission, a case and its entry in the register, and the schema that the entry is held to."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from functools import lru_cache
from pathlib import Path

import jsonschema_rs

from plugin.domain.case import PulledDetails
from plugin.domain.case_facts import facts_of_case
from plugin.domain.representation import Representation, RepresentationKind
from plugin.reports.register.entry import register_entry
from tests.shared import shared_path
from tests.unit.casefile.examples import SOURCE, pulled

NOW = datetime(2026, 11, 22, 10, tzinfo=timezone.utc)
EXAMPLES = "vectors/odp/examples/application"
FLOW = "11111111-2222-4333-8444-555555555555"
SUBMISSION = {
    "data": {
        "application": {
            "type": {"value": "pp.full.householder", "description": "Householder"},
            "fee": {
                "calculated": 258,
                "payable": 258,
                "exemption": {"disability": False, "resubmission": False},
                "reduction": {"alternative": False, "parishCouncil": False, "sports": False},
            },
            "declaration": {"accurate": True, "connection": {"value": "none", "description": "None"}},
        },
        "user": {"role": "agent"},
        "applicant": {
            "type": "individual",
            "name": {"first": "David", "last": "Bowie"},
            "email": "ziggy@example.com",
            "phone": {"primary": "01100 0110 0011"},
            "address": {"line1": "40 Stansfield Road", "town": "London", "postcode": "SW9 9RZ", "sameAsSiteAddress": False},
            "siteContact": {"role": "other", "name": "Major Tom", "email": "tom@example.com", "phone": "07700 900123"},
            "ownership": {"interest": "owner", "owners": [{"name": "Iggy Pop", "address": "1 Lust Lane"}]},
            "agent": {"name": {"first": "Ziggy", "last": "Stardust"}, "email": "agent@example.com", "address": {"line1": "2 Mars Way"}},
        },
        "property": {
            "address": {
                "latitude": 51.4,
                "longitude": -0.1,
                "x": 530_000.0,
                "y": 180_000.0,
                "title": "1 Sample Street",
                "source": "proposed",
            },
            "localAuthorityDistrict": ["Southwark"],
            "region": "London",
            "ward": "Rye Lane",
            "type": {"value": "residential.house.terrace", "description": "Terrace"},
            "titleNumber": {"number": "TGL1"},
        },
        "proposal": {"description": "An extension.", "projectType": [{"value": "extend.rear", "description": "Extend to the rear"}]},
    },
    "responses": [{"question": "Who are you?", "responses": [{"value": "David Bowie, 01100 0110 0011"}]}],
    "files": [{"name": "https://example.com/secret.pdf", "type": []}],
    "metadata": {
        "id": FLOW,
        "organisation": "SWK",
        "schema": "https://example.com/schema.json",
        "source": "PlanX",
        "submittedAt": "2026-11-01T10:00:00.000Z",
        "service": {
            "flowId": FLOW,
            "url": "https://example.com/apply",
            "fee": {"notApplicable": True},
            "files": {"required": [], "recommended": [], "optional": []},
        },
    },
}
SAID = (
    Representation(
        RepresentationKind.NEIGHBOUR, "It is too high [redacted].", "2026-11-10T10:00:00Z", "objection", "Nosy Neighbour", "1 Road"
    ),
    Representation(RepresentationKind.NEIGHBOUR, "Fine.", "", "of no kind"),
    Representation(RepresentationKind.CONSULTEE, "No harm.", "2026-11-10T10:00:00Z", "approved"),
)


@lru_cache(maxsize=1)
def schema(path: Path):
    return json.loads(path.read_text(encoding="utf-8"))


def faults(document):
    """What is wrong by the schema, by the definition of the document's own type."""
    checker = checker_of(document["applicationType"])
    return [f"{error.instance_path}: {error.message[:200]}" for error in checker.iter_errors(document)]


@lru_cache(maxsize=32)
def checker_of(kind):
    definitions = schema(shared_path("vectors/odp/schemas/postSubmissionPublishedApplication.json"))["definitions"]
    (name,) = [name for name, each in definitions.items() if name.startswith("PostSubmissionPublished") and _is_of(each, kind)]
    return jsonschema_rs.Draft7Validator({"$ref": f"#/definitions/{name}", "definitions": definitions}, validate_formats=True)


def _is_of(definition, kind):
    told = definition.get("properties", {}).get("applicationType", {})
    return kind == told.get("const") or kind in told.get("enum", ())


def case(file, **changes):
    uuid = file.take_in([pulled(**changes)], SOURCE).uuids[0]
    file.record_details(uuid, PulledDetails(representations=SAID))
    return file.case(uuid)


def entry(of, submission=SUBMISSION, **more):
    return register_entry(
        of, submission, **{"facts": facts_of_case(of), "organisation": "SWK", "authority": "Sample Borough", "now": NOW, **more}
    )


def examples():
    return [
        "planningPermission/fullHouseholder.json",
        "planningPermission/fullHouseholderInConservationArea.json",
        "planningPermission/major.json",
        "planningPermission/minor.json",
        "lawfulDevelopmentCertificate/existing.json",
        "lawfulDevelopmentCertificate/proposed.json",
        "priorApproval/largerExtension.json",
        "priorApproval/convertCommercialToHome.json",
        "priorApproval/buildHomes.json",
        "priorApproval/extendUniversity.json",
        "priorApproval/solarPanels.json",
        "listedBuildingConsent.json",
        "landDrainageConsent.json",
    ]
