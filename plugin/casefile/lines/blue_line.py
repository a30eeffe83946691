"""The blue line of an application: other land of the same owner, kept in versions of its own."""

from __future__ import annotations

from ...domain.boundary_version import BoundaryOrigin, LineKind
from ...domain.identity import Identity
from ...domain.reading import SiteReading
from ..acts import add_boundary_version
from ..errors import NotProposed
from ..trail.act import Act
from ..whole_case import application_row
from .boundary_rows import content_of
from .drafts import refuse_unless_amendable

_LAST = """
SELECT content_sha256 FROM boundary_version WHERE application_uuid = ? AND kind = 'blue' ORDER BY number DESC LIMIT 1
"""
_NO_REASON = "Say how the land is known to be the applicant's: a plan, a letter, the register of title."


def keep_blue_line(
    act: Act, identity: Identity, application_uuid: str, reading: SiteReading, reason: str, *, from_file: bool = False
) -> str:
    """Keep a blue line as its next version; gives its uuid. ``from_file``: it is the applicant's own, as it came.

    NotProposed names the field that is wrong: "line" or "reason".
    """
    refuse_unless_amendable(application_row(act.connection, application_uuid), identity)
    if reading.boundary is None:
        wrong = next((check.message for check in reading.checks), "There is no line that can be used.")
        raise NotProposed("line", f"The blue line was not kept. {wrong}")
    if not reason.strip():
        raise NotProposed("reason", _NO_REASON)
    if content_of(reading) == _last(act, application_uuid):
        raise NotProposed("line", "This is the blue line that is kept already.")
    origin = BoundaryOrigin.SUBMITTED if from_file else BoundaryOrigin.VALIDATED
    return add_boundary_version(act, application_uuid, reading, origin, reason.strip(), LineKind.BLUE, in_force=False)


def take_blue_line_away(act: Act, identity: Identity, application_uuid: str, reason: str) -> str:
    """The applicant has no other land: the next version of the blue line has none; gives its uuid."""
    row = application_row(act.connection, application_uuid)
    refuse_unless_amendable(row, identity)
    if not _last(act, application_uuid):
        raise NotProposed("line", "There is no blue line that could be taken away.")
    if not reason.strip():
        raise NotProposed("reason", "Say why there is no other land of the applicant.")
    reading = SiteReading(site=str(row["reference"]), file="", found="taken away in Redline")
    return add_boundary_version(act, application_uuid, reading, BoundaryOrigin.VALIDATED, reason.strip(), LineKind.BLUE, in_force=False)


def _last(act: Act, application_uuid: str) -> str:
    """The digest of the blue line that stands, "" where none does."""
    found = act.connection.execute(_LAST, (application_uuid,)).fetchone()
    return str(found[0]) if found is not None else ""
