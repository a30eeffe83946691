"""Refreshes a store from the platform: fetched, looked at, built beside what is in use, and only then accepted in its place."""

from __future__ import annotations

from collections.abc import Callable

from ...domain.clock import Clock, today
from ...domain.plain_figures import counted
from ..catalogue import Catalogue
from ..records.record_place import NationalGridTransformer
from ..refresh.build_beside import StoreBefore, build_beside
from ..refresh.log_line import LogKind, LogLine
from ..refresh.refresh_limits import usual_limits
from ..refresh.refresh_log import RefreshLog
from ..refresh.refreshed import DatasetRefresh, Refreshed, tell_outcome
from ..store.local_files import LocalFiles
from .asker import Asker
from .authority import DISTRICT, find_authority, ground_of
from .refresh_dataset import DatasetsRefresher
from .refresh_request import RefreshRequest
from .web import PlatformError

#: Reads the council's own layers: given the store as it was, what became of each, and what is to be built.
ReadLocal = Callable[[StoreBefore], tuple[list[DatasetRefresh], list[LocalFiles]]]


def refresh(
    request: RefreshRequest,
    asker: Asker,
    *,
    transformer: NationalGridTransformer,
    clock: Clock,
    catalogue: Catalogue,
    told: Callable[[str, int, int], None] | None = None,
    heard: Callable[[LogLine], None] | None = None,
    local: ReadLocal | None = None,
) -> Refreshed:
    """Fetch what is wanted and build it into a generation that waits to be accepted; the one in use is left in use.

    A dataset that can't be fetched, or that would be emptied or shrink below the ``least_share`` of the limits, keeps what the store has of
    it. ``local`` reads the council's own layers, which are built with them. What was asked, and what came of it, stands in the store's log,
    and ``heard`` gets each line.

    Raises PlatformError where the authority is not known, StoreError where nothing can be built.
    """
    settings, limits, folder = asker.settings, usual_limits(), request.folder
    datasets = request.datasets if request.datasets is not None else [each.slug for each in catalogue.constraints]
    with RefreshLog(folder, clock, limits.log_bytes, limits.logs_kept, heard) as log:
        asker.log = log
        log.tell(LogKind.BEGUN, f"A refresh for “{request.authority}”; wanted: {counted(len(datasets), 'dataset')}.", len(datasets))
        if request.from_files and not settings.files:
            raise PlatformError(f"Nobody has said where {settings.address} has its files. Name their address, or fetch page by page.")
        found = find_authority(asker, request.authority)
        ground = ground_of(asker, found) if request.from_files else None
        before = StoreBefore.of(folder, today(clock))
        refresher = DatasetsRefresher(folder, found, asker, clock, ground, request.afresh, request.allow_fewer, told)
        outcomes, files = [], []
        for dataset in dict.fromkeys([DISTRICT, *datasets]):
            log.about = dataset
            outcome, file = refresher.refresh(dataset, before.had.get(dataset), before.stood.get(dataset, 0))
            tell_outcome(log, outcome)
            outcomes.append(outcome)
            files += [file] if file is not None else []
        own, layers = local(before) if local is not None else ([], [])
        for outcome in own:
            tell_outcome(log, outcome)
        outcomes += own
        log.about = ""
        generation = build_beside(
            folder, files, layers, log, transformer=transformer, clock=clock, catalogue=catalogue, authority=found.code
        )
    return Refreshed(found, before.generation, generation, tuple(outcomes))
