"""Recording what became of a request where the back office does not tell, and deciding about a line that waits for an officer."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...domain.adoption import Adoption
from ...domain.asked_request import AskedRequest
from ...domain.identity import Identity
from ...domain.recorded_reply import RecordedReply, Reply
from ...domain.settlement import Settled
from ...rules.request_outcome import asked_outcome, request_outcome
from ...rules.rules import Rules
from ..errors import NotAsked
from ..file.json_text import storable
from ..lines.lines_in_force import BOUNDARY
from ..trail.act import Act, new_uuid
from .judging import Judge
from .red_line_requests import RED_LINE_REQUEST, add_settlement, replies_of, settlements_of, the_request
from .request_guard import refuse_unless_allowed
from .settling import bring_into_force, settle_requests

_POSITION = "SELECT coalesce(max(position), 0) + 1 FROM recorded_reply WHERE request_uuid = ?"
_ADD = """
INSERT INTO recorded_reply (uuid, application_uuid, request_uuid, position, reply, who, capacity, replied_on, words,
  attachment_name, attachment_sha256, attachment, recorded_at, officer_uuid)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
#: A scan of a letter; more would make every copy of the case file heavy.
LARGEST_ATTACHMENT = 20 * 1024 * 1024


@dataclass(frozen=True)
class ReplyToRecord:
    """A reply as an officer enters it; ``attachment`` is the name and the bytes of a file. ``capacity``, ``words``: see RecordedReply."""

    reply: Reply
    who: str
    capacity: str
    replied_on: date
    words: str = ""
    attachment: tuple[str, bytes] | None = None


def record_reply(act: Act, identity: Identity, application_uuid: str, request_uuid: str, told: ReplyToRecord, today: date) -> str:
    """Write a reply down and let it have its effect on the line in force; gives its uuid. NotAsked names the field that is wrong."""
    warned = refuse_unless_allowed(act, identity, application_uuid)
    request = the_request(act.connection, application_uuid, request_uuid)
    if any(each.request_uuid == request.uuid for each in settlements_of(act.connection, application_uuid)):
        raise NotAsked("state", "This request is settled: its line is in force, or was decided about. Propose another line to change that.")
    _refuse_unless_open(request, replies_of(act.connection, application_uuid), Rules(today))
    _check(request, told, today)
    uuid = new_uuid()
    position = act.connection.execute(_POSITION, (request.uuid,)).fetchone()[0]
    name, content = told.attachment if told.attachment is not None else ("", None)
    digest = hashlib.sha256(content).hexdigest() if content is not None else ""
    words = tuple(storable(text.strip()) for text in (told.who, told.capacity, told.words))
    act.connection.execute(
        _ADD,
        (
            uuid,
            application_uuid,
            request.uuid,
            position,
            told.reply.value,
            *words[:2],
            told.replied_on.isoformat(),
            words[2],
            storable(name),
            digest,
            content,
            act.at,
            act.officer_uuid,
        ),
    )
    personal = {"who": words[0], "words": words[2], "attachment": name}
    digests = {field: act.trail.digest(application_uuid, value) for field, value in personal.items() if value}
    after = {"reply": told.reply.value, "capacity": words[1], "replied_on": told.replied_on.isoformat(), **digests, **warned}
    act.trail.add(application_uuid, f"reply recorded: {told.reply.value}", RED_LINE_REQUEST, request.uuid, after=after)
    settle_requests(act, application_uuid)
    return uuid


