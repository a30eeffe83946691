"""What came of building a store, for whoever ordered it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...domain.dataset import Snapshot


@dataclass(frozen=True)
class Repair:
    """One geometry that had to be repaired for screening; the original is kept in the store. Areas in m2 (EPSG:27700)."""

    number: int
    reference: str
    name: str
    reason: str
    area_before: float
    area_after: float


@dataclass(frozen=True)
class Issue:
    """Something a GIS team should know of one row, or of the dataset as a whole (``row`` None). ``what`` is stable, one word."""

    row: int | None
    what: str
    message: str


@dataclass(frozen=True)
class DatasetReport:
    """One dataset as it was built now."""

    snapshot: Snapshot
    pieces: int
    numbered: int
    duplicates: tuple[int, ...]
    repairs: tuple[Repair, ...]
    issues: tuple[Issue, ...]

    @property
    def dataset(self) -> str:
        return self.snapshot.dataset


@dataclass(frozen=True)
class BuildReport:
    """A whole build. ``carried`` are the datasets that were taken over unchanged from the generation before.

    ``remarks`` are sentences on the store as a whole that whoever ordered the build should know.
    """

    generation: str
    datasets: tuple[DatasetReport, ...]
    carried: tuple[str, ...] = field(default=())
    seconds: float = 0.0
    remarks: tuple[str, ...] = field(default=())
