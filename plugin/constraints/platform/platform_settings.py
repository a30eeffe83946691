"""Where the platform is and how it is asked (resources/catalogue/platform.json)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from ...resources_path import resources_path
from ..strict_json import read_object


@dataclass(frozen=True)
class PlatformSettings:
    """``least_share``: a dataset that would keep less than this share of its records is refused; ``least_standing_share``: so is one
    of whose records less than this share has not ended. ``address`` has no slash at its end.

    ``files`` is where whole datasets lie as files, "" where nobody said; one of more than ``largest_file`` bytes, or that takes longer
    than ``longest_file`` seconds, is not fetched. A log larger than ``log_bytes`` is put aside, and ``logs_kept`` of those stay.
    """

    address: str
    files: str
    largest_file: int
    longest_file: float
    page: int
    pause: float
    tries: int
    backoff: float
    longest_wait: float
    resumed_within_hours: float
    least_share: float
    least_standing_share: float
    log_bytes: int
    logs_kept: int


@lru_cache(maxsize=1)
def usual_settings() -> PlatformSettings:
    """What the table says."""
    told = read_object(resources_path("catalogue", "platform.json"))
    return PlatformSettings(
        address=told.text("address"),
        files=told.text("files"),
        largest_file=int(told.number("largest_file_mb", 2000) * 1_000_000),
        longest_file=told.number("longest_file_seconds", 3600.0),
        page=int(told.number("page", 250)),
        pause=told.number("pause_seconds", 0.5),
        tries=int(told.number("tries", 4)),
        backoff=told.number("backoff_seconds", 2.0),
        longest_wait=told.number("longest_wait_seconds", 120.0),
        resumed_within_hours=told.number("resumed_within_hours", 24),
        least_share=told.number("least_share", 0.9),
        least_standing_share=told.number("least_standing_share", 0.5),
        log_bytes=int(told.number("log_bytes", 400_000)),
        logs_kept=int(told.number("logs_kept", 3)),
    )


def settings_for(address: str, files: str = "") -> PlatformSettings:
    """What the table says, of a platform at another address where one is named.

    ``files`` is where that one has its files: those of the usual platform are not taken for another's.
    """
    usual = usual_settings()
    there = address.strip().rstrip("/") or usual.address
    return replace(usual, address=there, files=files.strip().rstrip("/") or (usual.files if there == usual.address else ""))