def accept_line(act: Act, identity: Identity, application_uuid: str, request_uuid: str, reason: str) -> None:
    """The officer puts a line in force by hand that waits: silence adopted it, or its yes was given over another line."""
    warned = refuse_unless_allowed(act, identity, application_uuid)
    request = the_request(act.connection, application_uuid, request_uuid)
    judge = Judge(act.connection, application_uuid, act.on)
    line = judge.line_of(request)
    words = _reason(reason, "Say why this line is accepted: nobody's yes stands behind it.")
    if line is None or line.errors:
        raise NotAsked("line", "The line of this request is not here, or can't be used. Read the case again.")
    if request.uuid in judge.settled or judge.judged(request).verdict.adoption is not Adoption.WAIT:
        raise NotAsked("state", f"Version {line.number} does not wait for you. Read the case again to see how it stands.")
    bring_into_force(act, application_uuid, line)
    add_settlement(act, application_uuid, request.uuid, Settled.ACCEPTED, line.uuid, words)
    before = judge.lines.get(judge.current)
    told = (
        {"version": before.number if before is not None else 0},
        {"version": line.number, "reason": act.trail.digest(application_uuid, words), **warned},
    )
    act.trail.add(application_uuid, f"boundary version {line.number} accepted by hand", BOUNDARY, line.uuid, *told)


def keep_line(act: Act, identity: Identity, application_uuid: str, request_uuid: str, reason: str) -> None:
    """The officer keeps the earlier line in force, whatever the back office has."""
    warned = refuse_unless_allowed(act, identity, application_uuid)
    request = the_request(act.connection, application_uuid, request_uuid)
    if any(each.request_uuid == request.uuid for each in settlements_of(act.connection, application_uuid)):
        raise NotAsked("state", "This request is settled already.")
    judge = Judge(act.connection, application_uuid, act.on)
    judged = judge.judged(request)
    unclear = judged.outcome is not None and judged.outcome.leaves_open_who_agreed
    if judged.verdict.adoption is not Adoption.WAIT and not unclear:
        raise NotAsked("state", "This request does not wait for you. Read the case again to see how it stands.")
    words = _reason(reason, "Say why the earlier line stays.")
    add_settlement(act, application_uuid, request.uuid, Settled.KEPT, "", words)
    after = {"reason": act.trail.digest(application_uuid, words), **warned}
    act.trail.add(application_uuid, "earlier red line kept", RED_LINE_REQUEST, request.uuid, after=after)


def _refuse_unless_open(request: AskedRequest, replies: Sequence[RecordedReply], rules: Rules) -> None:
    """A back office that tells the outcome has the last word; what it leaves open an officer may record."""
    if request.theirs is not None:
        if not request_outcome(request.theirs, rules).leaves_open_who_agreed:
            raise NotAsked("state", "The back office itself says what has become of this request; read the case again to see it.")
    elif asked_outcome(request, replies, rules) is None:
        raise NotAsked("state", "Record first on which day the letter was sent.")


def _check(request: AskedRequest, told: ReplyToRecord, today: date) -> None:
    if request.theirs is None and told.reply is Reply.SILENCE:
        raise NotAsked("reply", "A letter that nobody answers stays open: silence closes nothing here.")
    if request.theirs is not None and told.reply is Reply.DISAGREED:
        raise NotAsked("reply", "The back office took the line over: say whether the applicant agreed, or nobody answered.")
    if told.reply is not Reply.SILENCE:
        if not told.who.strip():
            raise NotAsked("who", "Say who replied.")
        if not told.capacity.strip():
            raise NotAsked("capacity", "Say as what they replied: applicant, agent, owner.")
    if told.replied_on > today:
        raise NotAsked("replied_on", "This day is still to come. Check it.")
    sent = request.ours.letter_sent_on if request.ours is not None else None
    if sent is not None and told.replied_on < sent:
        raise NotAsked("replied_on", "The reply can't be older than the letter. Check the day.")
    if told.attachment is not None and len(told.attachment[1]) > LARGEST_ATTACHMENT:
        raise NotAsked("attachment", f"{told.attachment[0]} is larger than {LARGEST_ATTACHMENT // 1024**2} MB. Attach a smaller scan.")


def _reason(text: str, missing: str) -> str:
    words = text.strip()
    if not words:
        raise NotAsked("reason", missing)
    return words
