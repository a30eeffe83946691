"""A numbered red or blue line of an application: what it was, who made it, when and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from .boundary import Boundary, Original
from .reading import SiteReading


class LineKind(Enum):
    """Red encloses the site; blue other land of the same owner."""

    RED = "red"
    BLUE = "blue"


class BoundaryOrigin(Enum):
    """How a version came about."""

    SUBMITTED = "submitted"
    RECEIVED = "received"
    VALIDATED = "validated"
    PROPOSED = "proposed"
    AGREED = "agreed"
    DETERMINED = "determined"


class Milestone(Enum):
    """A moment whose line is referred to ever after."""

    VALIDATED = "validated"
    AGREED = "agreed"
    DETERMINED = "determined"


@dataclass(frozen=True)
class BoundaryVersion:
    """One version; an earlier one is never changed (law 4).

    ``number`` counts from 1 within the application and the kind of line. RECEIVED is a line that the back office had changed at a pull
    without saying why. ``reading`` holds the boundary in EPSG:27700 with its original, accuracy, checks and areas, as intake read it; its
    ``original`` is None where the application came without a red line: that is a version too. ``created_at`` is ISO 8601 in UTC.
    ``milestones`` are the moments at which this was the line in force, as far as that was seen.
    """

    uuid: str
    application_uuid: str
    number: int
    kind: LineKind
    origin: BoundaryOrigin
    reading: SiteReading
    author: str
    created_at: str
    reason: str
    current: bool
    milestones: tuple[Milestone, ...] = field(default=())

    @property
    def original(self) -> Original | None:
        return self.reading.original

    @property
    def boundary(self) -> Boundary | None:
        return self.reading.boundary
