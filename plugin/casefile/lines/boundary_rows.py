"""Boundary versions in and out of their table: the original to the letter, what was derived from it beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely

from ...constraints.geopackage.geopackage_blob import decoded, encoded
from ...domain.accuracy import Accuracy
from ...domain.application import Application
from ...domain.areas import Areas
from ...domain.boundary import Boundary, Original, SourceCrs
from ...domain.boundary_version import BoundaryOrigin, BoundaryVersion, LineKind, Milestone
from ...domain.check import Check, Severity
from ...domain.reading import Proposal, SiteReading
from ..file.json_text import canonical, content_sha256, parsed, storable_values
from ..file.statements import statement

_OF = """
SELECT boundary_version.*, boundary_version.uuid = boundary_uuid AS is_current,
  (SELECT group_concat(milestone) FROM boundary_milestone WHERE boundary_version_uuid = boundary_version.uuid) AS milestones,
  EXISTS (SELECT 1 FROM settlement WHERE boundary_version_uuid = boundary_version.uuid AND settled = 'agreed') AS is_agreed
FROM boundary_version
JOIN application ON application.uuid = application_uuid
WHERE application_uuid = ? ORDER BY boundary_version.kind DESC, number
"""

Row = dict[str, Any]


def content_of(reading: SiteReading | None) -> str:
    """The digest by which two red lines are told apart; "" where there is none."""
    original = None if reading is None else reading.original
    return "" if original is None else content_sha256(original.text, original.form)


def derived_columns(reading: SiteReading) -> Row:
    """What was derived from the original; the two geometries are still shapely's."""
    boundary, proposal, areas = reading.boundary, reading.proposal, reading.areas
    accuracy = boundary.accuracy if boundary is not None else None
    application = reading.application
    return {
        "declared_area_m2": application.declared_area_m2 if application is not None else None,
        "geometry": boundary.geometry if boundary is not None else None,
        "area_m2": boundary.area_m2 if boundary is not None else None,
        "crs": boundary.crs.value if boundary is not None else None,
        "accuracy_operation": accuracy.operation if accuracy is not None else None,
        "accuracy_metres": accuracy.metres if accuracy is not None else None,
        "accuracy_grid": accuracy.grid if accuracy is not None else None,
        "notes": canonical(list(boundary.notes) if boundary is not None else []),
        "site": reading.site,
        "file": reading.file,
        "found": reading.found,
        "checks": checks_text(reading.checks),
        "areas": None if areas is None else canonical(vars(areas)),
        "proposal": None if proposal is None else canonical(_proposal_values(proposal)),
        "proposal_geometry": None if proposal is None else proposal.boundary.geometry,
    }


def original_columns(reading: SiteReading) -> Row:
    """What stands for ever."""
    original = reading.original
    return {
        "original_text": None if original is None else original.text,
        "original_form": None if original is None else original.form,
        "original_sha256": "" if original is None else original.sha256,
        "content_sha256": content_of(reading),
    }


def write_versions(connection: sqlite3.Connection, rows: Sequence[Row], template: str = "boundary_version_add") -> None:
    """Add, or derive anew, many versions at once: shapes become blobs in one call."""
    if not rows:
        return
    for column in ("geometry", "proposal_geometry"):
        for row, blob in zip(rows, blobs([row[column] for row in rows])):
            row[column] = blob
    connection.executemany(statement(template), [storable_values(row) for row in rows])


def blobs(geometries: Sequence[Any]) -> list[bytes | None]:
    """GeoPackage blobs in EPSG:27700; None stays None."""
    array = np.empty(len(geometries), dtype=object)
    array[:] = geometries
    flat = shapely.force_2d(array)
    return encoded(flat, shapely.bounds(flat))


def versions_of(connection: sqlite3.Connection, application_uuid: str, application: Application | None) -> list[BoundaryVersion]:
    """The versions of an application, red before blue, oldest first; ``application`` goes into each reading."""
    cursor = connection.execute(_OF, (application_uuid,))
    names = [column[0] for column in cursor.description]
    return [_version(dict(zip(names, row)), application) for row in cursor.fetchall()]


def error_count(reading: SiteReading) -> int:
    """How many checks block the red line."""
    return sum(check.severity is Severity.ERROR for check in reading.checks)


def checks_text(checks: Sequence[Check]) -> str:
    """Checks as JSON text."""
    return canonical([[check.code, check.severity.value, check.message, *([check.place] if check.place else [])] for check in checks])


def checks_from(text: str) -> tuple[Check, ...]:
    """The same read back."""
    return tuple(
        Check(code, Severity(severity), message, tuple(place[0]) if place else None) for code, severity, message, *place in parsed(text)
    )


def _version(row: Mapping[str, Any], application: Application | None) -> BoundaryVersion:
    original = None if row["original_text"] is None else Original(row["original_text"], row["original_form"])
    areas = parsed(row["areas"])
    reading = SiteReading(
        site=row["site"],
        file=row["file"],
        found=row["found"],
        application=application,
        original=original,
        boundary=_boundary(row, original),
        proposal=_proposal(row, original),
        areas=None if areas is None else Areas(**areas),
        checks=checks_from(row["checks"]),
    )
    return BoundaryVersion(
        uuid=row["uuid"],
        application_uuid=row["application_uuid"],
        number=row["number"],
        kind=LineKind(row["kind"]),
        origin=BoundaryOrigin(row["origin"]),
        reading=reading,
        author=row["author"],
        created_at=row["created_at"],
        reason=row["reason"],
        current=bool(row["is_current"]),
        milestones=tuple(each for each in Milestone if each.value in _milestones(row)),
    )


def _milestones(row: Mapping[str, Any]) -> list[str]:
    return [*(row["milestones"] or "").split(","), *([Milestone.AGREED.value] if row["is_agreed"] else [])]


def _boundary(row: Mapping[str, Any], original: Original | None) -> Boundary | None:
    if row["geometry"] is None or original is None:
        return None
    accuracy = Accuracy(row["accuracy_operation"], row["accuracy_metres"], row["accuracy_grid"])
    return Boundary(decoded(row["geometry"]), original, SourceCrs(row["crs"]), accuracy, tuple(parsed(row["notes"])))


def _proposal_values(proposal: Proposal) -> Row:
    boundary = proposal.boundary
    return {
        "code": proposal.code,
        "message": proposal.message,
        "area_before_m2": proposal.area_before_m2,
        "area_after_m2": proposal.area_after_m2,
        "crs": boundary.crs.value,
        "accuracy": [boundary.accuracy.operation, boundary.accuracy.metres, boundary.accuracy.grid],
        "notes": list(boundary.notes),
    }


def _proposal(row: Mapping[str, Any], original: Original | None) -> Proposal | None:
    told = parsed(row["proposal"])
    if told is None or original is None:
        return None
    boundary = Boundary(
        decoded(row["proposal_geometry"]), original, SourceCrs(told["crs"]), Accuracy(*told["accuracy"]), tuple(told["notes"])
    )
    return Proposal(told["code"], told["message"], boundary, told["area_before_m2"], told["area_after_m2"])
