"""A request for another red line with what has become of it, and what that means for the line."""

from __future__ import annotations

from dataclasses import dataclass

from .adoption import NO_EFFECT, Verdict
from .asked_request import AskedRequest
from .boundary_change import ChangeKind
from .request_outcome import RequestOutcome


@dataclass(frozen=True)
class JudgedRequest:
    """``outcome`` is None while the request has reached nobody. ``version_uuid`` is the proposed line ("" while it is not here),
    ``over_uuid`` the one that it was drawn over ("" where that is not known), ``change`` what it does to the line that stood before it,
    None where one of the two can't be used. ``verdict`` is not heeded for a request that is settled.
    """

    request: AskedRequest
    outcome: RequestOutcome | None
    version_uuid: str
    over_uuid: str
    change: ChangeKind | None
    verdict: Verdict = NO_EFFECT

    @property
    def uuid(self) -> str:
        return self.request.uuid
