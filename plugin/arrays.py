"""Into numpy's arrays and out of them, with types that hold in every version of numpy and shapely."""

from __future__ import annotations

from typing import Any, overload

import numpy as np
from numpy.typing import NDArray


@overload
def values(array: NDArray[np.bool_]) -> list[bool]: ...
@overload
def values(array: NDArray[np.integer[Any]]) -> list[int]: ...
@overload
def values(array: NDArray[np.floating[Any]]) -> list[float]: ...
@overload
def values(array: NDArray[np.object_]) -> list[Any]: ...
def values(array: NDArray[Any]) -> list[Any]:
    """The values of an array of one dimension, as Python's own."""
    listed: list[Any] = array.tolist()
    return listed


def rows(array: NDArray[np.float64]) -> list[list[float]]:
    """The rows of an array of two dimensions, as Python's own floats."""
    return [values(row) for row in array]


def as_array(made: Any) -> NDArray[np.object_]:
    """What shapely made of an array, which its types call an array or a single geometry."""
    return np.asarray(made, dtype=object)
