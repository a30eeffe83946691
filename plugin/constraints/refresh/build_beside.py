"""Builds what came of a refresh beside the generation in use: the platform's datasets and the council's own layers alike."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ...domain.clock import Clock
from ...domain.dataset import Snapshot
from ..records.record_place import NationalGridTransformer
from ..store.build_request import BuildRequest
from ..store.builder import build_store
from ..store.builder_unit import DatasetLookup
from ..store.generations import current_generation, has_store
from ..store.local_files import LocalFiles
from ..store.local_store import LocalStore
from .log_line import LogKind
from .refresh_log import RefreshLog


@dataclass(frozen=True)
class StoreBefore:
    """A store as a refresh found it on a day (``on``).

    ``generation`` is the one in use, "" for a new store; ``had`` what that holds, ``stood`` how many records have not ended, by dataset.
    """

    generation: str
    on: date
    had: Mapping[str, Snapshot]
    stood: Mapping[str, int]

    @classmethod
    def of(cls, folder: Path, on: date) -> StoreBefore:
        """Raises StoreError where the store can't be read."""
        if not has_store(folder):
            return cls("", on, {}, {})
        generation = current_generation(folder)
        with LocalStore(folder, generation) as store:
            return cls(generation, on, dict(store.snapshots()), store.standing(on))


def build_beside(
    folder: Path,
    files: Sequence[Path],
    local: Sequence[LocalFiles],
    log: RefreshLog,
    *,
    transformer: NationalGridTransformer,
    clock: Clock,
    catalogue: DatasetLookup,
    authority: str | None = None,
    without: Collection[str] = (),
    declared: str = "",
) -> str:
    """Build ``files`` and ``local`` layers into a generation that nobody reads until it is accepted, and give its name; "" where there is
    nothing to build. ``declared`` is what it keeps of the declarations of local layers, "" where that stays as it was.

    What may shrink was judged before. The log hears of it. Raises StoreError.
    """
    generation = ""
    if files or local or without or declared:
        report = build_store(
            BuildRequest(
                folder, files, authority=authority, allow_fewer=True, publish=False, local=local, without=without, declared=declared
            ),
            transformer=transformer,
            clock=clock,
            catalogue=catalogue,
        )
        generation = report.generation
    log.tell(LogKind.ENDED, f"Built beside what is in use: {generation}." if generation else "Nothing is new: the store stays as it was.")
    return generation
