"""A constraint that is wrong in the data, reported to those who look after it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .one_of_many import OneOfMany


class Fault(Enum):
    """What is wrong with a record of a dataset."""

    WRONG_PLACE = "it lies elsewhere"
    NOT_THERE = "it does not exist, or no longer"
    WRONG_FACTS = "its name, reference, grade or dates are wrong"
    MISSING = "another one is missing from the data"
    TWICE = "it is in the data twice"


@dataclass(frozen=True)
class WrongConstraint(OneOfMany):
    """``number``, ``reference`` and ``name`` are the entity's; ``evidence`` is how the officer knows.

    ``snapshot`` names the data, ``version`` the red line over which it was found; ``easting`` and ``northing`` (EPSG:27700) are a place of
    the site, so that the record is found on a map.
    """

    dataset: str
    number: int
    reference: str
    name: str
    fault: Fault
    evidence: str
    snapshot: str = ""
    version: int = 0
    easting: float | None = None
    northing: float | None = None

    @property
    def lacking(self) -> str:
        return "" if self.evidence.strip() else "Say how you know: the GIS team has to be able to check it."
