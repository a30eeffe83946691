"""What has become of every request for another red line, and what that means for the line in force: read, not yet done."""

from __future__ import annotations

import sqlite3
from datetime import date
from functools import lru_cache

import shapely

from ...boundary.compare import compare
from ...domain.asked_request import AskedRequest
from ...domain.boundary_change import ChangeKind
from ...domain.errors import RedlineError
from ...domain.judged_request import JudgedRequest
from ...domain.red_line_request import Handling
from ...domain.validation_request import ValidationRequest
from ...rules.adoption import adoption
from ...rules.request_outcome import asked_outcome
from ...rules.rules import Rules
from ..file.json_text import canonical, sha256
from ..lines.lines_in_force import Line, lines_in_order, red_lines, shown_version
from .red_line_requests import asked_requests, has_requests, replies_of, settlements_of

_CURRENT = "SELECT boundary_uuid FROM application WHERE uuid = ?"


def judged_requests(connection: sqlite3.Connection, application_uuid: str, on: date) -> tuple[JudgedRequest, ...]:
    """Every request of an application, oldest first, judged by the rules of a day."""
    if not has_requests(connection, application_uuid):
        return ()
    judge = Judge(connection, application_uuid, on)
    return tuple(judge.judged(request) for request in judge.requests)


class Judge:
    """The lines and requests of one application. ``current`` is the line in force, which whoever puts another one in force moves."""

    def __init__(self, connection: sqlite3.Connection, application_uuid: str, on: date) -> None:
        self.lines = red_lines(connection, application_uuid)
        self.current = str(connection.execute(_CURRENT, (application_uuid,)).fetchone()[0] or "")
        self.requests = asked_requests(connection, application_uuid)
        self.settled = frozenset(each.request_uuid for each in settlements_of(connection, application_uuid))
        self._order = lines_in_order(connection, application_uuid)
        self._shown = shown_version(connection, application_uuid)
        self._replies = replies_of(connection, application_uuid)
        self._rules = Rules(on)

    def judged(self, request: AskedRequest) -> JudgedRequest:
        """What has become of one request."""
        outcome = asked_outcome(request, self._replies, self._rules)
        line, over = self.line_of(request), self._over(request)
        earlier = self.earlier(line)
        change = self._change(earlier, line)
        found = JudgedRequest(request, outcome, "" if line is None else line.uuid, "" if over is None else over.uuid, change)
        if outcome is None:
            return found
        verdict = adoption(
            outcome,
            change,
            over_line_in_force=over is None or over.uuid == earlier,
            shown=line is not None and line.uuid == self._shown,
            fresh=_is_fresh(request),
        )
        return JudgedRequest(request, outcome, found.version_uuid, found.over_uuid, change, verdict)

    def line_of(self, request: AskedRequest) -> Line | None:
        """The version that holds the proposed line; None while the back office has not shown it."""
        if request.ours is not None:
            return self.lines.get(request.ours.version_uuid)
        return self._of_content(request.theirs, "new_geojson")

    def earlier(self, line: Line | None) -> str:
        """The line against which a proposed one stands: the one in force, or the one before where the proposed one is; "" without one."""
        if line is None or line.uuid != self.current:
            return self.current
        return next((uuid for uuid in reversed(self._order) if uuid != self.current), "")

    def now_in_force(self, line: Line) -> None:
        self.current = line.uuid
        self._order.append(line.uuid)

    def _over(self, request: AskedRequest) -> Line | None:
        """The version over which it was drawn; None where that is not known."""
        if request.ours is not None:
            return self.lines.get(request.ours.over_uuid)
        return self._of_content(request.theirs, "original_geojson")

    def _of_content(self, request: ValidationRequest | None, name: str) -> Line | None:
        """The newest version that says what a request says in one of its own fields."""
        value = request.specific.get(name) if request is not None else None
        content = "" if value is None else sha256(canonical(value))
        return next((line for line in reversed(list(self.lines.values())) if content and line.content == content), None)

    def _change(self, earlier: str, line: Line | None) -> ChangeKind | None:
        before = self.lines.get(earlier)
        if before is None or line is None or before.geometry is None or line.geometry is None:
            return None
        return _kind_of_change(shapely.to_wkb(before.geometry), shapely.to_wkb(line.geometry), self._rules.on)


@lru_cache(maxsize=1024)
def _kind_of_change(before: bytes, after: bytes, on: date) -> ChangeKind | None:
    """What one line does to another by the rules of a day: kept, because a case is read at every turn and its lines never change."""
    try:
        return compare(shapely.from_wkb(before), shapely.from_wkb(after), Rules(on)).kind
    except RedlineError:  # what a line changes that crosses itself, nobody can tell
        return None


def _is_fresh(request: AskedRequest) -> bool:
    if request.ours is not None:
        return request.ours.grounds.handling is Handling.FRESH_APPLICATION
    return request.theirs is not None and request.theirs.specific.get("handling") == Handling.FRESH_APPLICATION.value
