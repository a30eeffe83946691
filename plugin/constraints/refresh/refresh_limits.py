"""What a refresh may take away, and how long its log stays (resources/catalogue/refresh.json)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ...resources_path import resources_path
from ..strict_json import read_object


@dataclass(frozen=True)
class RefreshLimits:
    """``least_share``: a dataset that would keep less than this share of its records is refused; ``least_standing_share``: so is one
    of whose records less than this share has not ended. A log larger than ``log_bytes`` is put aside, and ``logs_kept`` of those stay.
    """

    least_share: float
    least_standing_share: float
    log_bytes: int
    logs_kept: int


@lru_cache(maxsize=1)
def usual_limits() -> RefreshLimits:
    """What the table says."""
    told = read_object(resources_path("catalogue", "refresh.json"))
    return RefreshLimits(
        least_share=told.number("least_share", 0.9),
        least_standing_share=told.number("least_standing_share", 0.5),
        log_bytes=int(told.number("log_bytes", 400_000)),
        logs_kept=int(told.number("logs_kept", 3)),
    )
