"""Letting requests for another red line have their effect: which line is in force because of them, and which waits for an officer."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date

from ..boundary.compare import compare
from ..domain.asked_request import AskedRequest
from ..domain.boundary_change import ChangeKind
from ..domain.errors import RedlineError
from ..domain.red_line_request import Handling
from ..domain.settlement import Settled
from ..domain.validation_request import ValidationRequest
from ..rules.adoption import Adoption, Verdict, adoption
from ..rules.request_outcome import Outcome, RequestOutcome, asked_outcome
from ..rules.rules import Rules
from .act import Act
from .json_text import canonical, sha256
from .lines_in_force import BOUNDARY, Line, lines_in_order, put_in_force, red_lines, shown_since, shown_version
from .milestones import move_milestones
from .red_line_requests import add_settlement, asked_requests, has_requests, replies_of, settlements_of

_CURRENT = "SELECT boundary_uuid FROM application WHERE uuid = ?"


def settle_requests(act: Act, application_uuid: str) -> bool:
    """Bring the line in force up to what has become of the requests; whether it is another one since.

    A yes of the applicant puts the line in force that it was given to. A line that a back office adopted by silence, that takes in land, or
    whose yes was given over a line no longer in force, is not put in force, and taken out of it again where nobody knew of the request when
    the line came.
    """
    if not has_requests(act.connection, application_uuid):
        return False
    return _Settling(act, application_uuid).run()


def line_of(connection: sqlite3.Connection, application_uuid: str, request: AskedRequest) -> Line | None:
    """The version that holds the line that a request proposes; None while it is not here."""
    lines = red_lines(connection, application_uuid)
    return lines.get(request.ours.version_uuid) if request.ours is not None else _of_content(lines, request.theirs, "new_geojson")


def over_of(connection: sqlite3.Connection, application_uuid: str, request: AskedRequest) -> Line | None:
    """The version over which it was drawn; None where that is not known."""
    lines = red_lines(connection, application_uuid)
    return lines.get(request.ours.over_uuid) if request.ours is not None else _of_content(lines, request.theirs, "original_geojson")


def move_milestones_to(act: Act, application_uuid: str, version_uuid: str) -> None:
    """What was noted of the line in force since the back office showed this version was of this version."""
    since = shown_since(act.connection, application_uuid)
    if since and shown_version(act.connection, application_uuid) == version_uuid:
        move_milestones(act, application_uuid, version_uuid, since)


class _Settling:
    def __init__(self, act: Act, application_uuid: str) -> None:
        connection = act.connection
        self._act = act
        self._application = application_uuid
        self._rules = Rules(date.fromisoformat(act.at[:10]))
        self._lines = red_lines(connection, application_uuid)
        self._current = str(connection.execute(_CURRENT, (application_uuid,)).fetchone()[0] or "")
        self._order = lines_in_order(connection, application_uuid)
        self._shown = shown_version(connection, application_uuid)
        self._requests = asked_requests(connection, application_uuid)
        self._replies = replies_of(connection, application_uuid)
        self._settled = {each.request_uuid for each in settlements_of(connection, application_uuid)}

    def run(self) -> bool:
        before = self._current
        for request in sorted(self._requests, key=_ended_at):
            if request.uuid not in self._settled:
                self._one(request)
        return self._current != before

    def _one(self, request: AskedRequest) -> None:
        outcome = asked_outcome(request, self._replies, self._rules)
        if outcome is None:
            return
        line = self._line_of(request)
        taken = line is not None and line.uuid == self._current
        earlier = self._before_current() if taken else self._current
        verdict = self._verdict(request, outcome, line, earlier)
        if verdict.adoption is Adoption.ADOPT and line is not None:
            self._adopt(request, outcome, line)
        elif verdict.adoption is Adoption.WAIT and line is not None and taken and earlier and self._over(request) not in {None, line.uuid}:
            self._step_back(self._lines[earlier], verdict)
        elif verdict.adoption is Adoption.NOTHING and outcome.outcome is Outcome.AGREED:
            add_settlement(self._act, self._application, request.uuid, Settled.AGREED, "", "another application is to follow")

    def _verdict(self, request: AskedRequest, outcome: RequestOutcome, line: Line | None, earlier: str) -> Verdict:
        return adoption(
            outcome,
            self._change(earlier, line),
            over_line_in_force=self._over(request) in {earlier, None},
            shown=line is not None and line.uuid == self._shown,
            fresh=_is_fresh(request),
        )

    def _line_of(self, request: AskedRequest) -> Line | None:
        if request.ours is not None:
            return self._lines.get(request.ours.version_uuid)
        return _of_content(self._lines, request.theirs, "new_geojson")

    def _over(self, request: AskedRequest) -> str | None:
        """The version over which it was drawn; None where that is not known."""
        if request.ours is not None:
            return request.ours.over_uuid
        found = _of_content(self._lines, request.theirs, "original_geojson")
        return None if found is None else found.uuid

    def _before_current(self) -> str:
        """The line that was in force before the present one, "" where it was the first."""
        return next((uuid for uuid in reversed(self._order) if uuid != self._current), "")

    def _change(self, earlier: str, line: Line | None) -> ChangeKind | None:
        before = self._lines.get(earlier)
        if before is None or line is None or before.geometry is None or line.geometry is None:
            return None
        try:
            return compare(before.geometry, line.geometry, self._rules).kind
        except RedlineError:  # a line that crosses itself changes what nobody can tell
            return None

    def _adopt(self, request: AskedRequest, outcome: RequestOutcome, line: Line) -> None:
        if line.uuid != self._current:
            put_in_force(self._act, self._application, line.uuid, line.errors)
            told = ({"version": self._number(self._current)}, {"version": line.number, "why": _public(outcome)})
            self._act.trail.add(self._application, f"boundary version {line.number} in force", BOUNDARY, line.uuid, *told)
            self._now(line.uuid)
            move_milestones_to(self._act, self._application, line.uuid)
        if outcome.is_the_applicant_s_yes:
            add_settlement(self._act, self._application, request.uuid, Settled.AGREED, line.uuid, "")

    def _step_back(self, earlier: Line, verdict: Verdict) -> None:
        put_in_force(self._act, self._application, earlier.uuid, earlier.errors)
        told = ({"version": self._number(self._current)}, {"version": earlier.number, "why": verdict.words})
        self._act.trail.add(self._application, f"boundary version {earlier.number} stays in force", BOUNDARY, earlier.uuid, *told)
        self._now(earlier.uuid)

    def _now(self, uuid: str) -> None:
        self._current = uuid
        self._order.append(uuid)

    def _number(self, uuid: str) -> int:
        return self._lines[uuid].number if uuid in self._lines else 0


def _of_content(lines: Mapping[str, Line], request: ValidationRequest | None, name: str) -> Line | None:
    """The newest version that says what a request says in one of its own fields."""
    value = request.specific.get(name) if request is not None else None
    if value is None:
        return None
    content = sha256(canonical(value))
    return next((line for line in reversed(list(lines.values())) if line.content == content), None)


def _is_fresh(request: AskedRequest) -> bool:
    if request.ours is not None:
        return request.ours.grounds.handling is Handling.FRESH_APPLICATION
    return request.theirs is not None and request.theirs.specific.get("handling") == Handling.FRESH_APPLICATION.value


def _ended_at(request: AskedRequest) -> str:
    return (request.theirs.closed_at or request.theirs.created_at)[:19] if request.theirs is not None else ""


def _public(outcome: RequestOutcome) -> str:
    """The outcome without the applicant's own words, which are personal."""
    return outcome.outcome.value
