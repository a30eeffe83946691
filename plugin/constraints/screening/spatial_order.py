"""Sites in the order of space, so that those of one batch need the same pieces of the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ...boundary.many.site_batch import SiteBatch
from ..geopackage.hilbert import hilbert_order

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Sites that are put in order at a time: they are all that is held in memory, however many there are.
_HELD = 100_000


def in_spatial_order(batches: Iterable[SiteBatch], size: int, held: int = _HELD) -> Iterator[SiteBatch]:
    """The sites of ``batches`` in batches of ``size``: every ``held`` of them along a Hilbert curve, those without a boundary last."""
    waiting: list[SiteBatch] = []
    for batch in batches:
        waiting.append(batch)
        if sum(map(len, waiting)) >= held:
            yield from _ordered(waiting, size)
            waiting = []
    yield from _ordered(waiting, size)


def _ordered(batches: list[SiteBatch], size: int) -> Iterator[SiteBatch]:
    together = SiteBatch.joined(batches)
    order = _order(together.boundaries)
    for start in range(0, len(order), size):
        yield together.taken(order[start : start + size])


def _order(boundaries: NDArray[np.object_]) -> NDArray[np.intp]:
    missing = shapely.is_missing(boundaries)
    there = np.flatnonzero(~missing)
    along = hilbert_order(shapely.bounds(boundaries[there]).astype(np.float32)) if len(there) else there
    return np.concatenate([there[along], np.flatnonzero(missing)])
