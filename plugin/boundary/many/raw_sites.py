"""Some rows of a table of sites as they were read, before anybody has looked whether their red lines are sound."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...domain.reading import SiteReading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class RawSites:
    """Lists side by side, one place for each row.

    ``references``, ``types`` and ``submitted`` are texts as they stand, "" where there is no such column; ``numbers`` are those of the
    rows, from 1. ``shapes`` are what shapely makes of each red line, None where it makes nothing of it. ``label`` is the coordinate system
    that the file claims, "" for none. ``reread`` reads the row at a position as a single red line is read.
    """

    file: str
    stem: str
    numbers: Sequence[int]
    references: Sequence[str]
    types: Sequence[str]
    submitted: Sequence[str]
    shapes: NDArray[np.object_]
    label: str
    reread: Callable[[int], SiteReading]

    def __len__(self) -> int:
        return len(self.numbers)
