"""Whether a dataset that came would take more from officers than is likely to be true."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ...domain.dataset import Snapshot
from ..store.local_store import LocalStore
from .fetch_dataset import FetchedDataset
from .platform_settings import PlatformSettings


def standing_of(folder: Path, generation: str, on: date) -> dict[str, int]:
    """How many records of each dataset of a generation have not ended by a day; nothing where there is no generation."""
    if not generation:
        return {}
    with LocalStore(folder, generation) as store:
        return store.standing(on)


def shrunk(fetched: FetchedDataset, had: Snapshot, stood: int, settings: PlatformSettings) -> str:
    """The sentence that refuses it, "" where nothing speaks against it. ``stood`` is how many records of the store have not ended.

    One that somebody ended is not lost, but when most have ended that is more likely a fault than the truth. Those that ended long ago hide
    no loss, nor do records that have come without their shapes.
    """
    kept = "The store keeps what it has; if fewer are right, say so and refresh again."
    ended = fetched.count - fetched.standing
    newly_ended = max(0, ended - (had.count - stood))
    lost = fetched.standing + newly_ended < stood * settings.least_share
    if lost or fetched.standing < stood * settings.least_standing_share:
        words = f" Those that have ended are not counted ({ended:,})." if ended else ""
        return f"{fetched.dataset} has {stood:,} records in the store and {fetched.standing:,} on the platform.{words} {kept}"
    shapes = had.count - had.without_geometry
    if fetched.shapes < shapes * settings.least_share:
        return f"{fetched.dataset} has {shapes:,} records with a shape in the store and {fetched.shapes:,} on the platform. {kept}"
    return ""
