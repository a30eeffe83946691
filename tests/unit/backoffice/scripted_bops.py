"""A BOPS made of a list in memory, which answers as BOPS was seen to answer, and misbehaves where a test says so."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from tests.unit.backoffice.scripted_server import Reply, Request, as_html, as_json

SQUARE = {
    "type": "Feature",
    "geometry": {
        "type": "Polygon",
        "coordinates": [[[-0.0824, 51.4514], [-0.082, 51.4514], [-0.082, 51.4518], [-0.0824, 51.4518], [-0.0824, 51.4514]]],
    },
    "properties": None,
}
NOT_FOUND = {"error": {"code": 404, "message": "Not Found", "detail": "Couldn't find PlanningApplication"}}
Fault = Callable[[Request], "Reply | None"]


def listed_case(number: int, **more: Any) -> dict[str, Any]:
    """An application as ``list`` has it."""
    return {
        "id": number,
        "reference": f"26-{number:05d}-HAPP",
        "reference_in_full": f"SWK-26-{number:05d}-HAPP",
        "application_type": "planning_permission",
        "description": f"Extension {number}",
        "status": "in_assessment",
        "alternative_reference": None,
        "work_status": "proposed",
        "created_at": "2026-10-01T10:00:00.000+00:00",
        "received_date": "2026-10-01T09:00:00.000+01:00",
        "validAt": "2026-10-02T09:00:00.000+01:00",
        "publishedAt": None,
        "determined_at": None,
        "determination_date": "2026-11-22",
        "target_date": "2026-12-01",
        "boundary_geojson": SQUARE,
        "site": {
            "address_1": f"{number} CHURCH LANE",
            "address_2": None,
            "county": None,
            "town": "LONDON",
            "postcode": "SE22 8UR",
            "uprn": f"2000{number:08d}",
            "latitude": "51.4516",
            "longitude": "-0.0822",
        },
        "applicant_first_name": "Ada",
        "applicant_last_name": "Byron",
        "documents": [],
        "published_comments": [],
        "consultee_comments": [],
        "consultation": {"end_date": None},
        "make_public": False,
        **more,
    }


def found_case(listed: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The same application as ``search`` has it; ``more`` goes into its part "application"."""
    site = listed["site"]
    return {
        "application": {
            "type": {"value": "pp.full.householder", "description": listed["application_type"]},
            "reference": listed["reference"],
            "fullReference": listed["reference_in_full"],
            "targetDate": listed["target_date"],
            "expiryDate": "2026-12-29",
            "receivedAt": listed["received_date"],
            "validAt": listed["validAt"],
            "publishedAt": None,
            "determinedAt": listed["determined_at"],
            "determinationDate": listed["determination_date"],
            "decision": listed.get("decision"),
            "status": listed["status"],
            "sessionId": "d5e442ce",
            "alternativeReference": None,
            "consultation": {"startDate": None, "endDate": None, "publishedComments": [], "consulteeComments": []},
            "pressNotice": None,
            **more,
        },
        "property": {
            "address": {
                "latitude": site["latitude"],
                "longitude": site["longitude"],
                "title": site["address_1"],
                "singleLine": ", ".join(site[key] for key in ("address_1", "town", "postcode")),
                "uprn": site["uprn"],
                "town": site["town"],
                "postcode": site["postcode"],
            },
            "boundary": {"site": listed["boundary_geojson"]},
        },
        "proposal": {"description": listed["description"], "reportingType": None, "ownerIsPlanningAuthority": False},
        "applicant": {"type": "individual", "address": {"sameAsSiteAddress": True}},
        "officer": None,
        "applicationFee": {"id": listed["id"], "planning_application_id": listed["id"]},
    }


