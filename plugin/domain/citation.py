"""Where a statement comes from: the row of a rules table behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Citation:
    """One rule that was applied.

    ``sure`` is A (primary text read), B (a reliable secondary source read) or C (professional knowledge, to be confirmed by a planner).
    """

    code: str
    source: str
    sure: str
    checked_on: date
