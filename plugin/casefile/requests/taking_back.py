"""Taking a request to the applicant back, leaving it after all, and trying once more what a back office did not take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ...domain.asked_request import AskedRequest
from ...domain.identity import Identity
from ...domain.outbox_entry import OutboxEntry, OutboxState
from ...domain.outbox_verbs import ASK, CANCEL, CHANGE, verb_words
from ...domain.validation_request import ValidationRequest
from ..casework.said_words import said_words
from ..errors import NotAsked
from ..outbox.outbox import move, outbox_of, put_in_outbox
from ..trail.act import Act
from ..whole_case import application_row, case_name, whole_case
from .red_line_requests import RED_LINE_REQUEST, asked_requests, the_request
from .request_guard import refuse_unless_allowed, refuse_unless_taken_back

#: The kind of record under which the outbox and the trail know what only the back office holds: what it tells of it is taken in meanwhile.
TOLD_REQUEST = "told_request"
_WHY = "Say why the request is taken back: the applicant and the file need the reason."
_GOING = "This request is being taken back already; it waits in the outbox."
ON_THE_WAY = "This may have reached the back office: it is sent again first. Decide once that is known."


def cancel_request(act: Act, identity: Identity, application_uuid: str, request_uuid: str, reason: str) -> str:
    """Take a request back: one that nobody has seen is withdrawn here, any other is to be cancelled in the back office.

    A cancellation that the back office did not take is taken back with this one. Gives the uuid of the outbox entry, "" where nothing is
    to be sent. NotAsked names the field that is wrong.
    """
    refuse_unless_taken_back(identity)
    request = the_request(act.connection, application_uuid, request_uuid)
    words = said_words("reason", reason, _WHY)
    waiting = _waiting(act, application_uuid, request)
    before = next((each for each in waiting if each.verb == CANCEL), None)
    if before is not None and not before.state.waits_for_officer:
        raise NotAsked("state", _GOING)
    asking = next((each for each in waiting if each.verb == ASK), None)
    if asking is not None:
        if asking.may_have_arrived:
            raise NotAsked("state", "This request may have reached the back office: it is sent again first. Cancel it once that is known.")
        move(act, asking.uuid, OutboxState.WITHDRAWN, f"taken back by {act.officer_name}: {words}")
        return ""
    warned = refuse_unless_allowed(act, identity, application_uuid)
    theirs = request.theirs
    if theirs is None:
        raise NotAsked("state", "This request did not go through the back office. Write to the applicant, then record what was agreed.")
    return _cancel(act, application_uuid, (RED_LINE_REQUEST, request.uuid), theirs, words, before, warned)


def cancel_told_request(act: Act, identity: Identity, application_uuid: str, key: str, reason: str) -> str:
    """Take a request of any type back that the back office holds, by its key there; gives the uuid of the outbox entry.

    NotAsked names the field that is wrong. One for another red line goes its own way, as a line may hang on it.
    """
    refuse_unless_taken_back(identity)
    told = next((each for each in _told(act, application_uuid) if each.key == key and not each.gone), None)
    if told is None:
        raise NotAsked("state", "The back office does not hold this request any more. Read the case again to see how it stands.")
    if told.is_red_line:
        joined = asked_requests(act.connection, application_uuid)
        uuid = next(each.uuid for each in joined if each.theirs is not None and each.theirs.uuid == told.uuid)
        return cancel_request(act, identity, application_uuid, uuid, reason)
    words = said_words("reason", reason, _WHY)
    waiting = [each for each in outbox_of(act.connection, application_uuid) if each.record_uuid == told.uuid]
    before = next((each for each in waiting if each.verb == CANCEL), None)
    if before is not None and not before.state.waits_for_officer:
        raise NotAsked("state", _GOING)
    for entry in waiting:
        if entry.verb == CHANGE:
            leave(act, entry, f"taken back by {act.officer_name}")
    return _cancel(act, application_uuid, (TOLD_REQUEST, told.uuid), told, words, before)


def let_told_stand(act: Act, identity: Identity, application_uuid: str, key: str) -> None:
    """Leave a request as it is that was to be taken back or changed, by its key; NotAsked as for ``let_stand``."""
    refuse_unless_taken_back(identity)
    told = next((each for each in _told(act, application_uuid) if each.key == key), None)
    joined = asked_requests(act.connection, application_uuid) if told is not None and told.is_red_line else []
    names = {each.uuid for each in joined if each.theirs is not None and told is not None and each.theirs.uuid == told.uuid}
    names |= {told.uuid} if told is not None else set()
    _leave(act, [each for each in outbox_of(act.connection, application_uuid) if each.record_uuid in names])


def _cancel(
    act: Act,
    application_uuid: str,
    record: tuple[str, str],
    theirs: ValidationRequest,
    words: str,
    before: OutboxEntry | None,
    warned: Mapping[str, Any] | None = None,
) -> str:
    """Queue the cancellation of what the back office holds, in place of one that was refused."""
    if theirs.state == "cancelled" or theirs.gone:
        raise NotAsked("state", "This request is cancelled already.")
    if not theirs.back_office_id:
        raise NotAsked("state", "This back office takes no cancellation from Redline: cancel the request in the back office itself.")
    if before is not None:
        move(act, before.uuid, OutboxState.WITHDRAWN, f"decided again by {act.officer_name}")
    case = case_name(application_row(act.connection, application_uuid))
    payload = {"case": case, "request": theirs.back_office_id, "reason": words, "seen": seen_of(theirs.state, theirs.approved)}
    outbox = put_in_outbox(act, application_uuid, record, CANCEL, payload)
    after = {"reason": act.trail.digest(application_uuid, words), "outbox": outbox, **(warned or {})}
    act.trail.add(application_uuid, verb_words(CANCEL), *record, after=after)
    return outbox


def _told(act: Act, application_uuid: str) -> tuple[ValidationRequest, ...]:
    return whole_case(act.connection, application_uuid, act.on).validation_requests


def let_stand(act: Act, identity: Identity, application_uuid: str, request_uuid: str) -> None:
    """Leave a request as it is that was to be taken back; NotAsked where that may have reached the back office, or nobody wanted it."""
    refuse_unless_taken_back(identity)
    request = the_request(act.connection, application_uuid, request_uuid)
    _leave(act, _waiting(act, application_uuid, request))


def _leave(act: Act, waiting: Iterable[OutboxEntry]) -> None:
    found = [each for each in waiting if each.verb in (CANCEL, CHANGE)]
    if not found:
        raise NotAsked("state", "Nobody is taking this request back, or changing it. Read the case again to see how it stands.")
    for entry in found:
        leave(act, entry, f"left as it is by {act.officer_name}")


def leave(act: Act, entry: OutboxEntry, why: str) -> None:
    """Withdraw what waits in the outbox; NotAsked where it may have reached the back office."""
    if entry.may_have_arrived:
        raise NotAsked("state", ON_THE_WAY)
    move(act, entry.uuid, OutboxState.WITHDRAWN, why)


def try_again(act: Act, identity: Identity, application_uuid: str, request_uuid: str) -> None:
    """Let what a back office did not take be sent once more with the next run."""
    refuse_unless_allowed(act, identity, application_uuid)
    request = the_request(act.connection, application_uuid, request_uuid)
    for entry in _waiting(act, application_uuid, request):
        if entry.state is OutboxState.UNSUPPORTED:
            move(act, entry.uuid, OutboxState.WAITING, "")


def end_cancellations(act: Act, application_uuid: str, requests: Iterable[AskedRequest]) -> None:
    """Where the back office tells that a request is cancelled, nothing is left to be taken back; what may be on its way is still asked."""
    over = [each for each in requests if each.theirs is not None and each.theirs.state == "cancelled"]
    waiting = outbox_of(act.connection, application_uuid) if over else []
    names = {name for request in over for name in _names(request)}
    for entry in waiting:
        if entry.verb == CANCEL and entry.record_uuid in names and not entry.may_have_arrived:
            move(act, entry.uuid, OutboxState.WITHDRAWN, "cancelled in the back office")


def end_told_cancellations(act: Act, application_uuid: str) -> None:
    """The same for requests of other types, which are known by the back office's record alone; nor is there anything left to change."""
    of_told = [each for each in outbox_of(act.connection, application_uuid) if each.record_kind == TOLD_REQUEST]
    waiting = [each for each in of_told if each.verb in (CANCEL, CHANGE) and not each.may_have_arrived]
    over = {each.uuid for each in _told(act, application_uuid) if each.state == "cancelled"} if waiting else set()
    for entry in waiting:
        if entry.record_uuid in over:
            move(act, entry.uuid, OutboxState.WITHDRAWN, "cancelled in the back office")


def seen_of(state: str, approved: bool | None) -> str:
    """What an officer saw of a request when deciding about it."""
    return f"{state}/{ {True: 'yes', False: 'no', None: ''}[approved] }"


def _waiting(act: Act, application_uuid: str, request: AskedRequest) -> list[OutboxEntry]:
    names = _names(request)
    return [each for each in outbox_of(act.connection, application_uuid) if each.record_uuid in names]


def _names(request: AskedRequest) -> set[str]:
    return {each.uuid for each in request if each is not None}
