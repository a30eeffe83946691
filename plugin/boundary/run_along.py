"""Whether straight stretches run along others from end to end, to a distance in metres."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from ..arrays import as_array

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: A share of a stretch, and metres: what rounding alone may leave uncovered.
_ROUNDING = 1e-9


def run_along(stretches: NDArray[np.float64], others: shapely.STRtree, ends: NDArray[np.float64], distance: float) -> bool:
    """Whether every point of the stretches, an array of shape (n, 2, 2), lies within ``distance`` metres of one of the others.

    ``others`` is the tree over the other stretches, ``ends`` their ends, likewise of shape (m, 2, 2). The points of a stretch that are near
    another one are an interval of it, because the distance from a convex shape is convex along a line; the intervals have to cover it.
    """
    own, near = others.query(as_array(shapely.linestrings(stretches)), predicate="dwithin", distance=distance)
    low, high = _near(stretches[own], ends[near], distance + _ROUNDING)
    return len(np.unique(own)) == len(stretches) and _covered(own, low, high)


def _near(stretches: NDArray[np.float64], others: NDArray[np.float64], distance: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """From which to which share of each stretch it is within ``distance`` of the other one; nowhere is from 1 to 0."""
    along = stretches[:, 1] - stretches[:, 0]
    pieces = [_in_disc(stretches[:, 0] - others[:, end], along, distance) for end in (0, 1)]
    pieces.append(_in_strip(stretches[:, 0] - others[:, 0], along, others[:, 1] - others[:, 0], distance))
    empty = [low > high for low, high in pieces]
    low = np.min([np.where(none, 1.0, low) for (low, _), none in zip(pieces, empty)], axis=0)
    high = np.max([np.where(none, 0.0, high) for (_, high), none in zip(pieces, empty)], axis=0)
    return np.clip(low, 0.0, 1.0), np.clip(high, 0.0, 1.0)


def _in_disc(start: NDArray[np.float64], along: NDArray[np.float64], radius: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where a line enters and leaves the disc around the origin."""
    square, half = _dot(along, along), _dot(along, start)
    root = half * half - square * (_dot(start, start) - radius * radius)
    wide = np.sqrt(np.maximum(root, 0.0))
    missed = root < 0
    return np.where(missed, 1.0, (-half - wide) / square), np.where(missed, 0.0, (wide - half) / square)


def _in_strip(
    start: NDArray[np.float64], along: NDArray[np.float64], beside: NDArray[np.float64], wide: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where a line enters and leaves the strip that lies ``wide`` metres on both sides of a stretch, from the origin to ``beside``."""
    length = np.sqrt(_dot(beside, beside))
    way = beside / length[:, None]
    across = np.stack([-way[:, 1], way[:, 0]], axis=1)
    from_side, to_side = _between(_dot(across, start), _dot(across, along), -wide, np.full(len(start), wide))
    from_end, to_end = _between(_dot(way, start), _dot(way, along), 0.0, length)
    return np.maximum(from_side, from_end), np.minimum(to_side, to_end)


def _between(
    start: NDArray[np.float64], slope: NDArray[np.float64], least: float, most: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where ``start + share * slope`` lies between two values: everywhere or nowhere where the slope is nought."""
    level = slope == 0
    safe = np.where(level, 1.0, slope)
    one, other = (least - start) / safe, (most - start) / safe
    held = (least <= start) & (start <= most)
    low = np.where(level, np.where(held, -np.inf, np.inf), np.minimum(one, other))
    return low, np.where(level, np.where(held, np.inf, -np.inf), np.maximum(one, other))


def _covered(own: NDArray[np.intp], low: NDArray[np.float64], high: NDArray[np.float64]) -> bool:
    """Whether the intervals of each stretch cover it from 0 to 1. Each stretch has a range of numbers to itself, two apart."""
    order = np.lexsort((low, own))
    own, low, high = own[order], low[order], high[order]
    reached = np.maximum.accumulate(high + 2.0 * own)
    first = np.diff(own, prepend=-1) > 0
    before = np.where(first, 2.0 * own, np.concatenate([[0.0], reached[:-1]]))
    last = np.diff(own, append=own[-1:] + 1) > 0
    return bool((low + 2.0 * own <= before + _ROUNDING).all() and (reached[last] >= 2.0 * own[last] + 1 - _ROUNDING).all())


def _dot(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    products: NDArray[np.float64] = np.einsum("ij,ij->i", one, other)
    return products
