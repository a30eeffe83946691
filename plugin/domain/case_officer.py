"""An officer whom a back office can give cases to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CaseOfficer:
    """``identity`` is the back office's own number; ``role`` its word, "" where it tells none."""

    identity: int
    name: str
    role: str = ""
