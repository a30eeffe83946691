"""What screening says: relations of entities to a site, and the state of every dataset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from .accuracy import Accuracy
from .check import Check
from .dataset import Coverage

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


class Relation(Enum):
    """How an entity stands to a site. The order is the order of interest to an officer."""

    OVERLAPS = "overlaps"
    TOUCHES = "touches"
    SURROUNDED = "surrounded"
    NEAR = "near"

    @property
    def meets(self) -> bool:
        """Whether it overlaps or touches the site, and does not only lie about it."""
        return self in (Relation.OVERLAPS, Relation.TOUCHES)


class DatasetState(Enum):
    """Law 3: four states, never two. No data never reads as no constraint."""

    OVERLAPS = "overlaps"
    TOUCHES = "touches"
    CLEAR = "clear"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True)
class Entity:
    """One record of a dataset.

    ``key`` is its row in the generation of the store that it was read from; ``number`` is the platform's 64-bit entity number (or
    the store's own numbering for data without one). ``constraint`` is equal for entities that are one real constraint.
    """

    key: int
    dataset: str
    number: int
    reference: str
    name: str
    constraint: str
    start_date: date | None = None
    end_date: date | None = None
    quality: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """How one entity stands to one site; every figure on true geometry in EPSG:27700.

    ``overlap_m2`` and ``overlap_percent`` (of the site) are 0 for what does not overlap in area. ``depth_m`` is how far the entity
    reaches inside the site's edge, at most, None for what lies outside; ``distance_m`` is 0 for what meets the site.
    ``remarks`` are the sentences an officer needs beside the figures (grade, flood zone, what an article 4 direction removes).
    """

    entity: Entity
    relation: Relation
    overlap_m2: float
    overlap_percent: float
    depth_m: float | None
    distance_m: float
    snapshot: str
    overlap: BaseGeometry | None = None
    remarks: tuple[str, ...] = field(default=())


def strongest(findings: Iterable[Finding]) -> Finding:
    """Of the records that are one constraint, the first that stands closest to the site: how the constraint itself stands to it."""
    order = tuple(Relation)
    return min(findings, key=lambda finding: order.index(finding.relation))


#: How a clause of ``DatasetResult.why`` ends that tells of records which no map can show.
UNPLACED = "records have no geometry and could not be placed"
#: How a remark on another record of one constraint begins; what shows all records of a constraint together leaves it out.
ANOTHER_RECORD = "Another record of the same constraint"


@dataclass(frozen=True)
class DatasetResult:
    """The state of one dataset for one site, why, and by which data.

    ``count`` is the number of constraints (not of entities) that overlap or touch. ``why`` is clauses joined by "; ".
    """

    dataset: str
    name: str
    state: DatasetState
    coverage: Coverage
    why: str
    count: int
    snapshot: str
    accuracy: Accuracy | None

    @property
    def fully_checked(self) -> bool:
        """Whether the dataset speaks for all of the site: an overlap under partial coverage does not, however certain it is itself."""
        return self.state is not DatasetState.NOT_CHECKED and self.coverage is Coverage.FULL

    @property
    def partly_checked(self) -> bool:
        """Whether something was found, but the dataset does not speak for all of the site."""
        return self.state is not DatasetState.NOT_CHECKED and not self.fully_checked

    @property
    def unplaced(self) -> str:
        """The clause that says how many records could lie anywhere, this site included; "" where every record has a place."""
        if self.state is DatasetState.NOT_CHECKED:
            return ""
        return next((clause for clause in self.why.split("; ") if clause.endswith(UNPLACED)), "")


@dataclass(frozen=True)
class Screening:
    """Everything that screening has to say of one site.

    ``ended`` and ``not_yet`` hold what is listed apart: entities whose end date is past, or whose start date is still to come, on
    ``judged_on``. ``checks`` are what only the store can tell of the red line (outside the authority, across its border).
    ``unreliable`` is a sentence where the positions are too uncertain to tell touching from overlapping, else "".
    """

    site: str
    file: str
    findings: tuple[Finding, ...]
    datasets: tuple[DatasetResult, ...]
    ended: tuple[Finding, ...]
    not_yet: tuple[Finding, ...]
    judged_on: date
    screened_at: str
    engine: str
    checks: tuple[Check, ...] = field(default=())
    unreliable: str = ""

    @property
    def by_relation(self) -> Counter[Relation]:
        """How many constraints overlap, touch, ...: each counts once, by the strongest relation of its records."""
        strongest: dict[str, Relation] = {}
        order = tuple(Relation)
        for finding in self.findings:
            constraint = finding.entity.constraint
            strongest[constraint] = min(strongest.get(constraint, finding.relation), finding.relation, key=order.index)
        return Counter(strongest.values())

    @property
    def unchecked(self) -> int:
        """How many datasets were not checked."""
        return sum(result.state is DatasetState.NOT_CHECKED for result in self.datasets)

    @property
    def is_complete(self) -> bool:
        """Whether every dataset, of which there is one at least, speaks for all of the site."""
        return bool(self.datasets) and all(result.fully_checked for result in self.datasets)
