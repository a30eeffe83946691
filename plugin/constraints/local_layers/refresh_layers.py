"""Builds local layers into a store beside what is in use: one that is new or changed, all of them read again, or one that is taken away."""

from __future__ import annotations

from collections.abc import Callable, Collection

from ...domain.clock import Clock
from ..platform.log_line import LogKind, LogLine
from ..platform.platform_settings import usual_settings
from ..platform.refresh import Refreshed, snapshots_of, tell_outcome
from ..platform.refresh_log import RefreshLog
from ..store.builder import build_store
from ..store.builder_unit import DatasetLookup
from ..store.generations import current_generation, has_store
from .read_layers import LayersReader


def refresh_layers(
    reader: LayersReader,
    *,
    clock: Clock,
    catalogue: DatasetLookup,
    without: Collection[str] = (),
    heard: Callable[[LogLine], None] | None = None,
) -> Refreshed:
    """Read the reader's layers, and build those that changed into a generation that waits to be accepted; nothing else is asked for.

    The datasets ``without`` are left out of it: a layer that is taken away, or that stands under another name from now on; where what
    stands in its place can't be read, it stays. It is told in the store's log, and ``heard`` gets each line. Raises StoreError where
    nothing can be built.
    """
    folder, settings = reader.folder, usual_settings()
    with RefreshLog(folder, clock, settings.log_bytes, settings.logs_kept, heard) as log:
        log.tell(LogKind.BEGUN, f"The council's own layers: {len(reader.layers):,} to read.", len(reader.layers))
        before = current_generation(folder) if has_store(folder) else ""
        had = snapshots_of(folder, before)
        outcomes, layers = reader.read(had)
        for outcome in outcomes:
            tell_outcome(log, outcome)
        log.about = ""
        failed = any(each.sentence for each in outcomes)
        leaving = {slug for slug in without if slug in had and not failed}
        generation = ""
        if layers or leaving:
            report = build_store(
                folder,
                (),
                transformer=reader.transformer,
                clock=clock,
                catalogue=catalogue,
                allow_fewer=True,
                publish=False,
                local=layers,
                without=leaving,
            )
            generation = report.generation
        log.tell(LogKind.ENDED, f"Built beside what is in use: {generation}." if generation else "The store has all of it already.")
    return Refreshed(None, before, generation, tuple(outcomes))
