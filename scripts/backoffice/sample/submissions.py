"""Every form in which the sample's applications come, as the ODP submission that the back office takes in."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from plugin.boundary.transformer import Transformer

from ...sample.coordinates import Coordinates
from ..errors import BadRequest
from ..submission_check import check
from ..vocabulary import application_types
from .moved import middle

_SCHEMAS = "https://theopensystemslab.github.io/digital-planning-data-schemas/v0.7.7/schemas"
_SPACE = uuid.UUID("5a17e7e0-0000-4000-8000-000000000001")
_MOST_DEGREES = 180.0
#: How a file is described that holds nothing but a red line.
BY_ITSELF = "A red line that came by itself, without an application about it"
_NOTE = "SAMPLE - not a real place"
#: What a council's own list of labels says, as the applicant's service would have told it.
_TOLD = {
    "Article 4 area": "articleFour",
    "Area of Outstanding Natural Beauty": "designated.AONB",
    "Conservation area": "designated.conservationArea",
    "World Heritage Site": "designated.WHS",
    "Listed Building": "listed",
    "Scheduled monument": "monument",
    "Ancient Semi-Natural Woodlands (ASNW)": "nature.ASNW",
    "Site of Special Scientific Interest (SSSI)": "nature.SSSI",
    "Registered park or garden": "registeredPark",
    "Tree preservation order": "tpo",
}
_PLANS = (
    ("site-plan.pdf", "sitePlan.existing", "Site plan - existing"),
    ("elevations.pdf", "elevations.proposed", "Elevations - proposed"),
    ("floor-plan.pdf", "floorPlan.proposed", "Floor plan - proposed"),
    ("photograph.png", "photographs.existing", "Photographs - existing"),
)


@dataclass(frozen=True)
class SampleCase:
    """One application of the sample: ``boundary`` is the red line as it came, odd or not; ``state`` where the file says one.

    The line is in the submission, unless intake refuses such a line: then it has to be put in by hand.
    """

    reference: str
    submission: dict[str, Any]
    boundary: Any
    state: str | None
    by_hand: bool = False


class SampleSubmissions:
    """Reads the folder ``applications`` of a sample borough."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._coordinates = Coordinates(Transformer())
        self._types = {kind.suffix: kind.code for kind in application_types().values()}

    def cases(self) -> list[SampleCase]:
        """In the order of their references."""
        paths = sorted((self._folder / "applications").iterdir())
        return [_whole(self._case(path.stem, json.loads(path.read_text(encoding="utf-8")))) for path in paths]

    def _case(self, reference: str, document: dict[str, Any]) -> SampleCase:
        if "boundary_geojson" in document:
            return self._from_show(reference, document)
        if "applicationData" in document:
            return self._from_portal(reference, document)
        if "submission" in document:
            stage, status = document["data"]["application"]["stage"], document["data"]["application"]["status"]
            return self._from_odp(reference, document["submission"], _STATES[stage, status])
        if "metadata" in document:
            return self._from_odp(reference, document, None)
        return self._from_line(reference, document)

    def _from_odp(self, reference: str, submission: dict[str, Any], state: str | None) -> SampleCase:
        code = self._types[reference.rpartition("-")[2]]
        application = submission["data"]["application"]
        application.setdefault("type", {"value": code, "description": code})
        application["type"]["value"] = code
        submission.pop("applicationType", None)
        submission["data"]["proposal"].setdefault("projectType", [])
        submission["metadata"]["schema"] = f"{_SCHEMAS}/{'preApplication' if code == 'preApp' else 'application'}.json"
        submission["files"] = _plans(reference)
        boundary = (submission["data"]["proposal"].get("boundary") or {}).get("site")
        return SampleCase(reference, submission, boundary, state)

    def _from_show(self, reference: str, document: dict[str, Any]) -> SampleCase:
        place = document["site"]
        name = {"first": document["applicant_first_name"], "last": document["applicant_last_name"]}
        told = [{"value": _TOLD[label], "description": label, "intersects": True} for label in document.get("constraints", [])]
        address = _address(
            place["address_1"].title(), place["postcode"], place["uprn"], float(place["longitude"]), float(place["latitude"])
        )
        submission = self._submission(reference, document["description"], address, name, document["applicant_email"], told)
        return SampleCase(reference, submission, document["boundary_geojson"], document["status"])

    def _from_portal(self, reference: str, document: dict[str, Any]) -> SampleCase:
        data = document["applicationData"]
        place, person = data["siteLocation"], data["applicant"]
        longitude, latitude = self._coordinates.longitude_latitude(place["bs7666X"], place["bs7666Y"])
        uprn = place.get("bs7666UniquePropertyReferenceNumber")
        address = _address(place["bs7666Description"], place["bs7666PostCode"], uprn, longitude, latitude)
        name = {"first": person["personGivenName"], "last": person["personFamilyName"]}
        description = data["proposalDescription"]["descriptionText"]
        submission = self._submission(reference, description, address, name, person["emailAddress"], [])
        return SampleCase(reference, submission, document["polygon"], None)

    def _from_line(self, reference: str, line: dict[str, Any]) -> SampleCase:
        longitude, latitude = middle(line)
        if abs(longitude) > _MOST_DEGREES:
            longitude, latitude = self._coordinates.longitude_latitude(longitude, latitude)
        address = _address("Land shown on the plan", None, None, longitude, latitude)
        description = f"{BY_ITSELF}. {_NOTE}."
        submission = self._submission(reference, description, address, {"first": "Not", "last": "Given"}, "none@sample.example", [])
        return SampleCase(reference, submission, line, None)

    def _submission(
        self, reference: str, description: str, address: dict[str, Any], name: dict[str, str], email: str, told: list[dict[str, Any]]
    ) -> dict[str, Any]:
        code = self._types[reference.rpartition("-")[2]]
        return {
            "data": {
                "application": {
                    "type": {"value": code, "description": code},
                    "fee": {"calculated": 258, "payable": 258},
                    "declaration": {"accurate": True, "connection": {"value": "none"}},
                },
                "user": {"role": "applicant"},
                "applicant": {
                    "type": "individual",
                    "name": name,
                    "email": email,
                    "phone": {"primary": "01632 960000"},
                    "address": {"sameAsSiteAddress": True},
                },
                "property": {
                    "address": address,
                    "ward": "Saltern",
                    "region": "East Midlands",
                    "localAuthorityDistrict": ["Saltmere (sample)"],
                    "type": {"value": "land", "description": "Land"},
                    "planning": {"sources": ["https://gis.example/saltmere"], "designations": told},
                },
                "proposal": {"description": description, "projectType": []},
            },
            "responses": [],
            "files": _plans(reference),
            "metadata": {
                "id": str(uuid.uuid5(_SPACE, reference)),
                "organisation": "SALT",
                "submittedAt": "2026-01-12T10:15:00.000Z",
                "source": "Any",
                "schema": f"{_SCHEMAS}/{'preApplication' if code == 'preApp' else 'application'}.json",
            },
        }


