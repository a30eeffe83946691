"""Screenings in and out of their tables: what was found, by which data, for which version of the red line."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ...arrays import values
from ...constraints.geopackage.geopackage_blob import decoded_all
from ...domain.accuracy import Accuracy
from ...domain.case import ScreenedBefore
from ...domain.check import Severity
from ...domain.dataset import Coverage, Snapshot
from ...domain.finding import DatasetResult, DatasetState, Entity, Finding, Relation, Screening
from ...domain.settings import ScreeningSettings
from ..errors import CaseNotThere
from ..file.json_text import canonical, parsed, sha256, storable_values
from ..file.statements import statement
from ..lines.boundary_rows import blobs, checks_from, checks_text
from ..trail.act import Act, new_uuid

_VERSION = """
SELECT application.uuid, number, boundary_version.uuid = boundary_uuid FROM boundary_version
JOIN application ON application.uuid = application_uuid WHERE boundary_version.uuid = ? AND application.uuid = ?
"""
_BEFORE = """
SELECT boundary_version.uuid, number FROM line_in_force JOIN boundary_version ON boundary_version.uuid = boundary_version_uuid
WHERE line_in_force.application_uuid = ? AND EXISTS (SELECT 1 FROM screening WHERE boundary_version_uuid = boundary_version.uuid)
ORDER BY position DESC LIMIT 1
"""
_LATEST = "SELECT uuid, content_sha256 FROM screening WHERE boundary_version_uuid = ? ORDER BY rowid DESC LIMIT 1"
_CONFIRM = "UPDATE screening SET confirmed_at = ?, judged_on = ? WHERE uuid = ?"
_COUNTS = """
UPDATE application SET screening_uuid = ?, overlaps = ?, touches = ?, not_checked = ?, red_line_errors = ?, screened_at = ?, data_as_of = ?
WHERE uuid = ?
"""
_CHECKS = "SELECT checks FROM boundary_version WHERE uuid = ?"
_SNAPSHOT = "INSERT OR IGNORE INTO snapshot VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_OLDEST = """
SELECT coalesce(min(fetched_at), '') FROM snapshot
WHERE identifier IN (SELECT snapshot FROM dataset_result WHERE screening_uuid = ?)
"""
_SCREENING = """
SELECT uuid, site, file, judged_on, confirmed_at, engine, checks, unreliable FROM screening
WHERE boundary_version_uuid = ? ORDER BY rowid DESC LIMIT 1
"""
_FINDINGS = """
SELECT listed, dataset, entity_key, entity, reference, name, constraint_key, start_date, end_date, quality, attributes, relation,
  overlap_m2, overlap_percent, depth_m, distance_m, snapshot, overlap, remarks
