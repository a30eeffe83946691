"""Drafts as documents: each form of submission or case that councils receive, written as its sender writes it."""

from __future__ import annotations

import uuid
from typing import Any

import shapely

from . import landscape, names, quirks
from .coordinates import Coordinates
from .drafts import Draft
from .names import People
from .odp_types import APPLICATION_TYPES, FILES, PROJECTS, PROPERTIES
from .records import WARNING
from .told import Told

ORGANISATION = "SALT"
_SCHEMAS = "https://theopensystemslab.github.io/digital-planning-data-schemas/v0.7.7/schemas"
_SPACE = uuid.UUID("5a17e7e0-0000-4000-8000-000000000000")
_CATEGORIES = {"pp": "planning_permission", "ldc": "lawfulness_certificate", "pa": "prior_approval", "preApp": "pre_application"}


class Documents:
    """Writes one draft as the JSON value of its form."""

    def __init__(self, coordinates: Coordinates, people: People, told: Told) -> None:
        self._coordinates = coordinates
        self._people = people
        self._told = told

    def document(self, draft: Draft, reference: str, submitted: str, number: int) -> Any:
        """``submitted`` is an ISO date, ``number`` counts the applications."""
        if draft.form == "geojson":
            return quirks.boundary(_drawn(draft), draft.quirk, self._coordinates)
        if draft.form == "show":
            return self._show(draft, reference, submitted, number)
        if draft.form == "portal":
            return self._portal(draft, reference, submitted, number)
        submission = self._submission(draft, reference, submitted)
        return _post_submission(draft, reference, submitted, submission) if draft.form == "postSubmission" else submission

    def _submission(self, draft: Draft, reference: str, submitted: str) -> dict[str, Any]:
        """ODP application, prototypeApplication (type at the root) and preApplication."""
        prototype = draft.form in ("prototype", "postSubmission")
        kind = {"value": draft.type_code, "description": APPLICATION_TYPES[draft.type_code]}
        fee = {"calculated": 258, "payable": 258, "exemption": {"disability": False, "resubmission": False}}
        fee["reduction"] = {"alternative": False, "parishCouncil": False, "sports": False}
        application: dict[str, Any] = {"fee": fee, "declaration": {"accurate": True, "connection": {"value": "none"}}}
        if not prototype:
            application["type"] = {"value": "preApp", "description": "Pre-application"} if draft.form == "preApplication" else kind
        if draft.form == "preApplication":
            application["fee"] = {"calculated": 100, "payable": 100}
            application["information"] = {"harmful": {"applicable": False}, "sensitive": {"applicable": False}}
        proposal: dict[str, Any] = {"description": _described(draft)}
        if draft.form != "preApplication":
            proposal["projectType"] = [PROJECTS[draft.type_code.split(".")[0]]]
        boundary = self._boundary(draft)
        if boundary is not None:
            proposal["boundary"] = boundary
        document: dict[str, Any] = {"applicationType": draft.type_code} if prototype else {}
        document["data"] = {
            "application": application,
            "user": {"role": "applicant"},
            "applicant": self._applicant(),
            "property": self._property(draft),
            "proposal": proposal,
        }
        document["responses"] = [{"question": "Is this a real place?", "responses": [{"value": f"No: {WARNING}"}]}]
        document["files"] = [{"name": f"https://files.example/{reference}/site-plan.pdf", "type": [FILES["sitePlan.existing"]]}]
        schema = {"application": "application", "preApplication": "preApplication"}.get(draft.form, "prototypeApplication")
        document["metadata"] = {
            "id": str(uuid.uuid5(_SPACE, reference)),
            "organisation": ORGANISATION,
            "submittedAt": f"{submitted}T10:15:00.000Z",
            "source": "Any",
            "schema": f"{_SCHEMAS}/{schema}.json",
        }
        if draft.form == "preApplication":  # the schema knows no other sender of these
            files: dict[str, list[Any]] = {"required": [], "recommended": [], "optional": []}
            service = {
                "flowId": str(uuid.uuid5(_SPACE, "flow")),
                "url": "https://editor.example/saltmere/pre-application",
                "files": files,
                "fee": {"calculated": [], "payable": []},
            }
            document["metadata"] |= {"source": "PlanX", "service": service}
        return document

    def _boundary(self, draft: Draft) -> dict[str, Any] | None:
        if draft.site is None or draft.quirk == "absent":
            return None
        area = self._coordinates.declared_area(draft.site)
        site = quirks.boundary(draft.site, draft.quirk, self._coordinates)
        return {"site": site, "area": {"squareMetres": area, "hectares": round(area / 10000.0, 6)}}

    def _applicant(self) -> dict[str, Any]:
        person = self._people.person()
        return {
            "type": "individual",
            "name": {"first": person["first"], "last": person["last"]},
            "email": person["email"],
            "phone": {"primary": person["phone"]},
            "address": {"sameAsSiteAddress": True},
        }

    def _property(self, draft: Draft) -> dict[str, Any]:
        planning = {"sources": ["https://gis.example/saltmere"], "designations": self._told.designations(_drawn(draft), draft.forgotten)}
        wards = names.WARDS
        return {
            "address": self._address(draft),
            "ward": wards[len(draft.title) % len(wards)],
            "localAuthorityDistrict": ["Saltmere (sample)"],
            "region": "East Midlands",
            "type": PROPERTIES[draft.plot.kind if draft.plot is not None else "land"],
            "planning": planning,
        }

    def _address(self, draft: Draft) -> dict[str, Any]:
        x, y = _where(draft)
        longitude, latitude = self._coordinates.longitude_latitude(x, y)
        place: dict[str, Any] = {"latitude": round(latitude, 7), "longitude": round(longitude, 7), "x": round(x, 2), "y": round(y, 2)}
        place["title"] = f"{draft.title}, Saltmere"
        if draft.plot is None or not draft.has_uprn:
            return {**place, "source": "Proposed by applicant"}
        street = draft.plot.street
        postcode = _postcode(draft)
        return {
            **place,
            "source": "Ordnance Survey",
            "uprn": draft.plot.uprn,
            "usrn": f"999{sum(street.encode()) % 100000:05d}",
            "pao": str(draft.plot.number),
            "street": street,
            "town": "Saltmere",
            "postcode": postcode,
            "singleLine": f"{draft.title}, Saltmere, {postcode}",
        }

    def _show(self, draft: Draft, reference: str, submitted: str, number: int) -> dict[str, Any]:
        """BOPS v2 show: flat, snake case, coordinates as text, keys that are empty rather than absent."""
        person = self._people.person()
        x, y = _where(draft)
        longitude, latitude = self._coordinates.longitude_latitude(x, y)
        document: dict[str, Any] = {
            "id": 900000 + number,
            "reference": reference,
            "reference_in_full": f"{ORGANISATION}-{reference}",
            "application_type": _CATEGORIES.get(draft.type_code.split(".")[0], "other"),
            "status": draft.status,
            "description": _described(draft),
            "work_status": "existing" if draft.type_code == "ldc.existing" else "proposed",
            "applicant_first_name": person["first"],
            "applicant_last_name": person["last"],
            "applicant_phone": person["phone"],
            "applicant_email": person["email"],
            "agent_first_name": None,
            "created_at": f"{submitted}T10:15:00.000+00:00",
            "received_date": f"{submitted}T10:15:00.000+00:00",
            "boundary_geojson": quirks.boundary(_drawn(draft), draft.quirk, self._coordinates),
            "site": {
                "address_1": draft.title.upper(),
                "address_2": None,
                "town": "SALTMERE",
                "county": None,
                "postcode": _postcode(draft),
                "uprn": draft.plot.uprn if draft.plot is not None else None,
                "latitude": f"{latitude:.7f}",
                "longitude": f"{longitude:.7f}",
            },
            "documents": [],
            "make_public": False,
        }
        labels = self._told.labels(_drawn(draft))
        return {**document, "constraints": labels} if labels else document

    def _portal(self, draft: Draft, reference: str, submitted: str, number: int) -> dict[str, Any]:
        """Planning Portal: the polygon in British National Grid, without a word about it."""
        person = self._people.person()
        x, y = _where(draft)
        location: dict[str, Any] = {"bs7666Description": draft.title, "bs7666Town": "Saltmere", "bs7666PostCode": _postcode(draft)}
        location |= {"bs7666X": round(x), "bs7666Y": round(y)}
        if draft.plot is not None:
            location["bs7666UniquePropertyReferenceNumber"] = int(draft.plot.uprn)
        area = round(float(shapely.area(_drawn(draft))), 1)
        return {
            "applicationHeader": {
                "dateSubmitted": f"{submitted}T10:15:00.000Z",
                "refNum": 90000000 + number,
                "formattedRefNum": f"PP-{90000000 + number}",
                "description": WARNING,
                "applicationTo": ORGANISATION,
            },
            "applicationScenario": {"scenarioNumber": 1},
            "applicationData": {
                "siteLocation": location,
                "applicant": {"personGivenName": person["first"], "personFamilyName": person["last"], "emailAddress": person["email"]},
                "siteArea": {"siteArea": area, "areaUnit": "sq.metres"},
                "proposalDescription": {"descriptionText": _described(draft)},
                "reference": reference,
            },
            "polygon": quirks.boundary(_drawn(draft), "national grid", self._coordinates),
            "schemaVersion": "1.0",
        }


