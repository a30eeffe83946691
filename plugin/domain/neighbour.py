"""Who is told of an application because of where they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class NeighbourReason(Enum):
    """Why someone is a neighbour; of several reasons the first counts."""

    IN_THE_SITE = "within the red line"
    ADJOINS = "adjoins the site"
    ACROSS_THE_HIGHWAY = "across the highway"
    WITHIN_THE_BUFFER = "within the buffer"


@dataclass(frozen=True)
class Neighbour:
    """One address. ``distance_m`` is that of its parcel (without one, of its point) from the red line, in metres.

    ``uprn`` is "" where the layer has none; ``confirm`` says what an officer has to confirm, "" where nothing.
    """

    uprn: str
    address: str
    reason: NeighbourReason
    distance_m: float
    confirm: str = ""

    @property
    def key(self) -> str:
        """What tells one address from another: its UPRN, else its words."""
        return self.uprn or self.address


@dataclass(frozen=True)
class NeighbourList:
    """The neighbours of one red line, nearest first; ``left_out`` are the site's own addresses, ``notes`` what the data could not tell.

    ``unknown`` says why nothing is known of the neighbours, "" where they were looked for: no list is not an empty list.
    """

    neighbours: tuple[Neighbour, ...]
    left_out: tuple[str, ...] = field(default=())
    notes: tuple[str, ...] = field(default=())
    unknown: str = ""

    @classmethod
    def not_known(cls, why: str) -> NeighbourList:
        """Neighbours that nobody has looked for yet, or that could not be found."""
        return cls((), unknown=why)

    def new_against(self, earlier: NeighbourList) -> tuple[Neighbour, ...]:
        """Those who are not on an earlier list: after an amendment only they are to be told; the earlier list stands."""
        told = {neighbour.key for neighbour in earlier.neighbours}
        return tuple(neighbour for neighbour in self.neighbours if neighbour.key not in told)
