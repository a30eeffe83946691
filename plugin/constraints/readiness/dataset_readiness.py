"""What is known of one dataset's readiness, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from ...domain.dataset import Coverage, Dataset, Snapshot
from ..standard.issue import Severity


class Freshness(Enum):
    """How the age of a dataset stands to what is allowed (resources/rules/freshness.csv)."""

    FRESH = "up to date"
    QUIET = "no news for long"
    """Loaded lately, and yet no record is newer than the rule for data allows."""
    DUE = "refresh is due"
    UNKNOWN = "not known"


class StandardState(Enum):
    """Whether the records of a dataset are as the national standard wants them."""

    MET = "met"
    MET_AS_FAR = "met as far as checked"
    """No fault was found, and references to another dataset could not be looked up."""
    NOT_MET = "not met"
    NOT_CHECKED = "not checked"
    NONE = "no standard"


@dataclass(frozen=True)
class Age:
    """Days since a dataset was loaded and since the day that its data is of, None where nobody knows, beside what is allowed."""

    loaded_on: date | None
    data_on: date | None
    loaded_days: int | None
    data_days: int | None
    loaded_allowed: int
    data_allowed: int

    @property
    def freshness(self) -> Freshness:
        if self.loaded_days is None:
            return Freshness.UNKNOWN
        if self.loaded_days > self.loaded_allowed:
            return Freshness.DUE
        return Freshness.QUIET if self.data_days is not None and self.data_days > self.data_allowed else Freshness.FRESH


@dataclass(frozen=True)
class Fault:
    """One kind of fault: how often it is there, and one case of it in a sentence. ``code`` never changes."""

    code: str
    field: str
    count: int
    example: str
    severity: Severity | None = None
    """Of the national standard's faults; None for what the building of the store found."""


@dataclass(frozen=True)
class StandardStanding:
    """``why`` says why nothing was checked. ``not_followed`` names the fields whose references could not be looked up, and ``wanted`` the
    datasets that they lead to."""

    state: StandardState
    faults: tuple[Fault, ...] = ()
    not_followed: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    why: str = ""

    def count(self, severity: Severity) -> int:
        return sum(fault.count for fault in self.faults if fault.severity is severity)


@dataclass(frozen=True)
class DatasetReadiness:
    """One dataset. ``snapshot`` and ``age`` are None where the store does not have it.

    ``coverage`` is None where the store does not have it; ``share`` is how much of the authority's own area it speaks for, in percent, None
    where that can't be told. ``expected`` is what the authority's profile says of it, None where it says nothing.
    """

    dataset: Dataset
    snapshot: Snapshot | None
    coverage: Coverage | None
    share: float | None
    expected: Coverage | None
    age: Age | None
    faults: tuple[Fault, ...]
    standard: StandardStanding

    @property
    def in_store(self) -> bool:
        return self.snapshot is not None


@dataclass(frozen=True)
class Readiness:
    """All datasets of a store on one day: those that it has first, in the order of the catalogue."""

    generation: str
    authority: str
    on: date
    datasets: tuple[DatasetReadiness, ...]

    @property
    def in_store(self) -> tuple[DatasetReadiness, ...]:
        return tuple(each for each in self.datasets if each.in_store)

    @property
    def absent(self) -> tuple[DatasetReadiness, ...]:
        return tuple(each for each in self.datasets if not each.in_store)
