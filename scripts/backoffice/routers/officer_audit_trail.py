"""GET and PUT /api/v2/audit_trails/{trail}: the last head of a client's audit trail that was deposited here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from .. import moments
from ..access import Caller, allow, caller
from ..back_office import BackOffice
from ..described import described
from ..errors import NotFound
from ..field_errors import NotInThisState
from ..officer.bodies import content_of
from ..officer.cases import officer_of
from ..officer.judged import judge
from ..officer.once import Done, act_once
from ..officer.versions import must_match, tagged, written
from ..storage.seal_records import Seal

router = APIRouter()
_PATH = "/api/v2/audit_trails/{trail}"
_TRAIL = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_NOTHING_BEFORE = "0" * 64


@router.get(_PATH, **described("The last seal of a client's audit trail", scope="assessment:read", operation="show_trail_seal"))
def show_trail_seal(request: Request, trail: str) -> Response:
    """Sequence 0 where none was deposited yet."""
    office = allow(request, "assessment:read")
    return tagged(request, written(_shown(office, _named(trail))))


@router.put(
    _PATH,
    **described("Deposit the head of a client's audit trail", scope="assessment:write", operation="deposit_trail_seal", by_officer=True),
)
def deposit_trail_seal(request: Request, trail: str, content: Annotated[bytes, Depends(content_of)]) -> Response:
    """A trail only grows: a head that does not lie after the last one is refused."""
    who = caller(request, "assessment:write")
    name = _named(trail)
    return act_once(who, request, content, lambda data: _deposit(who, request, name, data))


def _deposit(who: Caller, request: Request, trail: str, data: Mapping[str, Any]) -> Done:
    office, officer = who.office, officer_of(who)
    there = _shown(office, trail)
    must_match(request, written(there), "Another seal of this trail was deposited since you saw it. Read it, compare it with the trail.")
    judge("NewTrailSeal", data)
    if data["sequence"] <= there["sequence"]:
        raise NotInThisState(
            f"The last seal of this trail is of entry {there['sequence']}: a trail only grows. Was the file put back from a copy?",
            state="sealed",
        )
    office.seals.add(trail, Seal(data["sequence"], data["sha256"], moments.kept(office.clock.now()), officer))
    return Done(_shown(office, trail))


def _shown(office: BackOffice, trail: str) -> dict[str, Any]:
    seal = office.seals.last(trail)
    if seal is None:
        return {"trail": trail, "sequence": 0, "sha256": _NOTHING_BEFORE, "deposited_at": None, "deposited_by": None}
    return {
        "trail": trail,
        "sequence": seal.sequence,
        "sha256": seal.sha256,
        "deposited_at": moments.written(seal.deposited_at),
        "deposited_by": seal.deposited_by,
    }


def _named(trail: str) -> str:
    if not _TRAIL.fullmatch(trail):
        raise NotFound("An audit trail is named by a UUID in small letters.")
    return trail
