"""Where the back office and an officer have both changed a piece of casework: what can stand stands, the rest is a conflict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...boundary.plain_values import as_text
from ...domain.casework.kept_record import CaseworkRecord, KeptRecord
from ...domain.held_record import HeldRecord
from ...domain.three_way import Comparison, Meeting, compare
from ..casework.casework import adopt_casework
from ..casework.casework_rows import casework_of
from ..casework.casework_sides import compare_sides, is_piece, record_with, values_here, values_there
from ..casework.casework_trail import tell_sides
from ..casework.held_records import held_records
from ..trail.act import Act
from .conflicts import note_comparison, open_fields
from .told_in_conflict import ToldInConflict, forget_told, keep_told, told_in_conflict

IN_CONFLICT = "in conflict with the back office"


def note_piece_conflict(act: Act, application_uuid: str, told: ToldInConflict, comparison: Comparison, outbox_uuid: str = "") -> int:
    """Keep a conflict, or that there is none any more; gives the entry of the trail, 0 where nothing is new."""
    if not comparison.meeting.is_conflict:
        end_piece_conflict(act, application_uuid, told.record)
        return 0
    keep_told(act, application_uuid, told)
    if not note_comparison(act, application_uuid, told.record, comparison, outbox_uuid):
        return 0
    theirs = {each.field: each.theirs for each in comparison.conflicts}
    return tell_sides(act, application_uuid, IN_CONFLICT, told.record, {}, theirs if told.content is not None else {})


def end_piece_conflict(act: Act, application_uuid: str, record: tuple[str, str]) -> None:
    """A record is in conflict no more: the sides agree, or one took its change back."""
    note_comparison(act, application_uuid, record, compare(None, None, None))
    forget_told(act, application_uuid, record)


def take_merged(act: Act, application_uuid: str, mine: KeptRecord, there: HeldRecord, comparison: Comparison) -> int:
    """Let a piece say what either side alone has changed; gives the entry of the trail."""
    record = record_with(there.kind, mine.record, there.content, comparison.merged or {})
    _, sequence = adopt_casework(act, application_uuid, record, who_wrote(there.content), mine.uuid)
    return sequence


def who_wrote(content: Mapping[str, Any]) -> str:
    """Who wrote a record in the back office, "" where it does not say."""
    return as_text(content.get("updated_by")) or as_text(content.get("reviewer")) or as_text(content.get("assessor"))


def compare_again(act: Act, application_uuid: str) -> None:
    """Compare every piece of casework in conflict with what is here by now: it may have been written further."""
    held = {(each.kind, each.record_uuid): each for each in held_records(act.connection, application_uuid) if each.record_uuid}
    mine = {each.uuid: each.record for each in casework_of(act.connection, application_uuid)}
    for told in told_in_conflict(act.connection, application_uuid).values():
        comparison = compared(told, held.get(told.record), mine.get(told.record[1]))
        if comparison is not None:
            note_piece_conflict(act, application_uuid, told, comparison)
        elif not open_fields(act.connection, application_uuid, told.record):
            # The act that it was about is over
            forget_told(act, application_uuid, told.record)


def compared(told: ToldInConflict, held: HeldRecord | None, mine: CaseworkRecord | None) -> Comparison | None:
    """The three sides of a piece of casework in conflict; None for another kind of record."""
    kind = told.record[0]
    if not is_piece(kind):
        return None
    base = values_there(kind, held.content) if held is not None else None
    return compare_sides(kind, base, values_here(mine), values_there(kind, told.content))


def replaces(meeting: Meeting) -> bool:
    """Whether what waits to be sent of a record has to be said anew: it has words of the back office's in it now."""
    return meeting in (Meeting.THEIRS_ONLY, Meeting.MERGES)
