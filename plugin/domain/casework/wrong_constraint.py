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


class ReportState(Enum):
    """What became of a report."""

    WAITS = "waits for the GIS team"
    MENDED = "put right in the data"
    PASSED_ON = "passed on to whoever publishes it"
    LEFT = "left as it is: the data are right"


@dataclass(frozen=True)
class WrongConstraint(OneOfMany):
    """``number``, ``reference`` and ``name`` are the entity's; ``evidence`` is how the officer knows.

    ``snapshot`` names the data, ``version`` the red line over which it was found; ``easting`` and ``northing`` (EPSG:27700) are a place of
    the site, so that the record is found on a map. ``word`` is what the GIS team says to it once it has dealt with it; whoever reported
    it, and when (ISO 8601 in UTC), is kept then, because the piece itself bears the name of who changed it last.
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
    state: ReportState = ReportState.WAITS
    word: str = ""
    reported_by: str = ""
    reported_at: str = ""

    @property
    def waits(self) -> bool:
        return self.state is ReportState.WAITS

    @property
    def lacking(self) -> str:
        if not self.evidence.strip():
            return "Say how you know: the GIS team has to be able to check it."
        return "" if self.waits or self.word.strip() else "Say in a word what was done: the officer who reported it reads that."
