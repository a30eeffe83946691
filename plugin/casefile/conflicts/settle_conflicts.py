"""Settling conflicts: an officer's word on every field, in one act with the trail and with what is to be sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...domain.conflict import Conflict, Settling, by_record
from ...domain.identity import Identity
from ..casework.casework_sides import is_piece
from ..casework.casework_trail import tell_sides
from ..errors import CaseFileError, ConflictMoved
from ..lines.lines_in_force import BOUNDARY
from ..pulled.record_kinds import RECORD_KINDS
from ..trail.act import Act
from .compared_pieces import compare_again
from .conflicts import open_conflicts, settle
from .overtaken_acts import note_line_conflicts
from .settle_acts import settle_act
from .settle_fields import settle_fields
from .settle_pieces import settle_piece
from .told_in_conflict import forget_told, told_in_conflict

CONFLICT_SETTLED = "conflict settled"
_MOVED = "This was changed again while you compared it: nothing was settled. Look at it as it is now, then settle it."
#: What is in conflict by its own values; the others are pieces of casework, or acts that wait.
_RECORDS = frozenset({"application", BOUNDARY, *(kind.name for kind in RECORD_KINDS)})
_PERSONAL = {kind.name: kind.personal for kind in RECORD_KINDS}


def compare_conflicts(act: Act, application_uuid: str) -> None:
    """Compare everything in conflict in a case again with what is here by now."""
    compare_again(act, application_uuid)
    note_line_conflicts(act, application_uuid)


def settle_conflicts(act: Act, identity: Identity, application_uuid: str, settlings: Sequence[Settling]) -> None:
    """Settle records whole, each by the choices for its fields.

    ConflictMoved where either side is not as the officer saw it; CaseFileError where a field has no word, or what was chosen can't be kept.
    Nothing is settled then.
    """
    compare_conflicts(act, application_uuid)
    standing = by_record(open_conflicts(act.connection, application_uuid))
    told = told_in_conflict(act.connection, application_uuid)
    for settling in settlings:
        record = settling.conflicts[0].record
        if _seen(standing.get(record, ())) != _seen(settling.conflicts):
            raise ConflictMoved(_MOVED)
        if settling.undecided:
            raise CaseFileError(f"Choose for every field: nothing was said of {', '.join(settling.undecided)} yet.")
        _tell(act, application_uuid, settling)
        for each in settling.conflicts:
            settle(act, application_uuid, record, each.field, settling.choice(each).side.value)
        if record[0] in _RECORDS:
            settle_fields(act, application_uuid, settling)
        elif is_piece(record[0]):
            settle_piece(act, application_uuid, told[record], settling)
        else:
            settle_act(act, identity, application_uuid, told.get(record), settling)
        forget_told(act, application_uuid, record)


def _seen(conflicts: Sequence[Conflict]) -> list[tuple[Any, ...]]:
    return sorted((each.field, each.kind.value, repr(each.base), repr(each.mine), repr(each.theirs)) for each in conflicts)


def _tell(act: Act, application_uuid: str, settling: Settling) -> None:
    for each in settling.conflicts:
        choice = settling.choice(each)
        before, after = {"base": each.base, "mine": each.mine, "theirs": each.theirs}, {"value": choice.of(each)}
        if each.field in _PERSONAL.get(each.record_kind, frozenset()):
            before, after = ({name: act.trail.digest(application_uuid, value) for name, value in side.items()} for side in (before, after))
        sides = ({"field": each.field, **before}, {"choice": choice.side.value, **after})
        tell_sides(act, application_uuid, CONFLICT_SETTLED, each.record, *sides)
