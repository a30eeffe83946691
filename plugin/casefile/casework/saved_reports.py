"""Reading back what an officer has saved of reports of wrong constraints: so they reach the GIS team from another computer."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...domain.casework.wrong_constraint import Fault, ReportState, WrongConstraint
from ...domain.safe_cell import unsafe_cell
from ..errors import CaseFileError
from .wrong_constraints import Report


def read_reports(path: Path) -> list[Report]:
    """The reports of a file that ``write_reports`` wrote, JSON where its name ends so, else CSV.

    CaseFileError where the file can't be read, or is none of those.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        is_json = path.suffix.lower() == ".json"
        rows = json.loads(text) if is_json else [_plain(row) for row in csv.DictReader(io.StringIO(text, newline=""))]
        return [_report(row, path.name) for row in rows]
    except OSError as error:
        raise CaseFileError(f"{path.name} can't be read: {error.strerror or error}.") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, csv.Error) as error:
        raise CaseFileError(f"{path.name} holds no reports as an officer saves them under “Save all reports…”. Choose another.") from error


def _plain(row: Mapping[str, str]) -> dict[str, str]:
    return {name: unsafe_cell(value) for name, value in row.items()}


def _report(row: Mapping[str, Any], source: str) -> Report:
    record = WrongConstraint(
        str(row["dataset"]),
        int(row["entity"]),
        str(row["reference"]),
        str(row["name"]),
        Fault(row["fault"]),
        str(row["evidence"]),
        str(row["snapshot"]),
        int(row["boundary_version"]),
        _metres(row["easting"]),
        _metres(row["northing"]),
        # Files of an older Redline do not say what became of it
        ReportState(row.get("state") or ReportState.WAITS),
        str(row.get("answer") or ""),
    )
    who = (str(row["officer"]), str(row["reported_at"]), str(row.get("dealt_with_by") or ""), str(row.get("dealt_with_at") or ""))
    return Report(str(row["report"]), "", str(row["application"]), record, *who, 0, source)


def _metres(told: Any) -> float | None:
    return None if told in (None, "") else float(told)
