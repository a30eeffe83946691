"""The head of the audit trail, as it was deposited with a back office."""

from __future__ import annotations

from typing import NamedTuple


class TrailSeal(NamedTuple):
    """``sequence`` and ``sha256`` are of the trail's last entry then; ``deposited_at`` is ISO 8601 in UTC."""

    sequence: int
    sha256: str
    deposited_with: str
    deposited_at: str
