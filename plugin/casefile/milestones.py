"""Which red line stood when an application was validated and when it was determined: noted as the back office tells of it."""

from __future__ import annotations

from ..domain.boundary_version import Milestone
from ..domain.status import CLOSED, INVALIDATED, PENDING
from .act import Act
from .take_boundary import BOUNDARY

_CURRENT = "SELECT boundary_uuid FROM application WHERE uuid = ?"
_NOTE = """
INSERT INTO boundary_milestone (application_uuid, milestone, boundary_version_uuid, at) VALUES (?, ?, ?, ?)
ON CONFLICT (application_uuid, milestone) DO UPDATE SET boundary_version_uuid = excluded.boundary_version_uuid, at = excluded.at
"""
_NOT_VALID_YET = frozenset({PENDING, "not_started", INVALIDATED})
_DETERMINED = "determined"


def note_milestones(act: Act, application_uuid: str, before: str, status: str) -> None:
    """Note what the step from one stage to the next says of the line in force; ``before`` is "" for a case told of for the first time.

    Of a case that was valid before it was first seen nobody can say which line it was validated with; one that was determined can't have
    changed since.
    """
    if before in _NOT_VALID_YET and status not in _NOT_VALID_YET and (status not in CLOSED or status == _DETERMINED):
        _note(act, application_uuid, Milestone.VALIDATED)
    if status == _DETERMINED != before:
        _note(act, application_uuid, Milestone.DETERMINED)


def _note(act: Act, application_uuid: str, milestone: Milestone) -> None:
    (version,) = act.connection.execute(_CURRENT, (application_uuid,)).fetchone()
    if version is not None:
        act.connection.execute(_NOTE, (application_uuid, milestone.value, version, act.at))
        act.trail.add(application_uuid, f"red line as {milestone.value}", BOUNDARY, version)
