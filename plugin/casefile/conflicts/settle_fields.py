"""Settling what an edit here and the back office have both changed of an application itself, of its line, or of a record that it lists."""

from __future__ import annotations

from ...boundary.same_line import same_line_by
from ...domain.conflict import ConflictKind, Settling, Side
from ...domain.outbox_entry import OutboxEntry, OutboxState
from ...rules.rules import Rules
from ..errors import CaseFileError
from ..file.json_text import canonical, parsed
from ..lines.lines_in_force import BOUNDARY, put_in_force, red_lines, wkt_of
from ..outbox.outbox import move, outbox_of
from ..pulled.application_fields import values_of
from ..pulled.base_values import keep_base
from ..pulled.take_in import write_application
from ..trail.act import Act
from ..whole_case import application_row
from .settle_pieces import ON_THE_WAY, SETTLED

_APPLICATION = "application"


def settle_fields(act: Act, application_uuid: str, settling: Settling) -> None:
    """Write what was chosen; from now on the back office's own values are what is known.

    An act that waits stays where any of it is mine, and is taken back else. CaseFileError while it may have arrived.
    """
    kind, uuid = settling.conflicts[0].record
    gone = any(each.kind is ConflictKind.EDIT_DELETE for each in settling.conflicts)
    quarrels = [each for each in settling.conflicts if each.kind is not ConflictKind.THEIRS_ONLY]
    none_mine = all(settling.choice(each).side is Side.THEIRS for each in quarrels)
    waiting = _waiting(act, application_uuid, kind, uuid, whole=gone and kind == _APPLICATION)
    if any(each.may_have_arrived for each in waiting):
        raise CaseFileError(ON_THE_WAY)
    if not gone and kind == _APPLICATION:
        row = application_row(act.connection, application_uuid)
        chosen = {each.field: settling.choice(each).of(each) for each in settling.conflicts}
        write_application(act, row, {**values_of(row), **chosen}, list(parsed(row["previous_references"])))
    elif not gone and kind == BOUNDARY:
        _settle_line(act, application_uuid, str(quarrels[0].theirs or ""), in_force=none_mine)
    if not gone and kind != BOUNDARY and (kind == _APPLICATION or not none_mine):
        keep_base(act.connection, kind, uuid, {each.field: canonical(each.theirs) for each in settling.conflicts})
    for each in waiting if none_mine else ():
        move(act, each.uuid, OutboxState.WITHDRAWN, SETTLED)


def _waiting(act: Act, application_uuid: str, kind: str, uuid: str, *, whole: bool) -> list[OutboxEntry]:
    """What waits on the record; on the whole case where that is gone. Acts on a line are about its versions."""
    waiting = outbox_of(act.connection, application_uuid)
    return [each for each in waiting if whole or (each.record_kind == kind and (kind == BOUNDARY or each.record_uuid == uuid))]


def _settle_line(act: Act, application_uuid: str, theirs: str, *, in_force: bool) -> None:
    """The version that the back office shows is known by now; it is in force where it was chosen."""
    same = same_line_by(Rules(act.on))
    line = next((each for each in reversed(red_lines(act.connection, application_uuid).values()) if same(wkt_of(each), theirs)), None)
    if line is None:
        raise CaseFileError("The line that the back office shows is not here yet. Read the case again, then settle it.")
    shown = {BOUNDARY: canonical(line.content), "version": canonical(line.uuid), "since": canonical(act.at)}
    keep_base(act.connection, BOUNDARY, application_uuid, shown)
    if in_force:
        put_in_force(act, application_uuid, line.uuid, line.errors)
