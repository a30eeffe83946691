"""How a request to change a red line was settled: which line is in force because of it, and by whose word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Settled(Enum):
    """AGREED by the applicant's own yes; ACCEPTED by an officer's hand, where there was none that counts; KEPT: the earlier line stays."""

    AGREED = "agreed"
    ACCEPTED = "accepted"
    KEPT = "kept"


@dataclass(frozen=True)
class Settlement:
    """``request_uuid``: see RecordedReply. ``version_uuid`` is the line that is in force since, "" where none came into force by it.

    ``officer`` is who accepted or kept; ``at`` is ISO 8601 in UTC.
    """

    request_uuid: str
    settled: Settled
    version_uuid: str
    reason: str
    officer: str
    at: str