FROM finding WHERE screening_uuid = ? ORDER BY listed, position
"""
_RESULTS = """
SELECT dataset, name, state, coverage, why, count, snapshot, accuracy_operation, accuracy_metres, accuracy_grid
FROM dataset_result WHERE screening_uuid = ? ORDER BY position
"""

Row = dict[str, Any]


def write_screening(
    act: Act,
    application_uuid: str,
    boundary_version_uuid: str,
    screening: Screening,
    settings: ScreeningSettings | None,
    snapshots: Iterable[Snapshot],
) -> str:
    """Keep a screening of a version and give its uuid; one that says what the last one said only confirms that.

    The counts of the list follow when the version is the current one.
    """
    found = act.connection.execute(_VERSION, (boundary_version_uuid, application_uuid)).fetchone()
    if found is None:
        raise CaseNotThere(f"There is no boundary version {boundary_version_uuid} of case {application_uuid} in the case file.")
    act.connection.executemany(_SNAPSHOT, [_snapshot_row(each) for each in snapshots])
    findings, results = _finding_rows(screening), _result_rows(screening)
    content = _content(screening, findings, results, settings)
    latest = act.connection.execute(_LATEST, (boundary_version_uuid,)).fetchone()
    if latest is not None and latest[1] == content:
        uuid = str(latest[0])
        act.connection.execute(_CONFIRM, (screening.screened_at, screening.judged_on.isoformat(), uuid))
    else:
        uuid = _add(act, (application_uuid, boundary_version_uuid), screening, settings, content, findings, results)
        after = {
            "version": found[1],
            "engine": screening.engine,
            "judged_on": screening.judged_on.isoformat(),
            "findings": len(screening.findings),
            "content": content,
        }
        act.trail.add(application_uuid, f"boundary version {found[1]} screened", "screening", uuid, after=after)
    if found[2]:
        oldest = act.connection.execute(_OLDEST, (uuid,)).fetchone()[0]
        errors = _errors(act, boundary_version_uuid, screening)
        act.connection.execute(_COUNTS, (uuid, *counts(screening), errors, screening.screened_at, oldest, application_uuid))
    return uuid


def _errors(act: Act, boundary_version_uuid: str, screening: Screening) -> int:
    """The errors of a line: those that reading found, and what only the constraint data could tell (a site in another authority)."""
    read = checks_from(act.connection.execute(_CHECKS, (boundary_version_uuid,)).fetchone()[0])
    return sum(check.severity is Severity.ERROR for check in (*read, *screening.checks))


def screened_before(connection: sqlite3.Connection, application_uuid: str) -> ScreenedBefore | None:
    """The newest screening of any line that was in force before; None without one."""
    found = connection.execute(_BEFORE, (application_uuid,)).fetchone()
    screening = None if found is None else screening_of(connection, found[0])
    return None if screening is None else ScreenedBefore(found[1], screening)


def counts(screening: Screening) -> tuple[int, int, int]:
    """Constraints that overlap, constraints that only touch, datasets that could not be checked."""
    relations = screening.by_relation
    return relations[Relation.OVERLAPS], relations[Relation.TOUCHES], screening.unchecked


def screening_of(connection: sqlite3.Connection, boundary_version_uuid: str) -> Screening | None:
    """The latest screening of a version; its ``screened_at`` is when it was last confirmed."""
    found = connection.execute(_SCREENING, (boundary_version_uuid,)).fetchone()
    if found is None:
        return None
    uuid, site, file, judged_on, confirmed_at, engine, checks, unreliable = found
    rows = connection.execute(_FINDINGS, (uuid,)).fetchall()
    overlaps = decoded_all([row[17] for row in rows])
    listed: dict[str, list[Finding]] = {"now": [], "ended": [], "not yet": []}
    for row, overlap in zip(rows, values(overlaps)):
        listed[row[0]].append(_finding(row, overlap))
    return Screening(
        site=site,
        file=file,
        findings=tuple(listed["now"]),
        datasets=tuple(_result(row) for row in connection.execute(_RESULTS, (uuid,)).fetchall()),
        ended=tuple(listed["ended"]),
        not_yet=tuple(listed["not yet"]),
        judged_on=date.fromisoformat(judged_on),
        screened_at=confirmed_at,
        engine=engine,
        checks=checks_from(checks),
        unreliable=unreliable,
    )


def _add(
    act: Act,
    of: tuple[str, str],
    screening: Screening,
    settings: ScreeningSettings | None,
    content: str,
    findings: list[Row],
    results: list[Row],
) -> str:
    uuid = new_uuid()
    row = {
        "uuid": uuid,
        "application_uuid": of[0],
        "boundary_version_uuid": of[1],
        "site": screening.site,
        "file": screening.file,
        "judged_on": screening.judged_on.isoformat(),
        "screened_at": screening.screened_at,
        "confirmed_at": screening.screened_at,
        "engine": screening.engine,
        "tolerance_m": None if settings is None else settings.tolerance,
        "near_m": None if settings is None else settings.near,
        "checks": checks_text(screening.checks),
        "unreliable": screening.unreliable,
        "content_sha256": content,
        "officer_uuid": act.officer_uuid,
    }
    act.connection.execute(statement("screening_add"), storable_values(row))
    shapes = blobs([each.overlap for each in (*screening.findings, *screening.ended, *screening.not_yet)])
    written = [storable_values({**row, "screening_uuid": uuid, "overlap": shape}) for row, shape in zip(findings, shapes)]
    act.connection.executemany(statement("finding_add"), written)
    act.connection.executemany(statement("dataset_result_add"), [storable_values({**row, "screening_uuid": uuid}) for row in results])
    return uuid


def _content(screening: Screening, findings: list[Row], results: list[Row], settings: ScreeningSettings | None) -> str:
    """A digest of what is said: not of the moment, and not of figures beyond what counts as equal (1 mm2)."""
    said = [
        [round(value, 6) if isinstance(value, float) else value for name, value in row.items() if name != "entity_key"] for row in findings
    ]
    distances = None if settings is None else [settings.tolerance, settings.near]
    checks = checks_text(screening.checks)
    return sha256(canonical([screening.engine, distances, checks, screening.unreliable, said, [list(row.values()) for row in results]]))


def _finding_rows(screening: Screening) -> list[Row]:
    groups = (("now", screening.findings), ("ended", screening.ended), ("not yet", screening.not_yet))
    return [_finding_row(listed, position, finding) for listed, group in groups for position, finding in enumerate(group)]


def _finding_row(listed: str, position: int, finding: Finding) -> Row:
    entity = finding.entity
    return {
        "listed": listed,
        "position": position,
        "dataset": entity.dataset,
        "entity_key": entity.key,
        "entity": entity.number,
        "reference": entity.reference,
        "name": entity.name,
        "constraint_key": entity.constraint,
        "start_date": _day(entity.start_date),
        "end_date": _day(entity.end_date),
        "quality": entity.quality,
        "attributes": canonical(dict(entity.attributes)),
        "relation": finding.relation.value,
        "overlap_m2": float(finding.overlap_m2),
        "overlap_percent": float(finding.overlap_percent),
        "depth_m": None if finding.depth_m is None else float(finding.depth_m),
        "distance_m": float(finding.distance_m),
        "snapshot": finding.snapshot,
        "remarks": canonical(list(finding.remarks)),
    }


def _finding(row: tuple[Any, ...], overlap: Any) -> Finding:
    _, dataset, key, number, reference, name, constraint, start, end, quality, attributes, relation = row[:12]
    attributed: Mapping[str, str] = parsed(attributes)
    entity = Entity(key, dataset, number, reference, name, constraint, _date(start), _date(end), quality, attributed)
    overlap_m2, overlap_percent, depth_m, distance_m, snapshot, _, remarks = row[12:]
    return Finding(entity, Relation(relation), overlap_m2, overlap_percent, depth_m, distance_m, snapshot, overlap, tuple(parsed(remarks)))


def _result_rows(screening: Screening) -> list[Row]:
    return [
        {
            "position": position,
            "dataset": result.dataset,
            "name": result.name,
            "state": result.state.value,
            "coverage": result.coverage.value,
            "why": result.why,
            "count": result.count,
            "snapshot": result.snapshot,
            "accuracy_operation": None if result.accuracy is None else result.accuracy.operation,
            "accuracy_metres": None if result.accuracy is None else result.accuracy.metres,
            "accuracy_grid": None if result.accuracy is None else result.accuracy.grid,
        }
        for position, result in enumerate(screening.datasets)
    ]


def _result(row: tuple[Any, ...]) -> DatasetResult:
    dataset, name, state, coverage, why, count, snapshot, operation, metres, grid = row
    accuracy = None if operation is None else Accuracy(operation, metres, grid)
    return DatasetResult(dataset, name, DatasetState(state), Coverage(coverage), why, count, snapshot, accuracy)


def _snapshot_row(snapshot: Snapshot) -> tuple[object, ...]:
    texts = (snapshot.identifier, snapshot.dataset, snapshot.source, snapshot.fetched_at)
    return (*texts, snapshot.count, snapshot.coverage.value, snapshot.sha256, snapshot.licence, snapshot.attribution)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
