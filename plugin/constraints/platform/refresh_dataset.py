"""Refreshes one dataset of a store from the platform: fetched, and held against what the store has of it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from ...domain.clock import Clock
from ...domain.dataset import Snapshot
from ..refresh.refresh_limits import usual_limits
from ..refresh.refreshed import DatasetRefresh, Outcome
from ..refresh.shrinkage import shrunk
from .asker import Asker
from .authority import DISTRICT, PlatformAuthority
from .fetch_dataset import FetchedDataset, fetch_dataset
from .spool import Spool
from .web import PlatformError


@dataclass(frozen=True)
class DatasetsRefresher:
    """What the datasets of one refresh have in common.

    With ``ground``, the authority's district in longitude and latitude, each comes out of the file of the whole dataset, else page by page;
    ``afresh`` asks for everything. Those of ``allow_fewer`` may be emptied or shrink.
    """

    folder: Path
    authority: PlatformAuthority
    asker: Asker
    clock: Clock
    ground: BaseGeometry | None = None
    afresh: bool = False
    allow_fewer: Collection[str] = ()
    told: Callable[[str, int, int], None] | None = None

    def refresh(self, dataset: str, snapshot: Snapshot | None, stood: int) -> tuple[DatasetRefresh, Path | None]:
        """What became of it, and the file to build where it is new; ``snapshot`` is what the store has of it, ``stood`` how many records
        of that have not ended."""
        spool = Spool(self.folder / "fetched" / self.authority.code / dataset)
        before = snapshot.count if snapshot is not None else None
        try:
            fetched = fetch_dataset(
                dataset,
                self.authority,
                self.asker,
                spool,
                self.clock,
                # The district is a page or two, and its neighbours' shapes are large
                ground=None if dataset == DISTRICT else self.ground,
                afresh=self.afresh,
                told=self._telling(dataset),
            )
        except PlatformError as error:
            return DatasetRefresh(dataset, Outcome.FAILED, before, None, sentence=str(error)), None
        refused = ""
        if snapshot is not None and dataset not in self.allow_fewer:
            refused = shrunk(dataset, "on the platform", fetched, snapshot, stood, usual_limits())
        if refused:
            # What has ended would hide how few are left
            return _outcome(replace(fetched, count=fetched.standing), Outcome.REFUSED, stood, refused), None
        if snapshot is not None and snapshot.sha256 == spool.digest(dataset):
            return _outcome(fetched, Outcome.SAME, before), None
        return _outcome(fetched, Outcome.NEW, before), fetched.path

    def _telling(self, dataset: str) -> Callable[[int, int], None] | None:
        told = self.told
        return None if told is None else lambda done, of: told(dataset, done, of)


def _outcome(fetched: FetchedDataset, outcome: Outcome, before: int | None, sentence: str = "") -> DatasetRefresh:
    return DatasetRefresh(
        fetched.dataset,
        outcome,
        before,
        fetched.count,
        sent=fetched.sent,
        incremental=fetched.incremental,
        unfindable=fetched.unfindable,
        sentence=sentence,
        from_file=fetched.from_file,
    )
