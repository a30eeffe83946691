"""The JSON forms of a reading and of a screening: the shapes that `redline ... --json` and the headless run promise.

docs/command-line.md lists every key. No personal data of an application enters them: no applicant, no agent, no contact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..domain.accuracy import Accuracy
from ..domain.application import Application
from ..domain.areas import Areas
from ..domain.boundary import Boundary
from ..domain.check import Check
from ..domain.errors import UnreadableFile
from ..domain.finding import DatasetResult, Finding, Screening
from ..domain.reading import Proposal, SiteReading
from .figures import rounded

Form = dict[str, Any]

#: Finer than the equality of two computations (1 mm2) by a factor of a hundred, coarser than the noise of floating point.
AREA_DECIMALS = 8
PERCENT_DECIMALS = 6
DEPTH_DECIMALS = 3
DISTANCE_DECIMALS = 4


def reading_form(reading: SiteReading) -> Form:
    """One site of `read --json`; figures are null where there is no boundary."""
    boundary = reading.boundary
    application = reading.application
    return {
        "site": reading.site,
        "file": reading.file,
        "found": reading.found,
        "crs": boundary.crs.value if boundary is not None else None,
        "area_m2": rounded(boundary.area_m2, AREA_DECIMALS) if boundary is not None else None,
        "declared_area_m2": _declared(reading),
        "checks": [check_form(check) for check in reading.checks],
        "areas": _areas_form(reading.areas) if reading.areas is not None else None,
        "parts": len(boundary.polygons) if boundary is not None else 0,
        "holes": boundary.hole_count if boundary is not None else 0,
        "accuracy": accuracy_form(boundary.accuracy) if boundary is not None else None,
        "notes": list(boundary.notes) if boundary is not None else [],
        "proposal": _proposal_form(reading.proposal) if reading.proposal is not None else None,
        "original_sha256": reading.original.sha256 if reading.original is not None else None,
        "address": application.address.text if application is not None else "",
        "application": _application_form(application) if application is not None else None,
    }


def unreadable_form(file: str, error: UnreadableFile) -> Form:
    """A file that could not be read, and why."""
    return {"file": file, "message": str(error)}


def screening_form(reading: SiteReading, screening: Screening) -> Form:
    """One site of `screen --json`; ``boundary`` is null where there is none, and every dataset then reads "not checked"."""
    application = reading.application
    return {
        "site": screening.site,
        "file": screening.file,
        "reference": application.reference if application is not None and application.reference else reading.site,
        "boundary": boundary_form(reading.boundary) if reading.boundary is not None else None,
        "findings": findings_form(screening.findings),
        "datasets": [dataset_form(result) for result in screening.datasets],
        "ended": findings_form(screening.ended),
        "not_yet": findings_form(screening.not_yet),
        "checks": [check_form(check) for check in (*reading.checks, *screening.checks)],
        "unreliable": screening.unreliable,
        "judged_on": screening.judged_on.isoformat(),
        "screened_at": screening.screened_at,
        "engine": screening.engine,
    }


def boundary_form(boundary: Boundary) -> Form:
    """The red line that was screened; ``crs`` is the one it arrived in, ``area_m2`` planar in EPSG:27700."""
    return {
        "area_m2": rounded(boundary.area_m2, AREA_DECIMALS),
        "parts": len(boundary.polygons),
        "holes": boundary.hole_count,
        "crs": boundary.crs.value,
        "accuracy": accuracy_form(boundary.accuracy),
        "notes": list(boundary.notes),
    }


def findings_form(findings: Iterable[Finding]) -> list[Form]:
    """Findings in the order that screening gave them."""
    return [finding_form(finding) for finding in findings]


def finding_form(finding: Finding) -> Form:
    """One entity's relation to the site; ``constraint`` is equal for the entities of one constraint."""
    entity = finding.entity
    return {
        "dataset": entity.dataset,
        "entity": entity.number,
        "reference": entity.reference,
        "name": entity.name,
        "relation": finding.relation.value,
        "overlap_m2": rounded(finding.overlap_m2, AREA_DECIMALS),
        "overlap_percent": rounded(finding.overlap_percent, PERCENT_DECIMALS),
        "depth_m": rounded(finding.depth_m, DEPTH_DECIMALS) if finding.depth_m is not None else None,
        "distance_m": rounded(finding.distance_m, DISTANCE_DECIMALS),
        "snapshot": finding.snapshot,
        "constraint": entity.constraint,
        "start_date": entity.start_date.isoformat() if entity.start_date is not None else None,
        "end_date": entity.end_date.isoformat() if entity.end_date is not None else None,
        "quality": entity.quality,
        "remarks": list(finding.remarks),
    }


def dataset_form(result: DatasetResult) -> Form:
    """The state of one dataset; ``count`` counts constraints, ``accuracy`` is that of the data, null where there is none."""
    return {
        "dataset": result.dataset,
        "name": result.name,
        "state": result.state.value,
        "coverage": result.coverage.value,
        "why": result.why,
        "count": result.count,
        "snapshot": result.snapshot,
        "accuracy": accuracy_form(result.accuracy) if result.accuracy is not None else None,
    }


def accuracy_form(accuracy: Accuracy) -> Form:
    """The operation, its worth in metres (null where not known) and the grid file (null without one)."""
    return {"operation": accuracy.operation, "metres": accuracy.metres, "grid": accuracy.grid}


def check_form(check: Check) -> Form:
    """One check of a red line; ``severity`` is "error", "warning" or "information"."""
    return {"code": check.code, "severity": check.severity.value, "message": check.message}


def _declared(reading: SiteReading) -> float | None:
    if reading.application is not None and reading.application.declared_area_m2 is not None:
        return rounded(reading.application.declared_area_m2, AREA_DECIMALS)
    if reading.areas is not None and reading.areas.declared is not None:
        return rounded(reading.areas.declared, AREA_DECIMALS)
    return None


def _areas_form(areas: Areas) -> Mapping[str, float | None]:
    return {
        "planar": rounded(areas.planar, AREA_DECIMALS),
        "ellipsoidal": rounded(areas.ellipsoidal, AREA_DECIMALS),
        "spherical": rounded(areas.spherical, AREA_DECIMALS),
        "uncertainty": rounded(areas.uncertainty, AREA_DECIMALS),
        "declared": rounded(areas.declared, AREA_DECIMALS) if areas.declared is not None else None,
    }


def _proposal_form(proposal: Proposal) -> Form:
    before = proposal.area_before_m2
    return {
        "code": proposal.code,
        "message": proposal.message,
        "area_before_m2": rounded(before, AREA_DECIMALS) if before is not None else None,
        "area_after_m2": rounded(proposal.area_after_m2, AREA_DECIMALS),
    }


def _application_form(application: Application) -> Form:
    address = application.address
    return {
        "reference": application.reference,
        "submission_id": application.submission_id,
        "type": application.type_code,
        "type_description": application.type_description,
        "description": application.description,
        "status": application.status,
        "organisation": application.organisation,
        "uprn": address.uprn,
        "submitted_on": application.submitted_on.isoformat() if application.submitted_on is not None else None,
    }
