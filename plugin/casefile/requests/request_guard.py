"""Who may do something about a request for another red line, and at which stage of the case: as for amending the line itself."""

from __future__ import annotations

from ...domain.amending import amendable, may_take_back
from ...domain.identity import Identity
from ..errors import NotAsked
from ..trail.act import Act
from ..whole_case import application_row


def refuse_unless_allowed(act: Act, identity: Identity, application_uuid: str) -> dict[str, str]:
    """NotAsked where the line may only be looked at; else what the history adds ("warned", on another officer's case)."""
    row = application_row(act.connection, application_uuid)
    found = amendable(row["status"], gone=row["gone_at"] is not None, officer=row["officer"], identity=identity)
    if found.refusal:
        raise NotAsked("state", f"Nothing was changed. {found.refusal}")
    return {"warned": found.warning} if found.warning else {}


def refuse_unless_taken_back(identity: Identity) -> None:
    """What waits in the outbox here may be taken back at any stage, since it would be sent; NotAsked without the role."""
    refusal = may_take_back(identity)
    if refusal:
        raise NotAsked("state", f"Nothing was changed. {refusal}")
