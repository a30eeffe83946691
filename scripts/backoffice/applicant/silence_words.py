"""What silence does, told to the applicant as it is."""

from __future__ import annotations

from datetime import datetime

from ..request_types import RED_LINE
from ..silence import Effect
from .plain_dates import by_when


def what_silence_does(effect: str | None, closes_at: datetime, kind: str = RED_LINE) -> str:
    """For a letter and for the page."""
    thing = "boundary" if kind == RED_LINE else "description"
    if effect == Effect.CLOSES_AND_ADOPTS.value:
        return (
            f"If you do not answer {by_when(closes_at)}, your silence counts as a yes: "
            f"the proposed {thing} then replaces the present one without your agreement."
        )
    return (
        f"If you do not answer {by_when(closes_at)}, we close this request and your {thing} stays as it is. "
        "Silence is not taken for a yes. The planning officer then decides what to do next, and may write to you again."
    )
