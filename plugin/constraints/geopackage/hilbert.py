"""The order of boxes along a Hilbert curve: what is near on the map comes near in the order."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_BITS = 16


def hilbert_order(boxes: NDArray[np.float32]) -> NDArray[np.int64]:
    """The positions that sort ``boxes`` (n, 4: west, south, east, north) by the Hilbert number of their centres."""
    eastings = boxes[:, 0].astype(np.float64) + boxes[:, 2]
    northings = boxes[:, 1].astype(np.float64) + boxes[:, 3]
    order: NDArray[np.int64] = np.argsort(_hilbert_numbers(_cells(eastings), _cells(northings)), kind="stable")
    return order


def _cells(values: NDArray[np.float64]) -> NDArray[np.uint32]:
    low, span = values.min(), max(float(np.ptp(values)), 1e-9)
    cells: NDArray[np.uint32] = ((values - low) / span * ((1 << _BITS) - 1)).astype(np.uint32)
    return cells


def _hilbert_numbers(x: NDArray[np.uint32], y: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Hilbert numbers of grid cells (the classic bitwise walk, one bit of both coordinates at a time)."""
    number = np.zeros(len(x), dtype=np.uint32)
    for bit in range(_BITS - 1, -1, -1):
        side = np.uint32(1 << bit)
        right, upper = (x & side) > 0, (y & side) > 0
        number += side * side * ((np.uint32(3) * right) ^ upper).astype(np.uint32)
        flip = ~upper & right
        x, y = np.where(flip, np.uint32((1 << _BITS) - 1) - x, x), np.where(flip, np.uint32((1 << _BITS) - 1) - y, y)
        x, y = np.where(~upper, y, x), np.where(~upper, x, y)
    return number
