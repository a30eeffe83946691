"""What applies at a place that somebody asks about: no application, no red line, and no decision."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from .check import Check
from .citation import Citation
from .finding import DatasetResult, DatasetState, Entity
from .place import Place

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


class Bearing(Enum):
    """How a record bears on a place. A point is never taken for an area: it lies in one, at its edge, or so many metres away.

    ``MAY_APPLY`` is said where the place lies closer to an edge than both are known, so that it may lie on either side.
    """

    APPLIES = "applies here"
    MAY_APPLY = "may apply here"
    NEAR = "near"


@dataclass(frozen=True)
class Meaning:
    """What a designation means for anybody, whatever is applied for, in a sentence with its source."""

    sentence: str
    citation: Citation


@dataclass(frozen=True)
class PlaceFinding:
    """How one record bears on a place; all figures in metres on true geometry in EPSG:27700.

    ``distance_m`` is 0 inside; ``edge_m`` is how far inside the edge the point lies, None outside and for what has no inside.
    ``percent`` is the share of a plot that is covered, None for a point. ``says`` are the record's own facts (grade, flood zone),
    ``meanings`` the consequences in law. ``shape`` is the record's whole geometry.
    """

    entity: Entity
    bearing: Bearing
    distance_m: float
    edge_m: float | None
    percent: float | None
    snapshot: str
    says: tuple[str, ...] = field(default=())
    meanings: tuple[Meaning, ...] = field(default=())
    shape: BaseGeometry | None = None


@dataclass(frozen=True)
class Enquiry:
    """Everything that can be said of a place on a day, from one generation of the data.

    ``findings`` count on ``judged_on``; ``not_yet`` and ``ended`` are apart. ``datasets`` has the state of every dataset that is loaded or
    expected: OVERLAPS means that it applies here, TOUCHES that it may. ``near_m`` is how far around was looked.
    ``cautions`` are sentences on the place and on the data as a whole; ``authority`` is the one whose data it is, "" where nobody said.
    """

    place: Place
    findings: tuple[PlaceFinding, ...]
    not_yet: tuple[PlaceFinding, ...]
    ended: tuple[PlaceFinding, ...]
    datasets: tuple[DatasetResult, ...]
    checks: tuple[Check, ...]
    cautions: tuple[str, ...]
    near_m: float
    judged_on: date
    asked_at: str
    engine: str
    generation: str
    authority: str

    def of(self, *bearings: Bearing) -> tuple[PlaceFinding, ...]:
        """The findings that bear on the place in one of these ways."""
        return tuple(finding for finding in self.findings if finding.bearing in bearings)

    @property
    def unchecked(self) -> tuple[DatasetResult, ...]:
        """The datasets that can't speak for the place, or only for part of it."""
        return tuple(result for result in self.datasets if not result.fully_checked)

    @property
    def clear(self) -> tuple[DatasetResult, ...]:
        """The datasets that speak for the place, and have nothing here."""
        return tuple(result for result in self.datasets if result.state is DatasetState.CLEAR and result.fully_checked)
