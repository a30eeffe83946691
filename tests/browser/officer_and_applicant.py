"""One case with a proposal that is on its way: the officer's side over the API, the applicant's by the link in the letter."""

from __future__ import annotations

from typing import Any

from scripts.backoffice import validation
from scripts.backoffice.sample.moved import grown, moved
from tests.unit.backoffice_server.applicant_bench import letter_to, link_in
from tests.unit.backoffice_server.bench import Bench
from tests.unit.backoffice_server.officer_bench import OfficerBench, proposal

_REASON = "Your driveway to the street has to lie inside the red line.\nPlease confirm the line that we propose."


class Case(OfficerBench):
    """``address`` is that of the applicant's page."""

    def __init__(self, bench: Bench, reference: str, east: float = 0.00004, north: float = 0.00002, factor: float = 1.12) -> None:
        self.bench = bench
        self.reference = reference
        application = bench.office.applications.by_reference(reference)
        assert application is not None
        self.identity = application.id
        self.path = f"/api/v2/planning_applications/{reference}"
        self.requests = f"{self.path}/validation_requests"
        self.line = grown(moved(self.line_in_force(), east, north), factor)
        handled = {"handling": "reconsult", "ownership_certificate": "certificate_b"}
        answer = self.act(self.requests, proposal(reason=_REASON, new_geojson=self.line, **handled), self.boundary_tag())
        assert answer.status_code == 201, answer.text
        self.made: dict[str, Any] = answer.json()
        if self.made["state"] == "pending":
            validation.send_all(bench.office, self.identity)
        self.address = bench.url + link_in(letter_to(bench.office, self.made["id"]))

    def asked(self, kind: str, reason: str = "Please look at this.", **attributes: str) -> str:
        """The address of the page of another request."""
        answer = self.act(self.requests, {"type": kind, "reason": reason, "specific_attributes": attributes})
        assert answer.status_code == 201, answer.text
        request: dict[str, Any] = answer.json()
        if request["state"] == "pending":
            validation.send(self.bench.office, request["id"])
        return self.bench.url + link_in(letter_to(self.bench.office, request["id"]))

    @property
    def outcome(self) -> tuple[str, bool | None, str | None]:
        """State, yes or no, reason, as the officer sees them."""
        shown = self.shown(self.made)
        return shown["state"], shown["approved"], shown["rejection_reason"]
