"""Depositing the head of the audit trail with the back office, and noticing where the trail is not the one that was deposited."""

from __future__ import annotations

from ..boundary.plain_values import as_text
from ..casefile.case_file import CaseFile
from ..casefile.trail.act import new_uuid
from ..domain.clock import Clock, timestamp
from ..domain.moments import day_of
from ..domain.plain_days import plain_day
from ..domain.trail_seal import TrailSeal
from .bops import Bops
from .endpoints import TRAIL
from .errors import OUT_OF_REACH, BackOfficeError
from .known_capabilities import known_capabilities
from .officer_api import Held, OfficerApi
from .question import Order

_NEEDS = frozenset({"show_trail_seal", "deposit_trail_seal"})
_LACKING = (
    "This token may not seal the audit trail. An administrator of the back office can allow it under Admin, Tokens (assessment:write)."
)


def seal_trail(client: Bops, case_file: CaseFile, clock: Clock) -> str:
    """Deposit the head of the trail where the back office takes it. Gives a sentence for the officer where something is not right, else "".

    Raises Cancelled and CaseFileError. Where the trail is not the one that was deposited, that is said once, and from then on it is sealed
    under another name: the back office keeps the seals of the first.
    """
    source = client.connection.source
    known = known_capabilities(case_file, source)
    if known is None or not known.operations >= _NEEDS:
        return ""
    api, names = OfficerApi(client, clock), {"trail": case_file.trail_name()}
    try:
        held = api.held(TRAIL, "", names)
        torn = _torn(case_file, held)
        if torn:
            case_file.rename_trail()
            return torn
        sequence, sha256 = case_file.audit_head()
        if held.value.get("sequence") != sequence:
            data = {"sequence": sequence, "sha256": sha256}
            api.carry_out(Order(TRAIL, new_uuid(), held.etag, data, method="PUT", names=tuple(names.items())), _LACKING)
            case_file.keep_seal(TrailSeal(sequence, sha256, source, timestamp(clock)))
    except BackOfficeError as error:
        # What is out of reach is told by whatever else was asked of it; the next update seals all of it
        return "" if error.trouble in OUT_OF_REACH else f"The audit trail was not sealed: {error}"
    return ""


def _torn(case_file: CaseFile, held: Held) -> str:
    """Where the trail here is not the one that was deposited last, in words; "" where it is."""
    sequence = held.value.get("sequence")
    if not isinstance(sequence, int) or not sequence or case_file.audit_digest(sequence) == held.value.get("sha256"):
        return ""
    day = day_of(as_text(held.value.get("deposited_at")))
    when = f" on {plain_day(day)}" if day is not None else ""
    return (
        f"The audit trail of {case_file.path.name} is not the one that was sealed: the back office has the seal of entry {sequence:,}, "
        f"deposited{when} by {as_text(held.value.get('deposited_by')) or 'somebody'}, and here that entry is another, or missing. Was the "
        "file put back from a copy? Else show it to whoever looks after the council's records, with its copies. From now on it is sealed "
        "under another name."
    )
