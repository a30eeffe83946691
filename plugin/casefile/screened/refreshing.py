"""A store is refreshed for somebody to look at: fetched and read, compared with what is in use, and held against the cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...constraints.catalogue import Catalogue
from ...constraints.changes.compare_generations import changes_between
from ...constraints.local_layers.local_choice import LocalChoice
from ...constraints.local_layers.read_layers import LayersReader
from ...constraints.local_layers.refresh_layers import refresh_layers
from ...constraints.platform.asker import Asker
from ...constraints.platform.refresh import refresh
from ...constraints.platform.refresh_request import RefreshRequest
from ...constraints.records.record_place import NationalGridTransformer
from ...constraints.refresh.log_line import LogLine
from ...constraints.refresh.refreshed import Refreshed
from ...domain.clock import Clock, today
from ...domain.entity_change import DatasetChanges
from ...rules.rules import Rules
from .accepting import TouchedCases, touched_of

if TYPE_CHECKING:
    from ..reader import CaseFileReader


@dataclass(frozen=True)
class RefreshMeans:
    """What a refresh works with, and who hears of it.

    ``asker`` gives who asks the platform, where that is wanted. ``told`` gets dataset, records that came, and of how many (0: not known);
    ``heard`` each line of the store's log. ``stop`` is called between two steps, and raises once somebody wants it stopped.
    """

    asker: Callable[[], Asker]
    transformer: NationalGridTransformer
    clock: Clock
    told: Callable[[str, int, int], None]
    heard: Callable[[LogLine], None] | None = None
    stop: Callable[[], None] = lambda: None


@dataclass(frozen=True)
class CasesNear:
    """The cases that may be touched: ``reader`` gives one of the case file, None where there is none; it is asked for when it is needed.
    A case is touched within ``near_m`` metres of a change."""

    reader: Callable[[], CaseFileReader | None]
    near_m: float


@dataclass(frozen=True)
class Review:
    """What somebody looks at before a yes. ``touched`` are the cases where something changed, each with its changes; not
    ``cases_known``, where there is no case file."""

    refreshed: Refreshed
    changes: tuple[DatasetChanges, ...]
    touched: TouchedCases
    cases_known: bool = True


def refresh_for_review(request: RefreshRequest, own: LocalChoice, means: RefreshMeans, cases: CasesNear) -> Review:
    """Build what came into a generation that waits to be accepted, and say what it changes; the one in use is left in use.

    The council's ``own`` layers are read with what the platform has; without an authority nothing else is, and what is left out or
    declared is so from that generation on. Raises RedlineError where nothing can be done at all, and whatever stops it.
    """
    return review_of(request.folder, _refreshed(request, own, means), means.clock, cases, means.stop)


def review_of(folder: Path, refreshed: Refreshed, clock: Clock, cases: CasesNear, stop: Callable[[], None] = lambda: None) -> Review:
    """What a refresh changed, and which cases that touches. ``stop`` is called between two datasets; it may raise.

    Raises StoreError where a generation can't be read, CaseFileError where the cases can't.
    """
    changes: tuple[DatasetChanges, ...] = ()
    if refreshed.before and refreshed.generation:
        rules = Rules(today(clock))
        changes = changes_between(folder, refreshed.before, refreshed.generation, rules, lambda _slug: stop())
    reader = cases.reader()
    if reader is None:
        return Review(refreshed, changes, (), cases_known=False)
    return Review(refreshed, changes, touched_of(reader, changes, cases.near_m))


def _refreshed(request: RefreshRequest, own: LocalChoice, means: RefreshMeans) -> Refreshed:
    def told(dataset: str, done: int, total: int) -> None:
        means.stop()
        means.told(dataset, done, total)

    catalogue = Catalogue.load()
    reader = LayersReader(request.folder, own.layers, own.opener, means.transformer, request.allow_fewer, told)
    if not request.authority:
        return refresh_layers(reader, clock=means.clock, catalogue=catalogue, without=own.leaving, declared=own.declared, heard=means.heard)
    return refresh(
        request,
        means.asker(),
        transformer=means.transformer,
        clock=means.clock,
        catalogue=catalogue,
        told=means.told,
        heard=means.heard,
        local=reader.read,
    )
