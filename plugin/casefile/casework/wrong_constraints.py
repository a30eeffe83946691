"""Reports of wrong constraints for those who look after the data: as a table and as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...domain.casework.wrong_constraint import WrongConstraint
from ...domain.safe_cell import safe_cell
from ..errors import CaseFileError
from .casework_rows import CaseworkOfCase

_COLUMNS = (
    "report",
    "application",
    "dataset",
    "entity",
    "reference",
    "name",
    "fault",
    "evidence",
    "officer",
    "reported_at",
    "snapshot",
    "boundary_version",
    "easting",
    "northing",
    "state",
    "answer",
    "dealt_with_by",
    "dealt_with_at",
)


@dataclass(frozen=True)
class Report:
    """A report with its case.

    ``officer`` made it at ``reported_at``; ``dealt_by`` of the GIS team dealt with it at ``dealt_at``, both "" while it waits. Moments are
    ISO 8601 in UTC. ``revision`` is the one that was seen. ``source`` is the file that it was read from, "" for one of this case file.
    """

    uuid: str
    application_uuid: str
    application: str
    record: WrongConstraint
    officer: str
    reported_at: str
    dealt_by: str
    dealt_at: str
    revision: int
    source: str = ""


def reports_of(pieces: Iterable[CaseworkOfCase]) -> list[Report]:
    """The reports among pieces of casework: those that wait first, then those that were dealt with last."""
    found = [_report(each, each.kept.record) for each in pieces if isinstance(each.kept.record, WrongConstraint)]
    waiting = [each for each in found if each.record.waits]
    return [*waiting, *sorted((each for each in found if not each.record.waits), key=lambda each: each.dealt_at, reverse=True)]


def _report(each: CaseworkOfCase, record: WrongConstraint) -> Report:
    kept = each.kept
    by, at = record.reported_by or kept.officer, record.reported_at or kept.changed_at
    dealt = ("", "") if record.waits else (kept.officer, kept.changed_at)
    return Report(kept.uuid, each.application_uuid, each.reference, record, by, at, *dealt, kept.revision)


def rows_of(reports: Iterable[CaseworkOfCase]) -> list[dict[str, Any]]:
    """One row a report; places in EPSG:27700, moments in UTC."""
    rows = []
    for each in reports_of(reports):
        record = each.record
        told = (record.dataset, record.number, record.reference, record.name, record.fault.value, record.evidence)
        found = (record.snapshot, record.version, record.easting, record.northing)
        became = (record.state.value, record.word, each.dealt_by, each.dealt_at)
        rows.append(dict(zip(_COLUMNS, (each.uuid, each.application, *told, each.officer, each.reported_at, *found, *became))))
    return rows


def write_reports(reports: Iterable[CaseworkOfCase], path: Path) -> int:
    """Write reports into a file, JSON where its name ends so, else CSV; gives how many. CaseFileError where it can't be written."""
    rows = rows_of(reports)
    text = json.dumps(rows, indent=1, ensure_ascii=False) if path.suffix.lower() == ".json" else _table(rows)
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise CaseFileError(f"The reports could not be written to {path}: {error.strerror or error}. Choose another folder.") from error
    return len(rows)


def _table(rows: list[dict[str, Any]]) -> str:
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, _COLUMNS)
    table.writeheader()
    table.writerows({name: safe_cell(value) for name, value in row.items()} for row in rows)
    return text.getvalue()
