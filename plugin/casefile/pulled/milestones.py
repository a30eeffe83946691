"""Which red line stood when an application was validated and when it was determined: noted as the back office tells of it."""

from __future__ import annotations

from ...domain.boundary_version import Milestone
from ...domain.status import CLOSED, INVALIDATED, PENDING
from ..trail.act import Act

_CURRENT = "SELECT boundary_uuid FROM application WHERE uuid = ?"
_NOTE = """
INSERT INTO boundary_milestone (application_uuid, milestone, boundary_version_uuid, at) VALUES (?, ?, ?, ?)
ON CONFLICT (application_uuid, milestone) DO UPDATE SET boundary_version_uuid = excluded.boundary_version_uuid, at = excluded.at
"""
_SINCE = "SELECT milestone FROM boundary_milestone WHERE application_uuid = ? AND at >= ? AND boundary_version_uuid <> ? AND milestone <> ?"
_NOT_VALID_YET = frozenset({PENDING, "not_started", INVALIDATED})
_DETERMINED = "determined"
_BOUNDARY = "boundary"


def note_milestones(act: Act, application_uuid: str, before: str, status: str) -> None:
    """Note what the step from one stage to the next says of the line in force; ``before`` is "" for a case told of for the first time.

    Of a case that was valid before it was first seen nobody can say which line it was validated with; one that was determined can't have
    changed since.
    """
    if before in _NOT_VALID_YET and status not in _NOT_VALID_YET and (status not in CLOSED or status == _DETERMINED):
        _note(act, application_uuid, Milestone.VALIDATED)
    if status == _DETERMINED != before:
        _note(act, application_uuid, Milestone.DETERMINED)


def move_milestones(act: Act, application_uuid: str, version_uuid: str, since: str) -> None:
    """A line that was held back is in force after all: what was noted since the back office showed it (ISO 8601) was of this line.

    Which line was determined is never told anew.
    """
    for (milestone,) in act.connection.execute(_SINCE, (application_uuid, since, version_uuid, Milestone.DETERMINED.value)).fetchall():
        act.connection.execute(_NOTE, (application_uuid, milestone, version_uuid, act.at))
        act.trail.add(application_uuid, f"red line as {milestone}", _BOUNDARY, version_uuid)


def _note(act: Act, application_uuid: str, milestone: Milestone) -> None:
    (version,) = act.connection.execute(_CURRENT, (application_uuid,)).fetchone()
    if version is not None:
        act.connection.execute(_NOTE, (application_uuid, milestone.value, version, act.at))
        act.trail.add(application_uuid, f"red line as {milestone.value}", _BOUNDARY, version)
