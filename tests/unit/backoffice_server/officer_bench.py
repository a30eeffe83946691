"""Acts of an officer on a bench: each with a key of its own, on the version that is there."""

from __future__ import annotations

import uuid
from typing import Any

import requests

from scripts.backoffice import casework, intake

from .bench import Bench
from .officer_document import breaches
from .submissions import SQUARE, submission

RED_LINE = "RedLineBoundaryChangeValidationRequest"
#: A second plot that touches nothing, and a hole in the first: what must never get lost.
PARTS_AND_HOLE = {
    "type": "Feature",
    "properties": None,
    "geometry": {
        "type": "MultiPolygon",
        "coordinates": [
            [
                [[-0.1, 51.5], [-0.0988, 51.5], [-0.0988, 51.501], [-0.1, 51.501], [-0.1, 51.5]],
                [[-0.0996, 51.5004], [-0.0996, 51.5006], [-0.0993, 51.5006], [-0.0993, 51.5004], [-0.0996, 51.5004]],
            ],
            [[[-0.0984, 51.5002], [-0.098, 51.5002], [-0.098, 51.5005], [-0.0984, 51.5005], [-0.0984, 51.5002]]],
        ],
    },
}


def proposal(**changes: Any) -> dict[str, Any]:
    """The data of a request; ``changes`` are of its specific attributes, but for ``type`` and ``reason``."""
    top = {key: changes.pop(key) for key in ("type", "reason") if key in changes}
    handled = {"handling": "accept_as_drawn", "handling_reason": "A correction.", "ownership_certificate": "unchanged"}
    attributes = {"new_geojson": PARTS_AND_HOLE, **handled, **changes}
    return {"type": RED_LINE, "reason": "The access lies outside.", "specific_attributes": attributes, **top}


class OfficerBench:
    """One application, in assessment unless led elsewhere; every answer is held to the document."""

    def __init__(self, bench: Bench, status: str = "in_assessment", boundary: Any = SQUARE) -> None:
        self.bench = bench
        self.reference = intake.submit(bench.office, submission(boundary=boundary))
        application = bench.office.applications.by_reference(self.reference)
        assert application is not None
        self.identity = application.id
        self.path = f"/api/v2/planning_applications/{self.reference}"
        self.requests = f"{self.path}/validation_requests"
        if status != "not_started":
            casework.validate(bench.office, self.identity, bench.office.clock.now())

    def ask(self, path: str, method: str = "GET", **more: Any) -> requests.Response:
        answer = self.bench.ask(path, method, **more)
        body = answer.json() if "json" in answer.headers.get("content-type", "") else None
        assert not breaches(method, path, answer.status_code, answer.headers, body)
        return answer

    def act(
        self, path: str, data: Any, match: str | None = None, key: str | None = None, *, method: str = "POST", **more: Any
    ) -> requests.Response:
        """Send ``data``; no If-Match for None. A new key unless one is given."""
        headers = {"Idempotency-Key": key or str(uuid.uuid4()), **more.pop("headers", {})}
        if match is not None:
            headers["If-Match"] = match
        content = {} if method == "DELETE" else {"json": {"data": data}}
        return self.ask(path, method, headers=headers, **content, **more)

    def tag(self, path: str) -> str:
        """The ETag of what is there."""
        return self.ask(path).headers["etag"]

    def boundary_tag(self) -> str:
        return self.ask(f"{self.path}/boundary").headers["etag"]

    def propose(self, *, key: str | None = None, **changes: Any) -> requests.Response:
        """A proposal over the line in force."""
        return self.act(self.requests, proposal(**changes), self.boundary_tag(), key)

    def proposed(self, **changes: Any) -> dict[str, Any]:
        """The request that a proposal has made."""
        answer = self.propose(**changes)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    def shown(self, request: dict[str, Any]) -> dict[str, Any]:
        """The request as it is now."""
        body: dict[str, Any] = self.ask(f"{self.requests}/{request['id']}").json()
        return body

    def cancel(self, request: dict[str, Any], reason: Any = "Sent in error.", *, match: str | None = None, key: str | None = None) -> Any:
        match = match or self.ask(f"{self.requests}/{request['id']}").headers["etag"]
        return self.act(f"{self.requests}/{request['id']}/cancel", {"cancel_reason": reason}, match, key)

    def change(self, request: dict[str, Any], data: dict[str, Any], *, match: str | None = None, key: str | None = None) -> Any:
        path = f"{self.requests}/{request['id']}"
        return self.act(path, data, match or self.tag(path), key, method="PATCH")

    def line_in_force(self) -> Any:
        return self.ask(f"{self.path}/boundary").json()["boundary_geojson"]


def fields(answer: requests.Response) -> set[str]:
    """The names of the fields that an answer refuses."""
    return {field["name"] for field in answer.json()["error"].get("fields", [])}


def polygon(ring: list[list[float]]) -> dict[str, Any]:
    """Bare, of one ring."""
    return {"type": "Polygon", "coordinates": [ring]}


def moved(east: float) -> dict[str, Any]:
    """The red line that the application came with, so many degrees further east."""
    return polygon([[x + east, y] for x, y in SQUARE["geometry"]["coordinates"][0]])


def keyed(officer: OfficerBench, key: str) -> dict[str, str]:
    """The headers of an act over the line in force."""
    return {"Idempotency-Key": key, "If-Match": officer.boundary_tag()}
