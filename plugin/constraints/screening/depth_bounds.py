"""What is known so far of the depths that are asked for, and which of them still matter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass
class DepthBounds:
    """``lower`` are depths (metres) that were measured at some point of each thing; ``wanted`` is what each is to be compared with.

    ``wanted`` is infinite where the depth itself is asked for: then it is done when it is known to within ``precision``.
    """

    lower: NDArray[np.float64]
    wanted: NDArray[np.float64]
    precision: float

    @classmethod
    def open(cls, count: int, precision: float) -> DepthBounds:
        """Nothing is known yet of so many depths."""
        return cls(np.zeros(count), np.full(count, np.inf), precision)

    @classmethod
    def towards(cls, wanted: NDArray[np.float64], precision: float) -> DepthBounds:
        """Nothing is known yet of depths that are to be compared with ``wanted``."""
        return cls(np.zeros(len(wanted)), wanted, precision)

    @property
    def compares(self) -> bool:
        """Whether depths are to be compared with something: then one good point may decide."""
        return bool(np.isfinite(self.wanted).all())

    @property
    def reached(self) -> NDArray[np.bool_]:
        """Which depths are known to be what is wanted, or more."""
        result: NDArray[np.bool_] = self.lower >= self.wanted
        return result

    @property
    def undecided(self) -> NDArray[np.bool_]:
        """Which depths may still have to be looked for."""
        return ~self.reached

    def measured(self, things: NDArray[np.intp], distances: NDArray[np.float64]) -> None:
        """Points of ``things`` were found at these distances from the edge."""
        np.maximum.at(self.lower, things, distances)

    def matter(self, things: NDArray[np.intp], upper: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which places of ``things``, no deeper than ``upper``, could still change the answer."""
        lower, wanted = self.lower[things], self.wanted[things]
        open_end = np.isinf(wanted)
        result: NDArray[np.bool_] = (upper > lower + self.precision) & (lower < wanted) & (open_end | (upper >= wanted))
        return result
