"""Drafts of red lines: kept change by change as they are drawn, so that a crash loses nothing."""

from __future__ import annotations

import sqlite3
from typing import Any

from shapely.geometry.base import BaseGeometry

from ...arrays import values
from ...constraints.geopackage.geopackage_blob import decoded_all
from ...domain.amending import amendable
from ...domain.draft import Draft, DraftStep, DraftSummary, UnfinishedShape
from ...domain.identity import Identity
from ..errors import CaseFileError
from ..file.json_text import canonical, parsed
from ..trail.act import Act
from ..whole_case import application_row
from .boundary_rows import blobs

_DRAFT = """
SELECT draft.application_uuid, base_uuid, coalesce(name, ''), begun_at, changed_at, position, unfinished
FROM draft LEFT JOIN officer ON officer.uuid = officer_uuid WHERE application_uuid = ?
"""
_STEPS = "SELECT said, geometry FROM draft_step WHERE application_uuid = ? ORDER BY number"
_ALL = """
SELECT draft.application_uuid, reference, coalesce(name, ''), changed_at, position
FROM draft JOIN application ON application.uuid = draft.application_uuid LEFT JOIN officer ON officer.uuid = officer_uuid
WHERE superseded_by IS NULL ORDER BY changed_at DESC
"""
_BEGIN = "INSERT INTO draft (application_uuid, base_uuid, position, begun_at, changed_at, officer_uuid) VALUES (?, ?, 0, ?, ?, ?)"
_ADD = "INSERT INTO draft_step (application_uuid, number, said, geometry, at) VALUES (?, ?, ?, ?, ?)"
_CUT = "DELETE FROM draft_step WHERE application_uuid = ? AND number >= ?"
# A step is a shape that was finished, or one that was given up for another
_STEP_TAKEN = "UPDATE draft SET position = ?, changed_at = ?, unfinished = '' WHERE application_uuid = ?"
_MOVE = "UPDATE draft SET position = ?, changed_at = ? WHERE application_uuid = ?"
_UNFINISHED = "UPDATE draft SET unfinished = ?, changed_at = ? WHERE application_uuid = ?"
_REBASE = "UPDATE draft SET base_uuid = ? WHERE application_uuid = ?"
_FORGET = "DELETE FROM draft WHERE application_uuid = ?"
_POSITION = "SELECT position, (SELECT count(*) FROM draft_step WHERE draft_step.application_uuid = draft.application_uuid) FROM draft "
_POSITION += "WHERE application_uuid = ?"
_NUMBER = "SELECT number FROM boundary_version WHERE uuid = ?"

DRAFT = "draft"


def draft_of(connection: sqlite3.Connection, application_uuid: str) -> Draft | None:
    """The draft of an application with all its steps, None without one."""
    found = connection.execute(_DRAFT, (application_uuid,)).fetchone()
    if found is None:
        return None
    rows = connection.execute(_STEPS, (application_uuid,)).fetchall()
    geometries = values(decoded_all([row[1] for row in rows]))
    steps = tuple(DraftStep(row[0], geometry) for row, geometry in zip(rows, geometries))
    uuid, base, officer, begun_at, changed_at, position, unfinished = found
    return Draft(uuid, base, officer, begun_at, changed_at, steps, position, _unfinished(unfinished))


def drafts(connection: sqlite3.Connection) -> list[DraftSummary]:
    """Every draft that waits to be saved, the one that was drawn on last first."""
    return [DraftSummary(*row) for row in connection.execute(_ALL).fetchall()]


def begin_draft(act: Act, identity: Identity, application_uuid: str, geometry: BaseGeometry, said: str) -> None:
    """Begin drawing from the line in force, whose shape is ``geometry``; on another officer's case the trail says so.

    CaseFileError where the case's state or the role does not allow it, and where there is a draft already.
    """
    row = application_row(act.connection, application_uuid)
    warning = refuse_unless_amendable(row, identity)
    if row["boundary_uuid"] is None:
        raise CaseFileError(f"The back office has not told yet whether {row['reference']} has a red line; update it first.")
    if act.connection.execute(_DRAFT, (application_uuid,)).fetchone() is not None:
        raise CaseFileError(f"{row['reference']} is being amended already, maybe in another window: open the case again.")
    act.connection.execute(_BEGIN, (application_uuid, row["boundary_uuid"], act.at, act.at, act.officer_uuid))
    act.connection.execute(_ADD, (application_uuid, 0, said, blobs([geometry])[0], act.at))
    after = {"over_version": _number(act, row["boundary_uuid"]), **({"warned": warning} if warning else {})}
    act.trail.add(application_uuid, "amendment begun", DRAFT, application_uuid, after=after)


