"""Which two generations are compared where a person names one, both or none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ...domain.errors import StoreError
from ..open_store import generations_at, open_store
from ..postgis.hidden_words import shown


def chosen_generations(
    address: str | Path, before: str = "", after: str = "", credentials: Mapping[str, str] | None = None
) -> tuple[str, str]:
    """The older and the newer: those named, else the one in use and the newest that is older than it. Raises StoreError without two.

    ``credentials`` as ``open_store`` takes them.
    """
    there = generations_at(address, credentials)
    with open_store(address, after, credentials) as store:
        newer = store.generation
    older = before or next((each for each in there if each < newer), "")
    if not older:
        raise StoreError(f"The store in {shown(str(address))} has only one generation, so nothing can be compared.")
    if older not in there:
        raise StoreError(f"The store in {shown(str(address))} has no generation “{older}”. It has {', '.join(there)}.")
    return older, newer
