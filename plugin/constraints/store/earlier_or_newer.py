"""Which generation of a store is meant by whoever wants an earlier one back, or takes a newer one."""

from __future__ import annotations

from pathlib import Path

from ...domain.errors import StoreError
from .generations import current_generation, earlier_generations, generations_of, has_store


def earlier_generation(folder: Path, name: str = "") -> str:
    """The one named, else the newest that is older than the one in use. Raises StoreError where there is none, or it is newer."""
    current = current_generation(folder) if has_store(folder) else ""
    earlier = earlier_generations(folder, current)
    chosen = name or next(iter(earlier), "")
    if not chosen:
        raise StoreError(f"The store in {folder} has no generation before the one in use.")
    _check_known(folder, chosen, current)
    if chosen not in earlier:
        raise StoreError(f"{chosen} is no earlier one: {current or 'none'} is in use. To take it: redline store accept {folder} {chosen}")
    return chosen


def newer_generation(folder: Path, name: str) -> str:
    """The one named. Raises StoreError where it is not there, or is no newer one than the one in use."""
    current = current_generation(folder) if has_store(folder) else ""
    _check_known(folder, name, current)
    if name in earlier_generations(folder, current):
        raise StoreError(f"{name} is no newer one: {current} is in use. To put it back: redline store put-back {folder} {name}")
    return name


def _check_known(folder: Path, name: str, current: str) -> None:
    there = generations_of(folder)
    if name == current:
        raise StoreError(f"The store in {folder} uses {name} already.")
    if name not in there:
        raise StoreError(f"The store in {folder} has no generation “{name}”. It has {', '.join(there)}.")