class ScriptedBops:
    """Answers as BOPS does. ``fault`` is asked first and may give any other reply; ``left_out`` are references that pages of ``search``
    never show, though they are counted; ``appeals`` are BOPS's sentences by reference.
    """

    def __init__(self, count: int = 0) -> None:
        self.cases = [listed_case(number) for number in range(count, 0, -1)]
        self.requests: list[dict[str, Any]] = []
        self.left_out: set[str] = set()
        self.appeals: dict[str, str] = {}
        self.boundaries_in_search: dict[str, Any] = {}
        self.fault: Fault = lambda _: None
        self.asked: list[Request] = []

    def __call__(self, request: Request) -> Reply:
        self.asked.append(request)
        return self.fault(request) or self.answer(request)

    def case(self, number: int) -> dict[str, Any]:
        return next(case for case in self.cases if case["id"] == number)

    def answer(self, request: Request) -> Reply:
        """The answer of a BOPS in good health."""
        parts = request.path.removeprefix("/api/v2/").split("/")
        if parts == ["ping"]:
            return self._json(request, {"message": "OK"})
        if parts == ["validation_requests"]:
            return self._page(request, self.requests)
        if parts == ["neighbour_responses"]:
            return self._page(request, [])
        if parts == ["planning_applications"]:
            return self._page(request, self.cases)
        if parts == ["planning_applications", "search"]:
            return self._search(request)
        if parts[0] == "planning_applications" and len(parts) in {2, 3}:
            return self._case(request, *parts[1:])
        return as_html(404)

    def _search(self, request: Request) -> Reply:
        statuses = request.query.get("applicationStatus[]")
        text = request.query.get("q", [""])[0]
        chosen = [case for case in self.cases if (not statuses or case["status"] in statuses) and text in case["reference"]]
        rows = []
        for case in chosen:
            more = {"status": self.appeals[case["reference"]]} if case["reference"] in self.appeals else {}
            rows.append(found_case(case, **more))
        shown = rows if text else [row for row in rows if row["application"]["reference"] not in self.left_out]
        repeated = shown + shown[: len(rows) - len(shown)] if shown else []
        return self._page(request, repeated)

    def _case(self, request: Request, name: str, part: str = "") -> Reply:
        case = next((case for case in self.cases if name in {str(case["id"]), case["reference"]}), None)
        if case is None:
            return as_json(NOT_FOUND, 404)
        reference = case["reference"]
        if part == "validation_requests":
            own = [request for request in self.requests if request["planning_application"]["reference"] == reference]
            return self._page(request, own)
        if part == "documents":
            file = {
                "name": "plan.pdf",
                "url": f"http://x/files/{name}",
                "type": [{"value": "sitePlan.existing"}],
                "metadata": {"byteSize": 9},
            }
            return self._json(request, {"application": found_case(case)["application"], "files": [file]})
        if part == "submission":
            designations = [{"value": "greenBelt", "description": "Green belt", "intersects": True}]
            place = {"region": "London", "planning": {"designations": designations}}
            data = {"application": {"type": {"value": "pp"}}, "property": place, "proposal": {"units": {"total": 3}}}
            return self._json(request, {"application": found_case(case)["application"], "submission": {"data": data, "metadata": {}}})
        return self._json(request, case)

    def _page(self, request: Request, rows: list[dict[str, Any]]) -> Reply:
        size = min(max(int(request.query.get("maxresults", ["10"])[0]), 1), 50)
        pages = max(1, -(-len(rows) // size))
        number = min(int(request.query.get("page", ["1"])[0]), pages)
        data = rows[(number - 1) * size : number * size]
        first = (number - 1) * size + 1 if data else 0
        counts = {"page": number, "results": size, "from": first, "to": first + len(data) - 1 if data else 0}
        links = {"first": f"http://x{request.path}?{urlencode({'page': 1})}", "prev": None, "next": None}
        rows_key = "responses" if request.path.endswith("neighbour_responses") else "data"
        return self._json(
            request, {"metadata": {**counts, "total_pages": pages, "total_results": len(rows)}, "links": links, rows_key: data}
        )

    @staticmethod
    def _json(request: Request, value: Any) -> Reply:
        etag = f'W/"{hashlib.sha256(json.dumps(value).encode()).hexdigest()[:32]}"'
        if request.headers.get("if-none-match") == etag:
            return Reply(304, headers=(("ETag", etag),))
        return as_json(value, 200, ("ETag", etag))


def red_line_request(reference: str, created_at: str = "2026-11-01T10:00:00.000+00:00", **more: Any) -> dict[str, Any]:
    """A validation request as the whole authority's list has it."""
    return {
        "planning_application": {"reference": reference},
        "type": "RedLineBoundaryChangeValidationRequest",
        "state": "open",
        "post_validation": False,
        "created_at": created_at,
        "notified_at": created_at,
        "reason": "The red line takes in part of the highway",
        "response_due": "2026-12-04",
        "response": None,
        "rejection_reason": None,
        "approved": None,
        "cancel_reason": None,
        "cancelled_at": None,
        "closed_at": None,
        "specific_attributes": {"new_geojson": copy.deepcopy(SQUARE)},
        **more,
    }
