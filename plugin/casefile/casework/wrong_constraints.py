"""Reports of wrong constraints for those who look after the data: as a table and as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
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
)


def rows_of(reports: Iterable[CaseworkOfCase]) -> list[dict[str, Any]]:
    """One row a report; places in EPSG:27700, moments in UTC."""
    rows = []
    for each in reports:
        record = each.kept.record
        if isinstance(record, WrongConstraint):
            told = (record.dataset, record.number, record.reference, record.name, record.fault.value, record.evidence)
            found = (record.snapshot, record.version, record.easting, record.northing)
            rows.append(dict(zip(_COLUMNS, (each.kept.uuid, each.reference, *told, each.kept.officer, each.kept.changed_at, *found))))
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
