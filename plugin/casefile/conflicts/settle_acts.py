"""Settling an act that waits, and that would go over what the back office has by now: it is done all the same, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...domain.conflict import Settling, Side
from ...domain.held_record import HeldRecord
from ...domain.identity import Identity
from ...domain.outbox_entry import OutboxEntry, OutboxState
from ...domain.outbox_verbs import ASK, CANCEL, CHANGE
from ...rules.rules import Rules
from ..casework.held_records import forget, keep_held
from ..errors import CaseFileError
from ..outbox.outbox import move, outbox_of, put_in_outbox
from ..requests.asking import ask_with_version
from ..requests.red_line_requests import requests_made
from ..requests.taking_back import TOLD_REQUEST, seen_of
from ..trail.act import Act
from .settle_pieces import ON_THE_WAY, SETTLED
from .told_in_conflict import ToldInConflict


def settle_act(act: Act, identity: Identity, application_uuid: str, told: ToldInConflict | None, settling: Settling) -> None:
    """Do the act all the same where every word is mine, on what the back office has now; else take it back.

    ``told`` is None for a request over another red line: it is made anew over the line in force. NotAsked where that can't be, and
    CaseFileError while the act may have arrived.
    """
    record = settling.conflicts[0].record
    waiting = [each for each in outbox_of(act.connection, application_uuid) if (each.record_kind, each.record_uuid) == record]
    if any(each.may_have_arrived for each in waiting):
        raise CaseFileError(ON_THE_WAY)
    all_mine = all(settling.choice(each).side is Side.MINE for each in settling.conflicts)
    by_field = all(each.verb == CHANGE for each in waiting) and any(
        settling.choice(each).side is not Side.THEIRS for each in settling.conflicts
    )
    goes_on = all_mine or by_field
    for each in waiting:
        if goes_on and each.verb == ASK:
            _ask_anew(act, identity, application_uuid, each)
            continue
        move(act, each.uuid, OutboxState.WITHDRAWN, SETTLED if goes_on else f"left as the back office has it by {act.officer_name}")
        if goes_on:
            put_in_outbox(act, application_uuid, record, each.verb, {**each.payload, **_settled(each, told, settling)})
    if told is not None and told.content is None:
        forget(act, application_uuid, told.kind, told.number)
    elif told is not None and told.content is not None and told.kind != TOLD_REQUEST:
        keep_held(act, application_uuid, HeldRecord(told.kind, told.number, told.content, ""))


def _ask_anew(act: Act, identity: Identity, application_uuid: str, waiting: OutboxEntry) -> None:
    request = next(each for each in requests_made(act.connection, application_uuid) if each.uuid == waiting.record_uuid)
    geojson = waiting.payload["new_geojson"]
    ask_with_version(act, identity, application_uuid, request.version_uuid, request.grounds, geojson, Rules(act.on), waiting.record_uuid)


def _settled(waiting: OutboxEntry, told: ToldInConflict | None, settling: Settling) -> Mapping[str, Any]:
    """What the officer has seen by now of what the act is about, and for words that were chosen one by one the words."""
    if told is None:
        return {}
    content = told.content or {}
    if waiting.verb == CANCEL:
        return {"seen": seen_of(str(content.get("state", "")), content.get("approved"))}
    if waiting.verb != CHANGE:
        return {"seen": dict(content)}
    chosen = {each.field: settling.choice(each).of(each) for each in settling.conflicts}
    return {"seen": dict(content), "data": {**waiting.payload["data"], **chosen}} if "state" not in chosen else {}