def add_step(act: Act, application_uuid: str, number: int, step: DraftStep) -> None:
    """Keep one change; steps from ``number`` on, which were undone, go. CaseFileError where another window has drawn meanwhile."""
    _expect(act, application_uuid, number - 1)
    act.connection.execute(_CUT, (application_uuid, number))
    act.connection.execute(_ADD, (application_uuid, number, step.said, blobs([step.geometry])[0], act.at))
    act.connection.execute(_STEP_TAKEN, (number, act.at, application_uuid))


def keep_unfinished(act: Act, application_uuid: str, shape: UnfinishedShape | None) -> None:
    """Keep the corners of a shape as far as it is drawn, None where it was given up; CaseFileError where the draft is there no more."""
    _expect(act, application_uuid, None)
    text = canonical({"verb": shape.verb, "corners": shape.corners}) if shape is not None else ""
    act.connection.execute(_UNFINISHED, (text, act.at, application_uuid))


def move_to_step(act: Act, application_uuid: str, before: int, position: int) -> None:
    """Undo or redo from one step to another. CaseFileError where another window has drawn meanwhile."""
    count = _expect(act, application_uuid, before)
    if not 0 <= position < count:
        raise CaseFileError(f"The draft has no step {position}.")
    act.connection.execute(_MOVE, (position, act.at, application_uuid))


def rebase(act: Act, application_uuid: str) -> None:
    """Compare the draft from now on with the line that is in force now; what is drawn stays."""
    row = application_row(act.connection, application_uuid)
    before = _draft_base(act, application_uuid)
    act.connection.execute(_REBASE, (row["boundary_uuid"], application_uuid))
    told = ({"over_version": _number(act, before)}, {"over_version": _number(act, row["boundary_uuid"])})
    act.trail.add(application_uuid, "draft compared with the line in force", DRAFT, application_uuid, *told)


def discard(act: Act, application_uuid: str) -> None:
    """The officer gives the draft up."""
    steps = _expect(act, application_uuid, None) - 1
    act.connection.execute(_FORGET, (application_uuid,))
    act.trail.add(application_uuid, "draft discarded", DRAFT, application_uuid, before={"changes": steps})


def forget(act: Act, application_uuid: str) -> None:
    """The draft has become a version."""
    act.connection.execute(_FORGET, (application_uuid,))


def refuse_unless_amendable(row: dict[str, Any], identity: Identity) -> str:
    """CaseFileError where the line of this application may only be looked at; else the warning, "" without one."""
    found = amendable(row["status"], gone=row["gone_at"] is not None, officer=row["officer"], identity=identity)
    if found.refusal:
        raise CaseFileError(f"{row['reference']} was not amended. {found.refusal}")
    return found.warning


def _unfinished(text: str) -> UnfinishedShape | None:
    if not text:
        return None
    told = parsed(text)
    return UnfinishedShape(told["verb"], tuple((east, north) for east, north in told["corners"]))


def _draft_base(act: Act, application_uuid: str) -> str:
    _expect(act, application_uuid, None)
    return str(act.connection.execute(_DRAFT, (application_uuid,)).fetchone()[1])


def _expect(act: Act, application_uuid: str, position: int | None) -> int:
    """How many steps the draft has; CaseFileError where it does not stand at ``position``, or is no longer there."""
    found = act.connection.execute(_POSITION, (application_uuid,)).fetchone()
    if found is None:
        raise CaseFileError("This draft was saved or discarded in another window. What is drawn here was not kept: open the case again.")
    if position is not None and found[0] != position:
        raise CaseFileError("This draft was drawn on in another window meanwhile. This change was not kept: open the case again.")
    return int(found[1])


def _number(act: Act, version_uuid: str) -> int:
    return int(act.connection.execute(_NUMBER, (version_uuid,)).fetchone()[0])
