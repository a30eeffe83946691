"""Where the platform is and how it is asked (resources/catalogue/platform.json)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlsplit

from ...resources_path import resources_path
from ..secure_address import is_loopback, with_scheme
from ..strict_json import read_object
from .web import PlatformError


@dataclass(frozen=True)
class PlatformSettings:
    """``address`` has no slash at its end. ``files`` is where whole datasets lie as files, "" where nobody said; one of more than
    ``largest_file`` bytes, or that takes longer than ``longest_file`` seconds, is not fetched."""

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
    )


def settings_for(address: str, files: str = "") -> PlatformSettings:
    """What the table says, of a platform at another address where one is named.

    ``files`` is where that one has its files: those of the usual platform are not taken for another's. https is meant where nothing else
    is said. Nobody else waits for a platform on this very computer: it is asked without pauses. Raises PlatformError for what is no
    address.
    """
    usual = usual_settings()
    there = _address(address) or usual.address
    pause = 0.0 if is_loopback(urlsplit(there).hostname or "") else usual.pause
    return replace(usual, address=there, files=_address(files) or (usual.files if there == usual.address else ""), pause=pause)


def _address(typed: str) -> str:
    whole = with_scheme(typed).rstrip("/")
    if whole and not whole.lower().startswith(("https://", "http://")):
        raise PlatformError(f"{typed} is not where a platform can be. An address looks like {usual_settings().address}.")
    return whole
