"""The officer's yes to the repair of a red line that can't be used: a numbered version of its own, beside what was submitted."""

from __future__ import annotations

from ...domain.boundary_version import LineKind
from ...domain.identity import Identity
from ..acts import add_boundary_version
from ..errors import CaseFileError
from ..trail.act import Act
from ..whole_case import application_row
from .boundary_rows import versions_of
from .drafts import refuse_unless_amendable


def confirm_repair(act: Act, identity: Identity, application_uuid: str, version_uuid: str) -> str:
    """Make the line that was offered for a version the line in force; gives the uuid of the new version.

    Its original is that of the version that it repairs, to the letter. CaseFileError where the line may only be looked at, where another
    line is in force by now, and where nothing was offered.
    """
    row = application_row(act.connection, application_uuid)
    refuse_unless_amendable(row, identity)
    version = next((each for each in versions_of(act.connection, application_uuid, None) if each.uuid == version_uuid), None)
    if version is None or row["boundary_uuid"] != version_uuid:
        raise CaseFileError(f"{row['reference']} has another red line by now. Nothing was changed: look at the new line.")
    offered = version.reading.proposal
    confirmed = version.reading.confirmed(f"{act.officer_name} on {act.on.isoformat()}")
    if offered is None or confirmed is version.reading:
        raise CaseFileError(f"No repair is offered for version {version.number} of {row['reference']}. Nothing was changed.")
    reason = f"Version {version.number} repaired as offered: {offered.message}"
    return add_boundary_version(act, application_uuid, confirmed, version.origin, reason, LineKind.RED, in_force=True)
