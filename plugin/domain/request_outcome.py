"""How a request to the applicant came out: silence is never a yes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Outcome(Enum):
    """``AGREED_OR_SILENT`` is what plain BOPS leaves open until the officer records which it was."""

    PENDING = "pending"
    OPEN = "open"
    AGREED = "agreed"
    DISAGREED = "disagreed"
    SILENT = "silent"
    UNANSWERED = "unanswered"
    AGREED_OR_SILENT = "agreed or silent"
    CANCELLED = "cancelled"
    CANCELLED_AFTER_AGREEMENT = "cancelled after agreement"
    CANCELLED_AFTER_SILENCE = "cancelled after silence"
    CANCELLED_AFTER_EITHER = "cancelled after agreement or silence"


@dataclass(frozen=True)
class RequestOutcome:
    """An outcome with its sentence for the officer."""

    outcome: Outcome
    words: str

    @property
    def is_the_applicant_s_yes(self) -> bool:
        """Whether the applicant, and nobody's silence, has agreed."""
        return self.outcome in (Outcome.AGREED, Outcome.CANCELLED_AFTER_AGREEMENT)

    @property
    def leaves_open_who_agreed(self) -> bool:
        """Whether the officer has to find out if it was the applicant."""
        return self.outcome in (Outcome.AGREED_OR_SILENT, Outcome.CANCELLED_AFTER_EITHER)
