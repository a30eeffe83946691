"""An act that waits, and what the back office has by now of what it was about: where doing it would go over that, an officer decides."""

from __future__ import annotations

from ...boundary.same_line import same_line_by
from ...domain.outbox_entry import OutboxEntry
from ...domain.outbox_verbs import ASK
from ...domain.three_way import Comparison, Values, clash
from ...rules.rules import Rules
from ..lines.lines_in_force import BOUNDARY, red_lines, wkt_of
from ..outbox.outbox import entry, outbox_of
from ..requests.red_line_requests import RED_LINE_REQUEST, requests_made
from ..trail.act import Act
from ..whole_case import application_row
from .compared_pieces import IN_CONFLICT, note_piece_conflict
from .conflicts import note_comparison
from .told_in_conflict import ToldInConflict

_LINE_CHANGED = "The red line in force is another one than this was drawn over. Compare the two, then settle it under Conflicts."


def note_act_conflict(act: Act, outbox_uuid: str, told: ToldInConflict, base: Values, mine: Values, theirs: Values) -> None:
    """Keep that an act can't be done as it stands; ``told`` is what the back office has, the sides are what differs, by field."""
    done = entry(act.connection, outbox_uuid)
    note_piece_conflict(act, done.application_uuid, told, clash(base, mine, theirs), outbox_uuid)


def note_line_conflicts(act: Act, application_uuid: str) -> bool:
    """Requests for a red line that wait, and were drawn over a line that is in force no more; whether there is any.

    Lines count as one within 2 cm. One that may have arrived is left alone: its own key tells what became of it.
    """
    waiting = [each for each in outbox_of(act.connection, application_uuid) if each.verb == ASK and not each.may_have_arrived]
    if not waiting:
        return False
    lines = red_lines(act.connection, application_uuid)
    current = str(application_row(act.connection, application_uuid)["boundary_uuid"])
    made = {each.uuid: each for each in requests_made(act.connection, application_uuid)}
    found = False
    for each in waiting:
        request = made[each.record_uuid]
        comparison = _lines(act, *(wkt_of(lines.get(name)) for name in (request.over_uuid, request.version_uuid, current)))
        found = _note_line(act, each, comparison) or found
    return found


def _note_line(act: Act, waiting: OutboxEntry, comparison: Comparison) -> bool:
    record = (RED_LINE_REQUEST, waiting.record_uuid)
    if note_comparison(act, waiting.application_uuid, record, comparison, waiting.uuid):
        act.trail.add(waiting.application_uuid, IN_CONFLICT, *record, {}, {"why": _LINE_CHANGED})
    return comparison.meeting.is_conflict


def _lines(act: Act, over: str, proposed: str, current: str) -> Comparison:
    same = same_line_by(Rules(act.on))
    if same(over, current):
        current = proposed
    return clash({BOUNDARY: over}, {BOUNDARY: proposed}, {BOUNDARY: current}, {BOUNDARY: same})
