"""What the window says of a check: what the data tells, what was said, by whom, of which line, and whether the back office has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..boundary.plain_values import as_text
from ..domain.boundary_version import BoundaryVersion
from ..domain.case import Case
from ..domain.casework.boundary_check import BoundaryCheck
from ..domain.casework.constraints_check import ConstraintsCheck
from ..domain.casework.kept_record import KeptRecord
from ..domain.check import Severity
from ..domain.held_record import HeldRecord
from ..domain.moments import day_of
from ..domain.plain_days import plain_day
from ..domain.plain_figures import area_words, counted
from ..rules.recommending import open_constraints, unchecked_datasets

_BOUNDARY, _CONSTRAINTS = "boundary_check", "constraints_check"


def line_words(case: Case) -> str:
    """The red line in force, and what its checks say."""
    version = case.boundary
    if version is None or version.boundary is None:
        return "The case has no red line in force that could be checked."
    faults = [check.message for check in version.reading.checks if check.severity is not Severity.INFORMATION]
    said = " ".join(faults) if faults else "Its own checks find nothing wrong."
    return f"Version {version.number}, {area_words(version.boundary.area_m2)}. {said}"


def constraints_words(case: Case) -> str:
    """How many constraints wait for an answer."""
    if case.screening is None:
        return "The constraints were not looked for round the red line in force. Screen it first."
    unanswered, changed = open_constraints(case, case.screening)
    wait = "waits" if len(unanswered) == 1 else "wait"
    waits = f"{counted(len(unanswered), 'constraint')} still {wait} for an answer: {'; '.join(unanswered)}."
    again = f" Look again, since the line was changed: {'; '.join(changed)}." if changed else ""
    unchecked = unchecked_datasets(case, case.screening)
    blind = f" Not checked, and not said where it was checked instead: {'; '.join(unchecked)}." if unchecked else ""
    return f"{waits if unanswered else 'Every constraint that meets the site is answered.'}{again}{blind}"


def said_words(case: Case, held: Iterable[HeldRecord], kind: type[BoundaryCheck | ConstraintsCheck]) -> str:
    """What was said last, here and in the back office; "" while nobody has said anything."""
    kept = next((each for each in case.casework if isinstance(each.record, kind)), None)
    name = _BOUNDARY if kind is BoundaryCheck else _CONSTRAINTS
    mine = _mine(kept, case.boundary) if kept is not None else ""
    waits = next((each for each in case.outbox if each.record_kind == name), None)
    if waits is not None:
        return f"{mine} Not in the back office yet{f': {waits.last_answer}' if waits.last_answer else '.'}"
    theirs = next((each.content for each in held if each.kind == name), None)
    return f"{mine} {_theirs(theirs)}".strip()


def _mine(kept: KeptRecord, version: BoundaryVersion | None) -> str:
    record = kept.record
    what = "All are checked"
    if isinstance(record, BoundaryCheck):
        what = "The red line is right" if record.right else "The red line is not right"
    day = day_of(kept.changed_at)
    on = f", {plain_day(day)}" if day is not None else ""
    said = f"{what}: {kept.officer}{on}."
    if isinstance(record, (BoundaryCheck, ConstraintsCheck)) and version is not None and record.version_uuid != version.uuid:
        return f"{said} That was over version {record.version}; version {version.number} is in force: look again."
    return said


def _theirs(content: Mapping[str, Any] | None) -> str:
    if content is None or not content.get("checked_at"):
        return ""
    by, day = as_text(content.get("checked_by")), day_of(as_text(content.get("checked_at")))
    right = content.get("valid_red_line_boundary")
    what = "checked" if right is None else "right" if right else "not right"
    return f"The back office has: {what}{f', {by}' if by else ''}{f', {plain_day(day)}' if day is not None else ''}."
