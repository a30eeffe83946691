"""What the Cases and Case panels say of a case; plain text, no markup, no Qt."""

from __future__ import annotations

from datetime import datetime

from ...domain.case import CaseRow
from ...domain.moments import moment_in_england
from ...reports.wording import recent_words

_FIELDS = {
    "new": "new",
    "documents": "documents",
    "validation_requests": "requests to the applicant",
    "representations": "representations",
    "boundary": "red line",
    "site": "red line",
    "expiry_date": "expiry date",
    "target_date": "target date",
    "valid_on": "validity",
    "consultation_end": "consultation",
    "shown_constraints": "constraints shown",
    "wrong_constraint": "what became of your report of a wrong constraint",
    "type_code": "type",
    "type_description": "type",
}


def changed_words(row: CaseRow) -> str:
    """What is new since the officer last looked, "" where nothing is."""
    if not row.changed:
        return ""
    if "new" in row.changed_fields:
        return "new since you last looked"
    names = dict.fromkeys(_FIELDS.get(field, field.replace("_", " ")) for field in row.changed_fields)
    return f"changed since you last looked: {', '.join(names)}" if names else "changed since you last looked"


def waiting_words(row: CaseRow) -> str:
    """What of a case waits for the back office, "" where nothing does."""
    if row.conflicts:
        return "conflict to settle"
    return f"waiting to send ({row.waiting})" if row.waiting else ""


def count_sentence(row: CaseRow) -> str:
    """The counts in words."""
    errors = f"{row.red_line_errors} red-line {'error' if row.red_line_errors == 1 else 'errors'}"
    if row.overlaps is None or row.touches is None or row.not_checked is None:
        return f"{errors}, {_unscreened(row)}"
    overlaps = f"{row.overlaps} {'constraint overlaps' if row.overlaps == 1 else 'constraints overlap'}"
    return f"{errors}, {overlaps}, {row.touches} {'touches' if row.touches == 1 else 'touch'}, {_datasets(row.not_checked)} not checked"


def age_words(row: CaseRow, now: datetime) -> str:
    """How old what is shown is: from the back office, and the constraint data."""
    parts = [f"Back office {recent_words(row.seen_at, now)}" if row.seen_at else "Back office: never"]
    when = moment_in_england(row.data_as_of)
    if when is not None:
        parts.append(f"constraints of {when.day} {when:%b} {when.year}")
    parts.append(f"screened {recent_words(row.screened_at, now).replace('today ', '')}" if row.screened_at else _unscreened(row))
    return "; ".join(parts)


def _datasets(count: int) -> str:
    return f"{count} {'dataset' if count == 1 else 'datasets'}"


def _unscreened(row: CaseRow) -> str:
    """Law 3: what can't be checked is not the same as what waits for its turn."""
    return "not checked: the red line can't be used" if row.red_line_errors else "not screened yet"
