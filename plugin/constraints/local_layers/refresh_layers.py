"""Builds local layers into a store beside what is in use: one that is new or changed, all of them read again, or one that is taken away."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from ...domain.clock import Clock, today
from ..refresh.build_beside import StoreBefore, build_beside
from ..refresh.log_line import LogKind, LogLine
from ..refresh.refresh_limits import usual_limits
from ..refresh.refresh_log import RefreshLog
from ..refresh.refreshed import Refreshed, tell_outcome
from ..store.builder_unit import DatasetLookup
from .declarations import declared_text, load_layers
from .layer_spool import forget_spools
from .local_layer import LocalLayer
from .read_layers import LayersReader


def refresh_layers(
    reader: LayersReader,
    *,
    clock: Clock,
    catalogue: DatasetLookup,
    without: Collection[str] = (),
    declared: Sequence[LocalLayer] | None = None,
    heard: Callable[[LogLine], None] | None = None,
) -> Refreshed:
    """Read the reader's layers, and build those that changed into a generation that waits to be accepted; nothing else is asked for.

    The datasets ``without`` are left out of it: a layer that is taken away, or that stands under another name from now on; where what
    stands in its place can't be read, it stays. ``declared`` are all layers of the store from then on, None where they stay as they are.
    They are part of the generation and come into use with it; where a layer was not taken, they stay as they are too.

    It is told in the store's log, and ``heard`` gets each line. Raises StoreError where nothing can be built.
    """
    folder, limits = reader.folder, usual_limits()
    with RefreshLog(folder, clock, limits.log_bytes, limits.logs_kept, heard) as log:
        log.tell(LogKind.BEGUN, f"The council's own layers: {len(reader.layers):,} to read.", len(reader.layers))
        before = StoreBefore.of(folder, today(clock))
        outcomes, layers = reader.read(before)
        for outcome in outcomes:
            tell_outcome(log, outcome)
        log.about = ""
        failed = any(each.sentence for each in outcomes)
        leaving = {slug for slug in without if slug in before.had and not failed}
        new = declared if declared is not None and not failed and tuple(declared) != load_layers(folder) else None
        generation = build_beside(
            folder,
            (),
            layers,
            log,
            transformer=reader.transformer,
            clock=clock,
            catalogue=catalogue,
            without=leaving,
            declared=declared_text(new) if new is not None else "",
        )
        if new is not None:
            forget_spools(folder, (each.slug for each in new))
    return Refreshed(None, before.generation, generation, tuple(outcomes))
