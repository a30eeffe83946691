"""What a GIS team wants to know of a store at a glance."""

from __future__ import annotations

from dataclasses import dataclass

from ...domain.dataset import Snapshot
from .build_report import Issue, Repair
from .generations import FORMAT
from .local_store import LocalStore


@dataclass(frozen=True)
class DatasetDescription:
    """One dataset: its snapshot, its layers in the GeoPackage, what was repaired and what was found wrong."""

    snapshot: Snapshot
    layers: tuple[str, ...]
    repairs: tuple[Repair, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True)
class StoreDescription:
    """A store as it is in use now. ``authority`` is "" where the store does not have its district; ``size`` is in bytes."""

    folder: str
    generation: str
    format: int
    size: int
    authority: str
    datasets: tuple[DatasetDescription, ...]


def describe(store: LocalStore) -> StoreDescription:
    """Everything that can be said of a store without looking at its geometries, by dataset in order of the slug."""
    layers = store.layers()
    return StoreDescription(
        folder=str(store.folder),
        generation=store.generation,
        format=FORMAT,
        size=store.path.stat().st_size,
        authority=store.authority_name(),
        datasets=tuple(
            DatasetDescription(snapshot, layers.get(slug, ()), store.repairs(slug), store.issues(slug))
            for slug, snapshot in sorted(store.snapshots().items())
        ),
    )
