"""The JSON forms of what a store holds and of how it was built."""

from __future__ import annotations

from typing import Any

from ..constraints.catalogue import Catalogue
from ..constraints.store.build_report import BuildReport, DatasetReport
from ..domain.dataset import Dataset, Snapshot
from .figures import rounded
from .forms import accuracy_form


def snapshot_form(snapshot: Snapshot, dataset: Dataset) -> dict[str, Any]:
    """One dataset of `store info --json`."""
    return {
        "dataset": snapshot.dataset,
        "name": dataset.name,
        "administrative": dataset.administrative,
        "snapshot": snapshot.identifier,
        "source": snapshot.source,
        "fetched_at": snapshot.fetched_at,
        "count": snapshot.count,
        "without_geometry": snapshot.without_geometry,
        "repaired": snapshot.repaired,
        "coverage": snapshot.coverage.value,
        "accuracy": accuracy_form(snapshot.accuracy),
        "sha256": snapshot.sha256,
        "licence": snapshot.licence,
        "attribution": snapshot.attribution,
    }


def build_form(store: str, report: BuildReport, catalogue: Catalogue) -> dict[str, Any]:
    """`store build --json`: the new generation, what was built into it and what was taken over."""
    return {
        "store": store,
        "generation": report.generation,
        "datasets": [_built_form(dataset, catalogue) for dataset in report.datasets],
        "carried": list(report.carried),
        "seconds": round(report.seconds, 3),
    }


def _built_form(built: DatasetReport, catalogue: Catalogue) -> dict[str, Any]:
    return {
        **snapshot_form(built.snapshot, catalogue.dataset(built.dataset)),
        "pieces": built.pieces,
        "numbered": built.numbered,
        "duplicates": list(built.duplicates),
        "repairs": [
            {
                "entity": repair.number,
                "reference": repair.reference,
                "name": repair.name,
                "reason": repair.reason,
                "area_before_m2": rounded(repair.area_before, 4),
                "area_after_m2": rounded(repair.area_after, 4),
            }
            for repair in built.repairs
        ],
        "issues": [{"row": issue.row, "what": issue.what, "message": issue.message} for issue in built.issues],
    }
