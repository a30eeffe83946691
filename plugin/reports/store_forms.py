"""The JSON form of what a store holds."""

from __future__ import annotations

from typing import Any

from ..domain.dataset import Dataset, Snapshot
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
