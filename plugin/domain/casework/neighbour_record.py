"""Who was to be told of an application as a neighbour: a dated list with the line that it was found round."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from .one_of_many import OneOfMany


@dataclass(frozen=True)
class ListedNeighbour:
    """One address. ``why`` is the rule's reason, or the officer's for one that was added or left out; ``told`` says whether it is told."""

    address: str
    uprn: str = ""
    why: str = ""
    told: bool = True
    by_hand: bool = False

    @property
    def key(self) -> str:
        """What tells one address from another: its UPRN, else its words."""
        return self.uprn or self.address


@dataclass(frozen=True)
class NeighbourRecord(OneOfMany):
    """``line`` is the red line that was used, as well-known text in EPSG:27700; ``how`` says by which distances and layers.

    ``sent_on`` is the day on which the letters to those who are told went out, None while none did.
    """

    made_on: date
    version: int
    line: str
    how: str
    neighbours: tuple[ListedNeighbour, ...] = field(default=())
    notes: tuple[str, ...] = field(default=())
    sent_on: date | None = None

    @property
    def told(self) -> tuple[ListedNeighbour, ...]:
        return tuple(each for each in self.neighbours if each.told)

    @property
    def lacking(self) -> str:
        if not self.neighbours:
            return "There is nobody on the list. Look for neighbours, or add one, before you keep it."
        if self.sent_on is not None and not self.told:
            return "Nobody on the list is told, so no letters can have gone out."
        unsaid = [each.address for each in self.neighbours if (each.by_hand or not each.told) and not each.why.strip()]
        return f"Say why {unsaid[0]} was added or left out." if unsaid else ""
