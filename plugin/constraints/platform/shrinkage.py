"""Whether a dataset that came would take more from officers than is likely to be true."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ...domain.dataset import Snapshot
from ..store.local_store import LocalStore
from .fetch_dataset import FetchedDataset


def standing_of(folder: Path, generation: str, on: date) -> dict[str, int]:
    """How many records of each dataset of a generation have not ended by a day; nothing where there is no generation."""
    if not generation:
        return {}
    with LocalStore(folder, generation) as store:
        return store.standing(on)


def shrunk(fetched: FetchedDataset, had: Snapshot, stood: int, least_share: float) -> str:
    """The sentence that refuses it, "" where nothing speaks against it.

    Records that have ended, and those without a shape, bind no site any more: both are held against what the store has of them.
    """
    kept = "The store keeps what it has; if fewer are right, say so and refresh again."
    if fetched.standing < stood * least_share:
        ended = fetched.count - fetched.standing
        words = f" Those that have ended are not counted ({ended:,})." if ended else ""
        return f"{fetched.dataset} has {stood:,} records in the store and {fetched.standing:,} on the platform.{words} {kept}"
    shapes = had.count - had.without_geometry
    if fetched.shapes < shapes * least_share:
        return f"{fetched.dataset} has {shapes:,} records with a shape in the store and {fetched.shapes:,} on the platform. {kept}"
    return ""
