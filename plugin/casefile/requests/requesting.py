"""What an officer asks of the applicant: drafts are kept, changed and taken out together, and sent together, all in one act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ...domain.casework.drafted_request import DraftedRequest
from ...domain.outbox_entry import OutboxState
from ...domain.outbox_verbs import REQUEST, verb_words
from ...domain.plain_figures import counted
from ...domain.validation_request import RED_LINE_CHANGE
from ...rules.request_types import missing_in, request_types, sent_words
from ..casework.casework import keep_casework, remove_casework
from ..casework.casework_rows import casework_of
from ..errors import NotAsked
from ..outbox.outbox import move, outbox_of, put_in_outbox
from ..trail.act import Act
from ..whole_case import application_row, case_name

#: The kind of record under which the outbox and the trail know these requests.
DRAFTED_REQUEST = "drafted_request"


@dataclass(frozen=True)
class RequestsEdit:
    """What an officer did to the list: ``changed`` are (uuid, revision seen, record), "" and 0 for a new one.

    ``removed`` are (uuid, revision seen).
    """

    changed: tuple[tuple[str, int, DraftedRequest], ...] = field(default=())
    removed: tuple[tuple[str, int], ...] = field(default=())


def keep_requests(act: Act, application_uuid: str, edit: RequestsEdit) -> None:
    """Keep the list as the officer left it. CaseFileError where another window has changed a draft since; nothing is kept then."""
    for uuid, seen in edit.removed:
        remove_casework(act, application_uuid, uuid, seen)
    for uuid, seen, record in edit.changed:
        keep_casework(act, application_uuid, record, uuid, seen)


def send_requests(act: Act, application_uuid: str, edit: RequestsEdit) -> int:
    """Keep the list, and put every draft that can go out into the outbox, in their order; gives how many.

    A change of the red line goes out with its line, and stays. NotAsked names the field of the first draft that lacks something.
    """
    keep_requests(act, application_uuid, edit)
    sent = _send_drafts(act, application_uuid)
    if not sent:
        raise NotAsked("requests", "There is no request to send. Add one first.")
    return sent


def send_beside_line(act: Act, application_uuid: str) -> int:
    """The same for what goes out together with a red line, which takes the place of its draft; gives how many, which may be none."""
    for uuid, seen, record in _drafts(act, application_uuid):
        if record.type == RED_LINE_CHANGE:
            remove_casework(act, application_uuid, uuid, seen)
    return _send_drafts(act, application_uuid)


def _send_drafts(act: Act, application_uuid: str) -> int:
    case = case_name(application_row(act.connection, application_uuid))
    going = [kept for kept in _drafts(act, application_uuid) if kept[2].type != RED_LINE_CHANGE]
    _refuse_second(record for _, _, record in going)
    for uuid, seen, record in going:
        missing = missing_in(record)
        if missing:
            name, words = next(iter(missing.items()))
            raise NotAsked(name, f"{request_types()[record.type].title}: {words}")
        data = {"type": record.type, **sent_words(record)}
        outbox = put_in_outbox(act, application_uuid, (DRAFTED_REQUEST, uuid), REQUEST, {"case": case, "data": data})
        keep_casework(act, application_uuid, replace(record, outbox=outbox), uuid, seen)
        act.trail.add(application_uuid, verb_words(REQUEST), DRAFTED_REQUEST, uuid, after={"type": record.type, "outbox": outbox})
    return len(going)


def take_back_unsent(act: Act, application_uuid: str, uuid: str) -> None:
    """A request that has not reached the back office is a draft again; NotAsked where it may have."""
    held = next((each for each in casework_of(act.connection, application_uuid) if each.uuid == uuid), None)
    record = held.record if held is not None else None
    entry = next((each for each in outbox_of(act.connection, application_uuid) if each.record_uuid == uuid), None)
    if held is None or not isinstance(record, DraftedRequest) or entry is None:
        raise NotAsked("state", "This request is not waiting any more. Read the case again to see how it stands.")
    if entry.may_have_arrived:
        raise NotAsked("state", "This request may have reached the back office: it is sent again first. Decide once that is known.")
    move(act, entry.uuid, OutboxState.WITHDRAWN, f"taken back by {act.officer_name}")
    keep_casework(act, application_uuid, replace(record, outbox=""), uuid, held.revision)


def try_requests_again(act: Act, application_uuid: str) -> None:
    """Let requests that a back office did not take be sent once more with the next run."""
    for entry in outbox_of(act.connection, application_uuid):
        if entry.verb == REQUEST and entry.state is OutboxState.UNSUPPORTED:
            move(act, entry.uuid, OutboxState.WAITING, "")


def _drafts(act: Act, application_uuid: str) -> list[tuple[str, int, DraftedRequest]]:
    kept = casework_of(act.connection, application_uuid)
    return [(each.uuid, each.revision, each.record) for each in kept if isinstance(each.record, DraftedRequest) and not each.record.outbox]


def _refuse_second(records: Iterable[DraftedRequest]) -> None:
    """Of some kinds the back office takes one at a time."""
    kinds: Sequence[str] = [record.type for record in records]
    for kind in dict.fromkeys(kinds):
        found = request_types()[kind]
        if found.one_at_a_time and kinds.count(kind) > 1:
            many = counted(kinds.count(kind), "request")
            words = f"There are {many} of the kind “{found.title}”: only one may wait at a time. Put them together."
            raise NotAsked("requests", words)
