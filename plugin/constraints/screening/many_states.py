"""The state of every dataset at many sites: the rules for one site, asked once for each kind of case that occurs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ...arrays import values
from ...boundary.many.site_batch import SiteBatch
from ...domain.accuracy import Accuracy
from ...domain.check import Check
from ...domain.clock import Clock
from ...domain.dataset import Coverage, Snapshot
from ...domain.errors import StoreError
from ...domain.finding import DatasetResult, DatasetState, Relation
from ...domain.plain_days import plain_moment
from ...domain.settings import ScreeningSettings
from ..catalogue import Catalogue
from ..profile import Profile
from .authority_check import authority_check
from .coverage import INCOMPLETE, NO_COVERAGE_HERE, CoverageTest, SiteCoverage, everywhere
from .dataset_states import absent, stated
from .many_sites import ManyFindings
from .relation import DepthRule
from .reliability import reliability
from .screening import catalogue_order
from .standings import RELATIONS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..store.store import ManyStore

_ELSEWHERE = -1
_FOUND = (None, DatasetState.TOUCHES, DatasetState.OVERLAPS)
_STANDS_FOR = {RELATIONS.index(Relation.OVERLAPS): 2, RELATIONS.index(Relation.TOUCHES): 1}


@dataclass(frozen=True)
class ManyStates:
    """``results`` are the different states of datasets that occur; ``of_site`` (sites, datasets) are positions in them.

    Their counts and what is said beside a state that was checked are those of no single site. ``checks`` are what only the store can tell
    of each site's boundary, ``unreliable`` the sentence on its positions, "" where they can be relied on.
    """

    results: Sequence[DatasetResult]
    of_site: NDArray[np.intp]
    checks: Sequence[tuple[Check, ...]]
    unreliable: Sequence[str]


class ManyStatesOf:
    """Answers for batch after batch of one run against one generation."""

    def __init__(self, store: ManyStore, settings: ScreeningSettings, profile: Profile, catalogue: Catalogue, clock: Clock) -> None:
        self._store = store
        self._settings = settings
        self._profile = profile
        self._catalogue = catalogue
        self._clock = clock
        snapshots = {slug: each for slug, each in store.snapshots().items() if not catalogue.dataset(slug).administrative}
        order = catalogue_order(catalogue)
        slugs = [slug for slug in dict.fromkeys([*snapshots, *profile.datasets]) if not catalogue.dataset(slug).administrative]
        self._snapshots = snapshots
        self._slugs = sorted(slugs, key=lambda slug: (order.get(slug, len(order)), slug))
        self._results: dict[DatasetResult, int] = {}
        self._unreliable: dict[Accuracy | None, str] = {None: ""}

    def of(self, batch: SiteBatch, found: ManyFindings) -> ManyStates:
        """The states of every dataset in the store, and every one that the profile expects, at every site."""
        marks = self._marks(len(batch), found)
        of_site = np.empty((len(batch), len(self._slugs)), dtype=np.intp)
        screened = [not problem for problem in found.problems]
        tested = np.flatnonzero(screened)
        tests: dict[int, CoverageTest] = {}
        for column, slug in enumerate(self._slugs):
            of_site[:, column] = self._column(slug, marks[:, column], batch, tested, tests)
        for row in values(np.flatnonzero(~np.array(screened, dtype=np.bool_))):
            of_site[row] = [self._position(result) for result in self._none_checked(found.problems[row])]
        checks: list[tuple[Check, ...]] = [()] * len(batch)
        for row in values(self._outside(batch, tested)):
            checks[row] = self._authority_check(batch, row)
        unreliable = [self._reliability(accuracy) for accuracy in batch.accuracies]
        return ManyStates(tuple(self._results), of_site, checks, unreliable)

    def _marks(self, count: int, found: ManyFindings) -> NDArray[np.int8]:
        """What the findings that count come to for each site and dataset: positions in ``_FOUND``."""
        marks = np.zeros((count, len(self._slugs)), dtype=np.int8)
        place = {slug: column for column, slug in enumerate(self._slugs)}
        columns = np.array([place.get(slug, -1) for slug in found.datasets], dtype=np.intp)
        stands = found.stands
        datasets = columns[found.dataset_of[stands.entities]]
        for relation, mark in sorted(_STANDS_FOR.items(), key=lambda item: item[1]):
            rows = np.flatnonzero((stands.relations == relation) & (found.listed == 0) & (datasets >= 0))
            marks[stands.sites[rows], datasets[rows]] = mark
        return marks

    def _column(
        self, slug: str, marks: NDArray[np.int8], batch: SiteBatch, tested: NDArray[np.intp], tests: dict[int, CoverageTest]
    ) -> NDArray[np.intp]:
        """The positions of one dataset's states, site by site."""
        dataset, snapshot = self._catalogue.dataset(slug), self._snapshots.get(slug)
        expected = self._profile.datasets.get(slug)
        if snapshot is None:
            return np.full(len(batch), self._position(absent(dataset, expected)))
        positions = np.zeros(len(batch), dtype=np.intp)
        covered = self._covered(snapshot, expected, batch, tested, tests)
        usual = covered.pop(_ELSEWHERE)
        for mark in values(np.unique(marks)):
            result = stated(dataset, snapshot, _FOUND[mark], usual, expected=expected)
            positions[marks == mark] = self._position(result)
        for row, other in covered.items():
            positions[row] = self._position(stated(dataset, snapshot, _FOUND[int(marks[row])], other, expected=expected))
        return positions

    def _covered(
        self, snapshot: Snapshot, expected: Coverage | None, batch: SiteBatch, tested: NDArray[np.intp], tests: dict[int, CoverageTest]
    ) -> dict[int, SiteCoverage]:
        """The coverage at the sites that are listed, and under ``_ELSEWHERE`` at all others."""
        usual, area = self._usual(snapshot)
        covered = {_ELSEWHERE: usual}
        if area is not None:
            shapely.prepare(area)
            sites = batch.boundaries[tested]
            apart = ~shapely.intersects(area, sites)
            covered.update(dict.fromkeys(values(tested[apart]), SiteCoverage(Coverage.NONE, NO_COVERAGE_HERE)))
            for row in values(tested[~apart & ~shapely.contains_properly(area, sites)]):
                if row not in tests:
                    tests[row] = CoverageTest(batch.boundaries[row], DepthRule(batch.boundaries[row], self._settings.tolerance))
                covered[row] = tests[row].of(snapshot, area)
        if expected is Coverage.PARTIAL:
            incomplete = SiteCoverage(Coverage.PARTIAL, INCOMPLETE)
            covered = {row: incomplete if each.coverage is Coverage.FULL else each for row, each in covered.items()}
        return covered

    def _usual(self, snapshot: Snapshot) -> tuple[SiteCoverage, shapely.Geometry | None]:
        """The coverage where the dataset's area is no question, or well inside it; and that area."""
        try:
            area = self._store.coverage_area(snapshot.dataset)
        except StoreError as error:
            return SiteCoverage(Coverage.UNKNOWN, f"it could not be read on {plain_moment(self._clock)}: {error}"), None
        same = everywhere(snapshot, area)
        return (same, None) if same is not None else (SiteCoverage(Coverage.FULL), area)

    def _outside(self, batch: SiteBatch, tested: NDArray[np.intp]) -> NDArray[np.intp]:
        """The sites that do not lie well inside the authority's area."""
        area = self._store.authority_area()
        if area is None:
            return np.empty(0, dtype=np.intp)
        shapely.prepare(area)
        return tested[~shapely.contains_properly(area, batch.boundaries[tested])]

    def _authority_check(self, batch: SiteBatch, row: int) -> tuple[Check, ...]:
        site = batch.boundaries[row]
        rule = DepthRule(site, self._settings.tolerance)
        return authority_check(site, rule, self._store.authority_area(), self._store.authority_name())

    def _none_checked(self, why: str) -> list[DatasetResult]:
        return [
            DatasetResult(
                dataset=slug,
                name=self._catalogue.dataset(slug).name,
                state=DatasetState.NOT_CHECKED,
                coverage=Coverage.UNKNOWN,
                why=why,
                count=0,
                snapshot=self._snapshots[slug].identifier if slug in self._snapshots else "",
                accuracy=self._snapshots[slug].accuracy if slug in self._snapshots else None,
            )
            for slug in self._slugs
        ]

    def _reliability(self, accuracy: Accuracy | None) -> str:
        if accuracy is not None and accuracy not in self._unreliable:
            trust = reliability(accuracy, list(self._snapshots.values()), self._settings.tolerance, self._catalogue.dataset)
            self._unreliable[accuracy] = trust.sentence
        return self._unreliable[accuracy]

    def _position(self, result: DatasetResult) -> int:
        return self._results.setdefault(result, len(self._results))
