"""`redline store info`: what a store holds, from when, and where it speaks."""

from __future__ import annotations

from ..constraints.catalogue import Catalogue
from ..constraints.open_store import open_store
from ..constraints.postgis.hidden_words import shown
from ..domain.dataset import Coverage, Snapshot
from ..domain.plain_days import with_plain_days
from ..reports.store_forms import snapshot_form
from ..reports.wording import day_words
from .exit_code import ExitCode
from .output import Output
from .tone import Tone

_COVERAGE = {
    Coverage.FULL: "everywhere",
    Coverage.PARTIAL: "in its area",
    Coverage.NONE: "nowhere",
    Coverage.UNKNOWN: "not known",
}


def store_info(address: str, output: Output, *, as_json: bool = False) -> ExitCode:
    """Tell every dataset of the generation in use in a folder or a database. Raises StoreError where there is none, MissingLibrary."""
    with open_store(address) as store:
        snapshots = [snapshot for _, snapshot in sorted(store.snapshots().items())]
        catalogue = Catalogue.load().with_local(store.snapshots())
        generation, authority = store.generation, store.authority_name()
    if as_json:
        datasets = [
            {**snapshot_form(snapshot, catalogue.dataset(snapshot.dataset)), "data_date": snapshot.data_date} for snapshot in snapshots
        ]
        output.json({"store": shown(address), "generation": generation, "authority": authority, "datasets": datasets})
        return ExitCode.EVERYTHING_CHECKED
    output.table([("store", shown(address)), ("generation", generation), ("authority", authority or "not settled")])
    output.line()
    headings = ("dataset", "entities", "without geometry", "repaired", "speaks", "loaded on", "data of", "source")
    rows = [headings, *(_row(snapshot) for snapshot in snapshots)]
    output.table(rows, right=(1, 2, 3), tones=[Tone.TITLE, *(Tone.PLAIN for _ in snapshots)])
    return ExitCode.EVERYTHING_CHECKED


def coverage_words(coverage: Coverage) -> str:
    """Where a dataset speaks."""
    return _COVERAGE[coverage]


def _row(snapshot: Snapshot) -> tuple[str, ...]:
    return (
        snapshot.dataset,
        f"{snapshot.count:,}",
        f"{snapshot.without_geometry:,}",
        f"{snapshot.repaired:,}",
        coverage_words(snapshot.coverage),
        day_words(snapshot.fetched_at),
        day_words(snapshot.data_date) if snapshot.data_date else "not known",
        with_plain_days(snapshot.source),
    )
