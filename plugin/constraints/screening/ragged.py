"""Lists of unequal lengths side by side in flat arrays, so that many small questions are worked out together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Ragged:
    """``counts[i]`` items belong to row i; its first stands at ``starts[i]`` of the flat arrays."""

    counts: NDArray[np.intp]
    starts: NDArray[np.intp]

    @classmethod
    def of_counts(cls, counts: NDArray[np.intp]) -> Ragged:
        """Rows of so many items each."""
        starts = np.zeros(len(counts), dtype=np.intp)
        np.cumsum(counts[:-1], out=starts[1:])
        return cls(counts, starts)

    def __len__(self) -> int:
        return len(self.counts)

    @property
    def owners(self) -> NDArray[np.intp]:
        """The row of each item."""
        return np.repeat(np.arange(len(self.counts)), self.counts)

    def taken(self, rows: NDArray[np.intp]) -> tuple[Ragged, NDArray[np.intp]]:
        """The chosen rows, and where each of their items stands in the flat arrays; a row may be taken more than once."""
        made = Ragged.of_counts(self.counts[rows])
        shift = np.repeat(self.starts[rows] - made.starts, made.counts)
        return made, shift + np.arange(len(shift))

    def kept(self, keep: NDArray[np.bool_]) -> Ragged:
        """The same rows with those of their items only that ``keep`` marks."""
        return Ragged.of_counts(self.added(keep))

    def added(self, items: NDArray[np.bool_]) -> NDArray[np.intp]:
        """How many items are marked in each row."""
        upto = np.zeros(len(items) + 1, dtype=np.intp)
        np.cumsum(items, out=upto[1:])
        result: NDArray[np.intp] = upto[self.starts + self.counts] - upto[self.starts]
        return result

    def least(self, items: NDArray[np.float64]) -> NDArray[np.float64]:
        """The least item of each row; no row may be empty."""
        result: NDArray[np.float64] = np.minimum.reduceat(items, self.starts)
        return result

    def where(self, items: NDArray[np.float64], least: NDArray[np.float64]) -> NDArray[np.intp]:
        """Where the first item of each row stands that is ``least``."""
        hits = np.flatnonzero(items == np.repeat(least, self.counts))
        result: NDArray[np.intp] = hits[np.searchsorted(hits, self.starts)]
        return result
