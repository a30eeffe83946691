"""Refreshes a store from the platform: fetched, looked at, built beside what is in use, and only then accepted in its place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from ...domain.clock import Clock
from ...domain.dataset import Snapshot
from ...domain.plain_figures import counted
from ..records.record_place import NationalGridTransformer
from ..store.builder import build_store
from ..store.builder_unit import DatasetLookup
from ..store.generations import current_generation, has_store
from ..store.local_files import LocalFiles
from ..store.local_store import LocalStore
from .asker import Asker
from .authority import DISTRICT, PlatformAuthority, find_authority, ground_of
from .fetch_dataset import FetchedDataset, fetch_dataset
from .log_line import LogKind, LogLine
from .refresh_log import RefreshLog
from .spool import Spool
from .web import PlatformError


class Outcome(Enum):
    """What became of one dataset."""

    NEW = "fetched"
    SAME = "as it was"
    REFUSED = "refused"
    FAILED = "not fetched"


@dataclass(frozen=True)
class DatasetRefresh:
    """``before`` and ``count`` are records, None where there were or came none; ``sentence`` says why a dataset was refused or failed."""

    dataset: str
    outcome: Outcome
    before: int | None
    count: int | None
    sent: int = 0
    incremental: bool = False
    unfindable: tuple[int, ...] = ()
    sentence: str = ""
    from_file: bool = False


#: Reads the council's own layers: given what the store has, by slug, what became of each, and what is to be built.
ReadLocal = Callable[[Mapping[str, Snapshot]], tuple[list[DatasetRefresh], list[LocalFiles]]]


@dataclass(frozen=True)
class Refreshed:
    """``before`` is the generation in use, "" for a new store; ``generation`` the new one, which nobody reads until it is accepted, ""
    where nothing has changed. ``authority`` is None where nothing but the council's own layers was read."""

    authority: PlatformAuthority | None
    before: str
    generation: str
    datasets: tuple[DatasetRefresh, ...]


def refresh(
    folder: Path,
    authority: str,
    datasets: Sequence[str],
    asker: Asker,
    *,
    transformer: NationalGridTransformer,
    clock: Clock,
    catalogue: DatasetLookup,
    allow_fewer: Collection[str] = (),
    afresh: bool = False,
    from_files: bool = False,
    told: Callable[[str, int, int], None] | None = None,
    heard: Callable[[LogLine], None] | None = None,
    local: ReadLocal | None = None,
) -> Refreshed:
    """Fetch the datasets for an authority and build them into a generation that waits to be accepted; the one in use is left in use.

    A dataset that can't be fetched, or that would be emptied or shrink below the settings' ``least_share``, keeps what the store has of
    it; those of ``allow_fewer`` may shrink. ``from_files`` takes each out of the file of the whole dataset, not page by page. ``local``
    reads the council's own layers, which are built with them. What was asked, and what came of it, stands in the store's log, and
    ``heard`` gets each line.

    Raises PlatformError where the authority is not known, StoreError where nothing can be built.
    """
    settings = asker.settings
    with RefreshLog(folder, clock, settings.log_bytes, settings.logs_kept, heard) as log:
        asker.log = log
        log.tell(LogKind.BEGUN, f"A refresh for “{authority}”; wanted: {counted(len(datasets), 'dataset')}.", len(datasets))
        if from_files and not settings.files:
            raise PlatformError(f"Nobody has said where {settings.address} has its files. Name their address, or fetch page by page.")
        found = find_authority(asker, authority)
        ground = ground_of(asker, found) if from_files else None
        before = current_generation(folder) if has_store(folder) else ""
        had = snapshots_of(folder, before)
        outcomes, files = [], []
        for dataset in dict.fromkeys([DISTRICT, *datasets]):
            log.about = dataset
            outcome, file = _one(folder, dataset, found, asker, clock, had.get(dataset), dataset in allow_fewer, afresh, ground, told)
            tell_outcome(log, outcome)
            outcomes.append(outcome)
            files += [file] if file is not None else []
        own, layers = local(had) if local is not None else ([], [])
        for outcome in own:
            tell_outcome(log, outcome)
        outcomes += own
        log.about = ""
        generation = ""
        if files or layers:
            report = build_store(
                folder,
                files,
                transformer=transformer,
                clock=clock,
                catalogue=catalogue,
                authority=found.code,
                allow_fewer=True,
                publish=False,
                local=layers,
            )
            generation = report.generation
        log.tell(LogKind.ENDED, f"Built beside what is in use: {generation}." if generation else "The store has all of it already.")
    return Refreshed(found, before, generation, tuple(outcomes))


def _one(
    folder: Path,
    dataset: str,
    authority: PlatformAuthority,
    asker: Asker,
    clock: Clock,
    snapshot: Snapshot | None,
    may_shrink: bool,
    afresh: bool,
    ground: BaseGeometry | None,
    told: Callable[[str, int, int], None] | None,
) -> tuple[DatasetRefresh, Path | None]:
    spool = Spool(folder / "fetched" / authority.code / dataset)
    before = snapshot.count if snapshot is not None else None
    try:
        fetched = fetch_dataset(
            dataset,
            authority,
            asker,
            spool,
            clock,
            # The district is a page or two, and its neighbours' shapes are large
            ground=None if dataset == DISTRICT else ground,
            afresh=afresh,
            told=None if told is None else lambda done, of: told(dataset, done, of),
        )
    except PlatformError as error:
        return DatasetRefresh(dataset, Outcome.FAILED, before, None, sentence=str(error)), None
    refused = "" if may_shrink else _shrunk(dataset, before, fetched, asker.settings.least_share)
    if refused:
        return _told(fetched, Outcome.REFUSED, before, refused), None
    if snapshot is not None and snapshot.sha256 == spool.digest(dataset):
        return _told(fetched, Outcome.SAME, before), None
    return _told(fetched, Outcome.NEW, before), fetched.path


def _told(fetched: FetchedDataset, outcome: Outcome, before: int | None, sentence: str = "") -> DatasetRefresh:
    how = (fetched.sent, fetched.incremental, fetched.unfindable, sentence, fetched.from_file)
    return DatasetRefresh(fetched.dataset, outcome, before, fetched.count, *how)


def tell_outcome(log: RefreshLog, outcome: DatasetRefresh) -> None:
    """Write down what became of one dataset."""
    log.about = outcome.dataset
    log.tell(LogKind(outcome.outcome.value), _outcome_words(outcome), outcome.count or 0)


def _outcome_words(outcome: DatasetRefresh) -> str:
    if outcome.sentence:
        return outcome.sentence
    had = "had none" if outcome.before is None else f"had {outcome.before:,}"
    wire = f"a file of {outcome.sent:,} came" if outcome.from_file else f"{outcome.sent:,} came over the wire, counting both ways"
    sent = wire if outcome.sent else "nothing had to be sent"
    return f"{counted(outcome.count or 0, 'record')}, the store {had}; {sent}."


def _shrunk(dataset: str, before: int | None, fetched: FetchedDataset, least_share: float) -> str:
    if before is None or before == 0 or fetched.count >= before * least_share:
        return ""
    return (
        f"{dataset} has {before:,} records in the store and {fetched.count:,} on the platform. The store keeps what it has; if fewer are "
        "right, say so and refresh again."
    )


def snapshots_of(folder: Path, generation: str) -> dict[str, Snapshot]:
    """What a generation holds, by dataset; nothing where there is none."""
    if not generation:
        return {}
    with LocalStore(folder, generation) as store:
        return dict(store.snapshots())
