"""A QGIS layer as the national standard sees it, and what other layers tell of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Union

from qgis.core import QgsFeatureSource, QgsFeedback

from .layer_aside import LayerAside, broken_off
from .layer_records import layer_records

if TYPE_CHECKING:
    from ...boundary.transformer import Transformer
    from ...constraints.records.record_place import Placer
    from ...constraints.standard.check import Known
    from ...constraints.standard.column_mapping import ColumnMapping
    from ...constraints.standard.standard import Standard
    from ...constraints.standard.standard_table import StandardTable
    from ...domain.clock import Clock
    from ..settings import Settings

Source = Union[QgsFeatureSource, LayerAside]


def table_of_layer(
    source: Source, standard: Standard, mapping: ColumnMapping, transformer: Transformer, feedback: QgsFeedback | None = None
) -> StandardTable:
    """Every feature as a row. Raises RedlineError where the mapping names a column that is not there, where ``feedback`` says stop,
    and where fewer features come than the layer has."""
    from ...constraints.standard.standard_table import table_of
    from ...domain.errors import RedlineError

    records = list(layer_records(source, standard.dataset, feedback))
    if feedback is not None and feedback.isCanceled():
        raise RedlineError("Stopped before all of the layer was read.")
    if isinstance(source, LayerAside) and len(records) < source.featureCount():
        raise RedlineError(broken_off(len(records), source.featureCount(), source.title))
    declared = [field.name() for field in source.fields()]
    table = table_of(records, declared, _placer(source, transformer), standard, mapping)
    # A GeoPackage's own numbers, which no reader but QGIS shows as a column
    return replace(table, unmapped=tuple(name for name in table.unmapped if name != "fid"))


def known_from_layers(related: Mapping[str, Source], boundary: Source | None, transformer: Transformer) -> Known:
    """What other layers tell: ``related`` by dataset, ``boundary`` the authority's area. Raises RedlineError for one that tells nothing."""
    from ...constraints.standard.check import Known
    from ...constraints.standard.known_files import ground_of, references_of

    references = {
        dataset: references_of(layer_records(source, dataset), dataset, f"The layer for {dataset}") for dataset, source in related.items()
    }
    ground = None
    if boundary is not None:
        ground = ground_of(layer_records(boundary, "boundary"), _placer(boundary, transformer), "The layer of the authority's area")
    return Known(references, ground)


def known_from_store(settings: Settings, standard: Standard, clock: Clock) -> tuple[Known, str]:
    """What the constraint store tells, and in a sentence what was looked up in it, or why nothing was; "" where there is no store."""
    from ...constraints.readiness.standing_of import references_in
    from ...constraints.standard.check import Known
    from ...domain.clock import today
    from ...domain.errors import RedlineError

    if not settings.store:
        return Known(), ""
    try:
        store = settings.store_place().open()
        try:
            references = references_in(store, [field.of for field in standard.links], today(clock), {})
            ground, name = store.authority_area(), store.authority_name()
        finally:
            store.close()
    except RedlineError as error:
        return Known(), f"Nothing was looked up in the constraint store: {error}"
    looked_up = [*references, *([f"the area of {name}"] if ground is not None else [])]
    return Known(references, ground), f"Looked up in the constraint store: {', '.join(looked_up)}." if looked_up else ""


def linked_dataset(standard: Standard) -> str:
    """The dataset whose records a layer's references lead to, "" where they lead to none."""
    return next((field.of for field in standard.links if field.kind != "organisation"), "")


def _placer(source: Source, transformer: Transformer) -> Placer:
    from ...constraints.records.record_place import Placer

    crs = source.sourceCrs()
    return Placer(transformer, crs.authid() or crs.toWkt(), wgs84_unless_said=False)
