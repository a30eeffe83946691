"""Another generation of a store than the one in use comes into use, a newer or an earlier one, and the cases that it touches are told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...constraints.changes.compare_generations import changes_between
from ...constraints.store.generations import current_generation, has_store
from ...constraints.store.local_store import LocalStore
from ...domain.clock import Clock, today
from ...domain.entity_change import DatasetChanges
from ...domain.errors import StoreError
from ...rules.rules import Rules
from .accepting import TouchedCases, put_into_use_with_cases, touched_of

if TYPE_CHECKING:
    from ..case_file import CaseFile
    from .refreshing import CasesNear


@dataclass(frozen=True)
class CameIntoUse:
    """``was`` is what was in use before, "" for nothing. The ``touched`` cases show as changed; where ``was`` can't be read any more,
    nobody knows which they are, and it is not ``compared``."""

    was: str
    generation: str
    touched: TouchedCases = ()
    compared: bool = True


def bring_into_use(
    folder: Path,
    generation: str,
    cases: CasesNear | None,
    opened: Callable[[], AbstractContextManager[CaseFile | None]],
    clock: Clock,
    stop: Callable[[], None] = lambda: None,
) -> CameIntoUse:
    """Put the generation into use and let the cases near what differs show as changed, or do neither.

    Without ``cases`` nothing is compared. ``opened`` opens the case file where there is something to note; ``stop`` is called before each
    dataset is compared, and may raise. No generation is deleted, so that this can be undone.

    Raises StoreError where it can't come into use, CaseFileError where the cases can't be read or noted.
    """
    was = current_generation(folder) if has_store(folder) else ""
    changes: tuple[DatasetChanges, ...] | None = ()
    touched: TouchedCases = ()
    if cases is not None:
        changes = _changes(folder, was, generation, clock, stop)
        reader = cases.reader() if changes else None
        touched = touched_of(reader, changes, cases.near_m) if reader is not None and changes else ()
    with opened() if touched else nullcontext() as file:
        put_into_use_with_cases(folder, generation, file, touched)
    return CameIntoUse(was, generation, touched, compared=changes is not None)


def _changes(folder: Path, was: str, generation: str, clock: Clock, stop: Callable[[], None]) -> tuple[DatasetChanges, ...] | None:
    """None where what is in use can't be read: that is a reason to put another in its place, and must not stop it. What can't be read of
    the other is one, and is raised."""
    if not was:
        return ()
    try:
        return changes_between(folder, was, generation, Rules(today(clock)), lambda _slug: stop())
    except StoreError:
        _read_through(folder, generation, stop)
        return None


def _read_through(folder: Path, generation: str, stop: Callable[[], None]) -> None:
    """Which of two can't be read the comparison does not tell. Raises StoreError where it is this one."""
    with LocalStore(folder, generation) as store:
        for slug in store.snapshots():
            stop()
            for _ in store.records(slug):
                pass
