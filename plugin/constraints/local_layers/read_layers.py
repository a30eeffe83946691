"""Reads the local layers of a store again, looks at what came, and says what is to be built of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import shapely

from ...domain.dataset import LocalWords, Snapshot
from ...domain.errors import RedlineError
from ..records.record_place import NationalGridTransformer
from ..refresh.build_beside import StoreBefore
from ..refresh.refresh_limits import usual_limits
from ..refresh.refreshed import DatasetRefresh, Outcome
from ..refresh.shrinkage import shrunk
from ..store.builder_coverage import area_of_file
from ..store.local_files import LocalCoverage, LocalFiles
from .layer_spool import SpooledLayer, spool_layer, spools_of
from .local_layer import LocalLayer
from .opened_layer import LayerOpener

#: Called with the dataset, how many records were read, and of how many (0: not known); may raise to stop.
Told = Callable[[str, int, int], None]


@dataclass(frozen=True)
class LayersReader:
    """What reading takes: the store's folder, who opens a source, and the same guards as for what is fetched.

    ``allow_fewer`` names the slugs of layers that may be emptied or shrink.
    """

    folder: Path
    layers: Sequence[LocalLayer]
    opener: LayerOpener
    transformer: NationalGridTransformer
    allow_fewer: Collection[str] = ()
    told: Told | None = None

    def read(self, before: StoreBefore) -> tuple[list[DatasetRefresh], list[LocalFiles]]:
        """What became of each layer, and what is to be built; ``before`` is the store as it is.

        A source that can't be read, is empty, or has lost more than a refresh may lose, keeps what the store has of it, with the reason.
        Raises StoreError where nothing can be written.
        """
        outcomes, files = [], []
        for layer in self.layers:
            outcome, built = self._one(layer, before)
            outcomes.append(outcome)
            files += [built] if built is not None else []
        return outcomes, files

    def _one(self, layer: LocalLayer, before: StoreBefore) -> tuple[DatasetRefresh, LocalFiles | None]:
        slug = layer.slug
        snapshot = before.had.get(slug)
        found = DatasetRefresh(slug, Outcome.FAILED, snapshot.count if snapshot is not None else None, None)
        try:
            opened = self.opener(layer.source, slug)
            spooled = spool_layer(spools_of(self.folder), layer, opened, before.on, self._telling(slug))
            covered = area_of_file(layer.coverage_file, self.transformer) if layer.coverage_file is not None else layer.coverage
        except _Stopped as stopped:
            raise stopped.why from None
        except RedlineError as error:
            return replace(found, sentence=f"“{layer.name}” was not read. {error}"), None
        found = replace(found, count=spooled.count, sent=spooled.count)
        refused = "" if slug in self.allow_fewer else _lost(layer, spooled, snapshot, before.stood.get(slug, 0))
        if refused:
            return replace(found, outcome=Outcome.REFUSED, sentence=refused), None
        files = _files(layer, spooled, covered)
        if snapshot is not None and snapshot.sha256 == spooled.sha256 and snapshot.local == files.words:
            return replace(found, outcome=Outcome.SAME), None
        return replace(found, outcome=Outcome.NEW), files

    def _telling(self, slug: str) -> Callable[[int, int], None] | None:
        told = self.told
        if told is None:
            return None

        def tell(done: int, of: int) -> None:
            try:
                told(slug, done, of)
            except RedlineError as error:
                # Whoever listens ends all of it: no fault of the source
                raise _Stopped(error) from error

        return tell


class _Stopped(Exception):
    """What whoever listens raised to stop the reading."""

    def __init__(self, why: RedlineError) -> None:
        super().__init__(str(why))
        self.why = why


def _lost(layer: LocalLayer, spooled: SpooledLayer, snapshot: Snapshot | None, stood: int) -> str:
    """Why what came is more likely a fault on the way than the truth; "" where it is not."""
    if spooled.count == 0:
        had = f" and had {snapshot.count:,} before" if snapshot is not None and snapshot.count else ""
        return f"“{layer.name}” has no records{had}. The store keeps what it has of it; if that is right, say so and read it again."
    if spooled.shapes == 0:
        return (
            f"None of the {spooled.count:,} records of “{layer.name}” has a shape, so nothing could be screened against them. Choose the "
            "layer with the shapes, or name their columns (geometry, or easting and northing)."
        )
    if snapshot is None:
        return ""
    return shrunk(f"“{layer.name}”", "where it comes from", spooled, snapshot, stood, usual_limits())


def _words(layer: LocalLayer, covered: LocalCoverage) -> LocalWords:
    """What is declared, the area of its coverage as that is now: a file under the same name may hold another."""
    words = layer.words
    if isinstance(covered, str):
        return words
    return replace(words, declared=hashlib.sha256(words.declared.encode("ascii") + shapely.to_wkb(covered)).hexdigest())


def _files(layer: LocalLayer, spooled: SpooledLayer, covered: LocalCoverage) -> LocalFiles:
    source = f"{layer.source.words} ({spooled.modified})" if spooled.modified else layer.source.words
    return LocalFiles(
        dataset=layer.slug,
        files=spooled.files,
        words=_words(layer, covered),
        source=source,
        coverage=covered,
        data_date=layer.data_date.isoformat() if layer.data_date is not None else "",
        modified=spooled.modified,
        licence=layer.licence,
        attribution=layer.attribution,
        issues=spooled.issues,
    )
