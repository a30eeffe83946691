"""How sure a position is after it was brought to the British National Grid."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Accuracy:
    """The coordinate operation that was used, and what PROJ says it is worth.

    ``metres`` is None where PROJ does not know; ``grid`` is the file name of the grid in use, None without one.
    """

    operation: str
    metres: float | None
    grid: str | None


#: Coordinates that were in EPSG:27700 already: nothing was transformed, nothing was lost.
UNTRANSFORMED = Accuracy(operation="none: already British National Grid", metres=0.0, grid=None)