_STATES = {
    ("submission", "undetermined"): "not_started",
    ("validation", "returned"): "returned",
    ("consultation", "undetermined"): "in_assessment",
    ("assessment", "determined"): "determined",
    ("assessment", "withdrawn"): "withdrawn",
}


def with_boundary(submission: dict[str, Any], boundary: Any) -> dict[str, Any]:
    """The submission with this red line in it; the one that is given stays as it is."""
    given = submission["data"]["proposal"].get("boundary") or {"area": {"squareMetres": 0}}
    proposal = {**submission["data"]["proposal"], "boundary": {**given, "site": boundary}}
    return {**submission, "data": {**submission["data"], "proposal": proposal}}


def _whole(case: SampleCase) -> SampleCase:
    """Checked as what is posted is. Raises BadRequest where the sample is at fault, not the line."""
    check(case.submission)
    if case.boundary is None:
        return case
    submission = with_boundary(case.submission, case.boundary)
    try:
        check(submission)
    except BadRequest:
        return replace(case, by_hand=True)
    return replace(case, submission=submission)


def _plans(reference: str) -> list[dict[str, Any]]:
    """Two to four files, by the reference's number."""
    count = 2 + sum(reference.encode()) % 3
    return [
        {"name": f"https://files.example/{reference}/{name}", "type": [{"value": value, "description": description}]}
        for name, value, description in _PLANS[:count]
    ]


def _address(title: str, postcode: str | None, uprn: object, longitude: float, latitude: float) -> dict[str, Any]:
    place = {"latitude": round(latitude, 7), "longitude": round(longitude, 7), "x": 0, "y": 0, "title": f"{title}, Saltmere"}
    if uprn is None or postcode is None:
        return {**place, "source": "Proposed by applicant"}
    number, _, street = title.partition(" ")
    return {
        **place,
        "source": "Ordnance Survey",
        "uprn": str(uprn),
        "usrn": "99900000",
        "pao": number,
        "street": street,
        "town": "Saltmere",
        "postcode": postcode,
        "singleLine": f"{title}, Saltmere, {postcode}",
    }
