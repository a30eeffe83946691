"""The GIS team deals with a report of a wrong constraint, and the officer who made it sees what came of it."""

from __future__ import annotations

from dataclasses import replace

from ...domain.casework.wrong_constraint import ReportState, WrongConstraint
from ..errors import CaseFileError
from ..trail.act import Act, note_change
from .casework import change_casework
from .casework_rows import casework_of

_TAKEN_BACK = "The report was taken back meanwhile, so there is nothing to deal with."


def deal_with_report(act: Act, application_uuid: str, uuid: str, state: ReportState, word: str, seen: int) -> None:
    """Say what became of a report, in a word; back to WAITS takes that back. The case shows as changed.

    ``seen`` is the revision that was seen. CaseFileError without a word, and where another window has changed the report since.
    """
    kept = next((each for each in casework_of(act.connection, application_uuid) if each.uuid == uuid), None)
    if kept is None or not isinstance(kept.record, WrongConstraint):
        raise CaseFileError(_TAKEN_BACK)
    by, at = kept.record.reported_by or kept.officer, kept.record.reported_at or kept.changed_at
    dealt = replace(kept.record, state=state, word=word.strip(), reported_by=by, reported_at=at)
    if dealt.lacking:
        raise CaseFileError(dealt.lacking)
    entry = change_casework(act, application_uuid, dealt, uuid, seen, "report of a wrong constraint dealt with")
    note_change(act, application_uuid, ("wrong_constraint",), entry)
