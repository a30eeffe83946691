"""One rule as it stands in a table: a figure with its dates and its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class RuleRow:
    """A figure that is in force from ``valid_from`` to ``valid_to`` (both days included; None: no end).

    ``sure`` is A (primary text or source read), B (a reliable secondary source) or C (professional knowledge, to be confirmed by a planner).
    ``date_basis`` says by which date the rule is judged: application, validity, decision, or reading.
    """

    code: str
    value: str
    unit: str
    valid_from: date
    valid_to: date | None
    source: str
    checked_on: date
    sure: str
    date_basis: str

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)
