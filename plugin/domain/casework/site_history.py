"""What was decided on the land before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .one_of_many import OneOfMany


@dataclass(frozen=True)
class SiteHistory(OneOfMany):
    """An earlier application: ``decided_on`` is the day of its decision, None where nobody knows it."""

    reference: str
    description: str
    decision: str = ""
    decided_on: date | None = None
    address: str = ""
    comment: str = ""

    @property
    def lacking(self) -> str:
        if not self.reference.strip():
            return "Give the reference of the earlier application."
        return "" if self.description.strip() else "Say what was applied for."
