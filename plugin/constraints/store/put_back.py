"""Which generation of a store is in use: one that was accepted, or an earlier one that comes back."""

from __future__ import annotations

from pathlib import Path

from ...domain.errors import StoreError
from .build_lock import build_lock
from .generations import current_generation, earlier_generations, generations_of, has_store, point_to
from .local_store import LocalStore


def put_into_use(folder: Path, name: str) -> None:
    """Put a generation into use that was built beside the one in use, and is accepted now. Raises StoreError as ``put_back`` does."""
    put_back(folder, name)


def put_back(folder: Path, name: str = "") -> str:
    """Put a generation into use: the one named, else the newest that is older than the one in use. Gives its name.

    The one that was in use stays where it is, so that this too can be undone. Raises StoreError where there is none, where it can't be
    read, or while a build is at work.
    """
    there = generations_of(folder)
    with build_lock(folder):
        current = current_generation(folder) if has_store(folder) else ""
        chosen = name or next(iter(earlier_generations(folder, current)), "")
        if not chosen:
            raise StoreError(f"The store in {folder} has no generation before the one in use.")
        if chosen not in there:
            raise StoreError(f"The store in {folder} has no generation “{chosen}”. It has {', '.join(there)}.")
        # Opened before it is pointed to: what can't be read never comes into use
        LocalStore(folder, chosen).close()
        point_to(folder, chosen)
    return chosen
