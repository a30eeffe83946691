"""Settling a piece of casework that an officer and the back office have both changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...domain.casework.kept_record import CaseworkRecord, KeptRecord
from ...domain.casework.recommendation import Recommendation, RecommendationState
from ...domain.conflict import ConflictKind, Settling, Side
from ...domain.held_record import HeldRecord
from ...domain.outbox_entry import OutboxState
from ..casework.casework import adopt_casework, drop_casework, keep_casework, revive_casework
from ..casework.casework_rows import casework_of
from ..casework.casework_sides import RECOMMENDATION, WORDS, record_with, values_here, values_there
from ..casework.held_records import forget, keep_held
from ..casework.sending_casework import send_anew
from ..casework.told_recommendation import told_recommendation
from ..errors import CaseFileError
from ..outbox.outbox import move, outbox_of, put_in_outbox
from ..trail.act import Act
from .compared_pieces import who_wrote
from .told_in_conflict import ToldInConflict

SETTLED = "settled with what the back office has"
ON_THE_WAY = "An act on this may have reached the back office: it is sent again first. Settle it once that is known."


def settle_piece(act: Act, application_uuid: str, told: ToldInConflict, settling: Settling) -> None:
    """Let a piece say what was chosen, on what the back office has now; what differs from that is queued to be sent.

    CaseFileError where what was chosen lacks something, or while an act on it may have arrived.
    """
    waiting = [each for each in outbox_of(act.connection, application_uuid) if each.record_uuid == told.record[1]]
    if any(each.may_have_arrived for each in waiting):
        raise CaseFileError(ON_THE_WAY)
    mine = next((each for each in casework_of(act.connection, application_uuid) if each.uuid == told.record[1]), None)
    if told.kind == RECOMMENDATION:
        _settle_recommendation(act, application_uuid, told, settling, mine)
        return
    whole = next((each for each in settling.conflicts if each.kind is ConflictKind.EDIT_DELETE), None)
    if whole is not None:
        name = _settle_deletion(act, application_uuid, told, mine, keep=settling.choice(whole).side is Side.MINE)
    else:
        name = _settle_fields(
            act, application_uuid, told, mine, {each.field: settling.choice(each).of(each) for each in settling.conflicts}
        )
    for each in waiting:
        # Queued anew below, where anything is to be sent at all
        move(act, each.uuid, OutboxState.WITHDRAWN, SETTLED)
    if name:
        send_anew(act, application_uuid, (told.kind, name))


def _settle_fields(act: Act, application_uuid: str, told: ToldInConflict, mine: KeptRecord | None, chosen: Mapping[str, Any]) -> str:
    record = record_with(told.kind, mine.record if mine is not None else None, told.content, chosen)
    name = _write(act, application_uuid, told, mine, record)
    _hold(act, application_uuid, told, name)
    return name


def _settle_deletion(act: Act, application_uuid: str, told: ToldInConflict, mine: KeptRecord | None, *, keep: bool) -> str:
    """One side has it no more: ``keep`` is to go on with what was done here, be it the edit or the deletion.

    Gives what is to be sent, "" for nothing.
    """
    if told.content is None:
        forget(act, application_uuid, told.kind, told.number)
        if mine is not None and not keep:
            drop_casework(act, application_uuid, mine.uuid)
        return told.record[1] if keep else ""
    there = values_there(told.kind, told.content)
    if keep or there is None:
        _hold(act, application_uuid, told, told.record[1])
        return told.record[1]
    revive_casework(act, application_uuid, told.record[1])
    adopt_casework(act, application_uuid, record_with(told.kind, None, told.content, there), who_wrote(told.content), told.record[1])
    _hold(act, application_uuid, told, told.record[1])
    return ""


def _write(act: Act, application_uuid: str, told: ToldInConflict, mine: KeptRecord | None, record: CaseworkRecord) -> str:
    """As the officer's own words where any are in it, else under the name of who wrote them there."""
    content = told.content or {}
    if values_here(record) == values_there(told.kind, content):
        name, _ = adopt_casework(act, application_uuid, record, who_wrote(content), mine.uuid if mine is not None else "")
        return name
    name, revision = (mine.uuid, mine.revision) if mine is not None else ("", 0)
    return keep_casework(act, application_uuid, record, name, revision, settling=True)


def _hold(act: Act, application_uuid: str, told: ToldInConflict, name: str) -> None:
    """From now on what the back office has is known: what is sent goes on it."""
    keep_held(act, application_uuid, HeldRecord(told.kind, told.number, told.content or {}, name))


def _settle_recommendation(act: Act, application_uuid: str, told: ToldInConflict, settling: Settling, mine: KeptRecord | None) -> None:
    """All mine: what waits is sent on what is there. Anything else: nothing is submitted or reviewed by it; what was chosen is a draft, or
    follows the back office where it says the same.
    """
    content = told.content or {}
    held = mine.record if mine is not None and isinstance(mine.record, Recommendation) else None
    waiting = [each for each in outbox_of(act.connection, application_uuid) if each.record_uuid == told.record[1]]
    seen = {each.field: each for each in settling.conflicts}
    chosen = {name: settling.choice(each) for name, each in seen.items()}
    _hold(act, application_uuid, told, told.record[1])
    if all(choice.side is Side.MINE for choice in chosen.values()):
        for each in waiting:
            # All of them, so that they stay in their order
            move(act, each.uuid, OutboxState.WITHDRAWN, SETTLED)
            put_in_outbox(act, application_uuid, (each.record_kind, each.record_uuid), each.verb, each.payload)
        return
    for each in waiting:
        move(act, each.uuid, OutboxState.WITHDRAWN, SETTLED)
    there = values_there(RECOMMENDATION, content) or {}
    words = {name: chosen[name].of(seen[name]) if name in seen else there.get(name) for name in WORDS}
    draft = {**words, "state": RecommendationState.DRAFT.value, "challenged": None, "reviewer_comment": ""}
    record = record_with(RECOMMENDATION, held if held is not None else Recommendation("", ""), None, draft)
    name, revision = (mine.uuid, mine.revision) if mine is not None else ("", 0)
    follows = told_recommendation(record, content, content) if isinstance(record, Recommendation) else None
    if follows is None or any(words[each] != there.get(each) for each in WORDS):
        keep_casework(act, application_uuid, record, name, revision)
    else:
        adopt_casework(act, application_uuid, follows, who_wrote(content), name)
