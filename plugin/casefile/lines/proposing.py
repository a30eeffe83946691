"""Making a version of a draft: the numbered line, the end of the draft and the trail, in one act."""

from __future__ import annotations

from ...boundary.returned_line import match_returned
from ...constraints.geopackage.geopackage_blob import decoded
from ...domain.boundary_version import BoundaryOrigin, LineKind
from ...domain.check import Severity
from ...domain.identity import Identity
from ...domain.reading import SiteReading
from ...rules.rules import Rules
from ..acts import add_boundary_version
from ..errors import NotProposed
from ..requests.missing_words import REASON
from ..trail.act import Act
from ..whole_case import application_row
from .drafts import draft_of, forget, refuse_unless_amendable
from .lines_in_force import BOUNDARY

_LINE = "SELECT number, geometry FROM boundary_version WHERE uuid = ?"


def propose(
    act: Act,
    identity: Identity,
    application_uuid: str,
    reading: SiteReading,
    reason: str,
    rules: Rules,
) -> str:
    """Save the draft as a proposed version; ``reading`` is the draft as it was read and checked, ``rules`` say when two lines are one.

    Gives the version's uuid. NotProposed names the field that is wrong.
    """
    row = application_row(act.connection, application_uuid)
    warning = refuse_unless_amendable(row, identity)
    draft = draft_of(act.connection, application_uuid)
    if draft is None:
        raise NotProposed("draft", "There is no draft any more: it was saved or discarded in another window.")
    if not reason.strip():
        raise NotProposed("reason", REASON)
    error = next((check.message for check in reading.checks if check.severity is Severity.ERROR), "")
    if reading.boundary is None or error:
        raise NotProposed("line", error or "There is no line that can be used.")
    if draft.base_uuid != row["boundary_uuid"]:
        number, _ = act.connection.execute(_LINE, (row["boundary_uuid"],)).fetchone()
        raise NotProposed(
            "base", f"The red line has become version {number} since this draft was begun. Compare the draft with it, then save again."
        )
    number, geometry = act.connection.execute(_LINE, (draft.base_uuid,)).fetchone()
    if geometry is not None and match_returned(decoded(geometry), reading.boundary.geometry, rules).unchanged:
        raise NotProposed("line", f"The line is the same as version {number}, to within 2 cm: there is nothing to propose.")
    forget(act, application_uuid)
    uuid = add_boundary_version(act, application_uuid, reading, BoundaryOrigin.PROPOSED, reason.strip(), LineKind.RED, in_force=False)
    if warning:
        act.trail.add(application_uuid, "proposed on another officer's case", BOUNDARY, uuid, after={"warned": warning})
    return uuid