def _post_submission(draft: Draft, reference: str, submitted: str, submission: dict[str, Any]) -> dict[str, Any]:
    """The back office's form of an ODP application, state and all."""
    stage, status = draft.status.split("/")
    data: dict[str, Any] = {
        "application": {"reference": reference, "stage": stage, "status": status},
        "localPlanningAuthority": {"publicCommentsAcceptedUntilDecision": False},
        "submission": {"submittedAt": f"{submitted}T10:15:00.000Z"},
        "caseOfficer": {"name": "Sample Officer"},
    }
    if stage != "submission":
        data["validation"] = {"receivedAt": f"{submitted}T10:15:00.000Z", "isValid": status != "returned"}
    if stage in ("consultation", "assessment"):
        data["consultation"] = {"startDate": submitted, "endDate": "2026-12-31", "siteNotice": True}
    if stage == "assessment":
        data["assessment"] = {"expiryDate": "2026-12-31"}
        if status == "determined":
            data["assessment"] |= {"planningOfficerDecision": "granted", "planningOfficerDecisionDate": "2026-11-02"}
        else:
            data["application"] |= {"withdrawnAt": "2026-11-02T09:00:00.000Z"}
    metadata = {**submission["metadata"], "generatedAt": "2026-11-02T12:00:00.000Z", "schema": f"{_SCHEMAS}/postSubmissionApplication.json"}
    return {"applicationType": draft.type_code, "data": data, "submission": submission, "metadata": metadata}


def _described(draft: Draft) -> str:
    note = f" It shows: {draft.shows}" if draft.shows else ""
    cases = f" Acceptance case {', '.join(map(str, draft.cases))}." if draft.cases else ""
    return f"{draft.description}. {WARNING}.{cases}{note}"


def _drawn(draft: Draft) -> shapely.Geometry:
    if draft.site is not None:
        return draft.site
    return shapely.Point(landscape.CENTRE)


def _where(draft: Draft) -> tuple[float, float]:
    if draft.address_point is not None:
        return draft.address_point
    point = shapely.point_on_surface(_drawn(draft))
    if draft.plot is not None and shapely.covers(_drawn(draft), shapely.centroid(draft.plot.house)):
        point = shapely.centroid(draft.plot.house)
    return float(shapely.get_x(point)), float(shapely.get_y(point))


def _postcode(draft: Draft) -> str:
    """ZZ99 is the country's postcode area for nowhere."""
    return f"ZZ99 {len(draft.title) % 9 + 1}{'ABDEFGHJLN'[sum(draft.title.encode()) % 10]}{'PQRSTUWXYZ'[len(draft.description) % 10]}"
