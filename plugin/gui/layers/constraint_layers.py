"""The constraint datasets of a store's generation as read-only layers, straight from its GeoPackage."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsProviderRegistry, QgsVectorLayer

from .attribution import attribute
from .marks import LAYER
from .styles import style_constraint

if TYPE_CHECKING:
    from ...constraints.catalogue import Catalogue
    from ...domain.dataset import Snapshot

PREFIX = "constraint"
_SUFFIXES = ("_point", "_line", "")


def constraint_layers(generation: Path, snapshots: Mapping[str, Snapshot], catalogue: Catalogue) -> dict[str, QgsVectorLayer]:
    """A styled layer for each dataset and kind of geometry that has features, by mark, in the order of drawing from the top.

    Points stand above lines, lines above areas; then the catalogue's order. Administrative datasets are left out: they constrain nothing.
    """
    counts = _features_by_table(generation)
    order = [dataset.slug for dataset in catalogue.datasets]
    slugs = sorted(snapshots, key=lambda slug: (order.index(slug) if slug in order else len(order), slug))
    layers: dict[str, QgsVectorLayer] = {}
    for suffix in _SUFFIXES:
        for slug in slugs:
            dataset = catalogue.dataset(slug)
            table = f"{slug.replace('-', '_')}{suffix}"
            if dataset.administrative or not counts.get(table):
                continue
            layer = QgsVectorLayer(f"{generation}|layername={table}", f"{dataset.name}{_KINDS[suffix]}", "ogr")
            layer.setCustomProperty(LAYER, f"{PREFIX}/{slug}{suffix}")
            layer.setReadOnly(True)
            style_constraint(layer, dataset.colour)
            attribute(layer, snapshots[slug].attribution or dataset.attribution, snapshots[slug].licence or dataset.licence)
            layers[f"{PREFIX}/{slug}{suffix}"] = layer
    return layers


def dataset_of(layer_mark: str) -> str:
    """The slug of the dataset that a constraint layer shows."""
    return layer_mark[len(PREFIX) + 1 :].removesuffix("_point").removesuffix("_line")


_KINDS = {"": "", "_point": " (points)", "_line": " (lines)"}


def _features_by_table(generation: Path) -> dict[str, int]:
    registry = QgsProviderRegistry.instance()
    tables = registry.querySublayers(str(generation), Qgis.SublayerQueryFlag.CountFeatures)
    return {table.name(): table.featureCount() for table in tables}
