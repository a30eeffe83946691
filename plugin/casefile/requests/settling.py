"""Letting requests for another red line have their effect: which line is in force because of them, and which waits for an officer."""

from __future__ import annotations

from ...domain.adoption import Adoption
from ...domain.asked_request import AskedRequest
from ...domain.judged_request import JudgedRequest
from ...domain.request_outcome import Outcome
from ...domain.settlement import Settled
from ..lines.lines_in_force import BOUNDARY, Line, put_in_force, shown_since, shown_version
from ..pulled.milestones import move_milestones
from ..trail.act import Act
from .judging import Judge
from .red_line_requests import add_settlement, has_requests
from .taking_back import end_cancellations, end_told_cancellations


def settle_requests(act: Act, application_uuid: str) -> bool:
    """Bring the line in force up to what has become of the requests; whether it is another one since.

    A yes of the applicant puts the line in force that it was given to. A line that a back office adopted by silence, that takes in land, or
    whose yes was given over a line no longer in force, is not put in force, and taken out of it again where nobody knew of the request when
    the line came.
    """
    end_told_cancellations(act, application_uuid)
    if not has_requests(act.connection, application_uuid):
        return False
    judge = Judge(act.connection, application_uuid, act.on)
    end_cancellations(act, application_uuid, judge.requests)
    before = judge.current
    for request in sorted(judge.requests, key=_ended_at):
        if request.uuid not in judge.settled:
            _settle(act, application_uuid, judge, judge.judged(request))
    return judge.current != before


def bring_into_force(act: Act, application_uuid: str, line: Line) -> None:
    """Put a line in force that had waited; what was noted since the back office showed it was of this line."""
    put_in_force(act, application_uuid, line.uuid, line.errors)
    since = shown_since(act.connection, application_uuid)
    if since and shown_version(act.connection, application_uuid) == line.uuid:
        move_milestones(act, application_uuid, line.uuid, since)


def _settle(act: Act, application_uuid: str, judge: Judge, judged: JudgedRequest) -> None:
    outcome = judged.outcome
    if outcome is None:
        return
    line = judge.lines.get(judged.version_uuid)
    follows = judged.verdict.adoption
    if follows is Adoption.ADOPT and line is not None:
        if line.uuid != judge.current:
            bring_into_force(act, application_uuid, line)
            _tell(act, application_uuid, judge, line, "in force", outcome.outcome.value)
        if outcome.is_the_applicant_s_yes:
            add_settlement(act, application_uuid, judged.uuid, Settled.AGREED, line.uuid, "")
    elif follows is Adoption.WAIT and line is not None and line.uuid == judge.current:
        earlier = judge.lines.get(judge.earlier(line))
        # Unless it is known to have been drawn over another line, nobody can say that it took one's place.
        if earlier is not None and judged.over_uuid not in {"", line.uuid}:
            put_in_force(act, application_uuid, earlier.uuid, earlier.errors)
            _tell(act, application_uuid, judge, earlier, "stays in force", judged.verdict.words)
    elif follows is Adoption.NOTHING and outcome.outcome is Outcome.AGREED:
        add_settlement(act, application_uuid, judged.uuid, Settled.AGREED, "", "another application is to follow")


def _tell(act: Act, application_uuid: str, judge: Judge, line: Line, what: str, why: str) -> None:
    before = judge.lines.get(judge.current)
    told = ({"version": before.number if before is not None else 0}, {"version": line.number, "why": why})
    act.trail.add(application_uuid, f"boundary version {line.number} {what}", BOUNDARY, line.uuid, *told)
    judge.now_in_force(line)


def _ended_at(request: AskedRequest) -> str:
    return (request.theirs.closed_at or request.theirs.created_at)[:19] if request.theirs is not None else ""
