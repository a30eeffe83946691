"""Screens hundreds of sites at a time: the same findings as one by one, from arrays that are read and worked out together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
import shapely.errors

from ...arrays import values
from ...boundary.many.site_batch import SiteBatch
from ...domain.application import Application
from ...domain.clock import Clock, today
from ...domain.errors import StoreError
from ...domain.finding import Entity
from ...domain.plain_days import plain_moment
from ...domain.settings import ScreeningSettings
from ...rules.rules import Rules
from ..catalogue import Catalogue
from .judging_date import has_ended, is_still_to_come, judging_date
from .overlay import Pieces
from .relation import CONTACT
from .screening import catalogue_order
from .standings import Standings, no_standings, stand

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..store.store import ManyStore

#: What the positions in ``ManyFindings.listed`` stand for.
LISTED = ("now", "ended", "not yet in force")


@dataclass(frozen=True)
class ManyFindings:
    """The findings of a batch, ordered by site and then as a single site's are.

    ``stands`` are how entities stand to sites; its ``entities`` are positions in ``entities``. ``listed`` are positions in ``LISTED``,
    ``datasets`` the slugs that ``dataset_of`` (a position for each entity) means. ``judged_on`` is the day by which each site's
    constraints were judged. ``problems`` has a sentence for each site that could not be screened, else "".
    """

    stands: Standings
    entities: Sequence[Entity]
    listed: NDArray[np.intp]
    datasets: Sequence[str]
    dataset_of: NDArray[np.intp]
    judged_on: Sequence[date]
    problems: Sequence[str]


class ManySites:
    """One run over batches of sites against one generation; sites beside one another belong into one batch."""

    def __init__(
        self,
        store: ManyStore,
        *,
        settings: ScreeningSettings,
        catalogue: Catalogue,
        clock: Clock,
        on: date | None = None,
        with_depth: bool = False,
        with_overlap: bool = False,
    ) -> None:
        """``on`` is the date by which constraints are judged, in place of the one that the rules give."""
        self._store = store
        self._settings = settings
        self._clock = clock
        self._on = on
        self._with_depth = with_depth
        self._with_overlap = with_overlap
        order = catalogue_order(catalogue)
        slugs = sorted(store.snapshots(), key=lambda slug: (order.get(slug, len(order)), slug))
        self._datasets = tuple(slugs)
        self._place = {slug: place for place, slug in enumerate(slugs)}

    def screen(self, batch: SiteBatch) -> ManyFindings:
        """The findings of every site that has a boundary.

        Where something can't be read or worked out, only the sites that it concerns go without, with the reason.
        """
        judged_on = self._judging_dates(batch)
        problems = list(batch.problems)
        rows = np.flatnonzero(~shapely.is_missing(batch.boundaries))
        found = self._found(batch.boundaries, rows, problems)
        keys = np.unique(found.entities)
        entities = self._store.entities(keys)
        dataset_of = np.array([self._place[entity.dataset] for entity in entities], dtype=np.intp)
        stands = found.with_entities(np.searchsorted(keys, found.entities))
        listed = _listed(stands, entities, judged_on)
        numbers = np.array([entity.number for entity in entities], dtype=np.int64)
        order = _order(stands, listed, dataset_of, numbers)
        return ManyFindings(stands.taken(order), entities, listed[order], self._datasets, dataset_of, judged_on, problems)

    def _judging_dates(self, batch: SiteBatch) -> list[date]:
        now = today(self._clock)
        if self._on is not None:
            return [self._on] * len(batch)
        rules = _rules(now)
        return [
            now if submitted is None else judging_date(Application("", type_code=kind, submitted_on=submitted), now, rules)
            for kind, submitted in zip(batch.types, batch.submitted)
        ]

    def _found(self, boundaries: NDArray[np.object_], rows: NDArray[np.intp], problems: list[str]) -> Standings:
        """How entities, by their keys, stand to the sites at ``rows``; halved again and again round a site that fails."""
        if not len(rows):
            return no_standings()
        try:
            return self._stands(boundaries[rows], rows)
        except (StoreError, shapely.errors.ShapelyError, ValueError, ArithmeticError) as error:
            if len(rows) == 1:
                problems[int(rows[0])] = self._why(error)
                return no_standings()
        half = len(rows) // 2
        return self._found(boundaries, rows[:half], problems).followed_by(self._found(boundaries, rows[half:], problems))

    def _why(self, error: Exception) -> str:
        if isinstance(error, StoreError):
            return f"the store could not be read on {plain_moment(self._clock)}: {error}"
        return f"the screening of this site failed: {error}, tell the maintainers"

    def _stands(self, boundaries: NDArray[np.object_], rows: NDArray[np.intp]) -> Standings:
        margin = self._settings.near + CONTACT
        near = self._store.pieces_near(shapely.bounds(boundaries).reshape(-1, 4) + np.array([-margin, -margin, margin, margin]))
        keys, entity_of = np.unique(near.entity_keys, return_inverse=True)
        pieces = Pieces.of(near.geometries, near.full, entity_of, len(keys))
        stands = stand(
            boundaries,
            pieces,
            near.box_of,
            near.piece_of,
            self._settings,
            with_depth=self._with_depth,
            with_overlap=self._with_overlap,
        )
        return stands.with_sites(rows[stands.sites]).with_entities(keys[stands.entities])


def _listed(stands: Standings, entities: Sequence[Entity], judged_on: Sequence[date]) -> NDArray[np.intp]:
    """Whether each finding counts on its site's day; most entities have no dates that could say otherwise."""
    listed = np.zeros(len(stands), dtype=np.intp)
    latest, earliest = max(judged_on, default=date.min), min(judged_on, default=date.max)
    doubtful = np.array([has_ended(entity, latest) or is_still_to_come(entity, earliest) for entity in entities], dtype=np.bool_)
    for row in values(np.flatnonzero(doubtful[stands.entities])):
        entity, on = entities[int(stands.entities[row])], judged_on[int(stands.sites[row])]
        listed[row] = 1 if has_ended(entity, on) else 2 if is_still_to_come(entity, on) else 0
    return listed


def _order(stands: Standings, listed: NDArray[np.intp], dataset_of: NDArray[np.intp], numbers: NDArray[np.int64]) -> NDArray[np.intp]:
    """By site, whether it counts, dataset, relation, distance, overlap, number."""
    place = ((stands.sites * 4 + listed) * 65_536 + dataset_of[stands.entities]) * 4 + stands.relations
    order: NDArray[np.intp] = np.lexsort((numbers[stands.entities], -stands.overlap_m2, stands.distance_m, place))
    return order


@lru_cache(maxsize=8)
def _rules(on: date) -> Rules:
    return Rules(on)
