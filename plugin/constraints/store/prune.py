"""Which generations of a store are old enough to be deleted."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path

from ...domain.clock import Clock
from ...domain.errors import StoreError
from ...resources_path import resources_path
from .build_lock import build_lock
from .generations import built_generations, current_generation, generation_path, moment_of


@dataclass(frozen=True)
class Keeping:
    """How many generations are kept, the one in use among them, and how many hours an older one is kept in any case."""

    kept: int
    hours: float


@cache
def usual_keeping() -> Keeping:
    """What resources/store/generations.json says."""
    found = json.loads(resources_path("store", "generations.json").read_text(encoding="utf-8"))
    return Keeping(int(found["kept"]), float(found["hours"]))


def keeping_of(kept: int) -> Keeping:
    """So many generations, for the usual hours; the usual number for 0."""
    usual = usual_keeping()
    return replace(usual, kept=kept) if kept else usual


def prune_unless_building(folder: Path, clock: Clock, keeping: Keeping) -> tuple[str, ...]:
    """The same for somebody who does not build; whoever builds just now does it in the end."""
    with suppress(StoreError), build_lock(folder):
        return prune(folder, clock, keeping)
    return ()


def prune(folder: Path, clock: Clock, keeping: Keeping) -> tuple[str, ...]:
    """Delete generations that are too many and were replaced long enough ago; gives their names.

    The generation in use stays, and so does whatever the system does not let go of: on Windows and on a file share that is a file which
    somebody has open. Files with other names than a build gives are left alone.
    """
    current = current_generation(folder)
    found = [name for name in built_generations(folder) if name != current]
    deleted = []
    latest = clock.now() - timedelta(hours=keeping.hours)
    for name, successor in zip(found, [current, *found]):
        made = moment_of(successor)
        # One with a name of its own counts as new
        if found.index(name) + 1 >= keeping.kept and made is not None and made <= latest and _deleted(generation_path(folder, name)):
            deleted.append(name)
    return tuple(deleted)


def _deleted(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True
