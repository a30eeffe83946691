"""Local layers and stores of them, for the tests beside this file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from plugin.boundary.transformer import Transformer
from plugin.constraints.catalogue import Catalogue
from plugin.constraints.local_layers.layer_source import FileSource
from plugin.constraints.local_layers.local_layer import LocalLayer
from plugin.constraints.local_layers.opened_layer import open_file_layer
from plugin.constraints.local_layers.read_layers import LayersReader
from plugin.constraints.local_layers.refresh_layers import refresh_layers
from plugin.constraints.refresh.refreshed import DatasetRefresh, Refreshed
from plugin.constraints.standard.column_mapping import ColumnMapping
from plugin.constraints.store.put_back import put_into_use
from plugin.domain.clock import Clock

from ..store.making import TickingClock, collection, feature, square


def layer(path: Path, name: str = "Character areas", **told: Any) -> LocalLayer:
    """A layer of a file; ``columns`` are those of its mapping."""
    columns = told.pop("columns", {})
    return LocalLayer(name, FileSource(path, told.pop("layer", "")), mapping=ColumnMapping(columns), **told)


def areas(path: Path, count: int = 3, **told: Any) -> Path:
    """Squares in a row from (530000, 180000), a council's own columns beside them."""
    return collection(
        path, *(feature(square(530000 + 200 * at, 180000), CA_NO=f"C{at}", TITLE=f"Area {at}", **told) for at in range(count))
    )


def read(
    folder: Path,
    *layers: LocalLayer,
    clock: Clock | None = None,
    without: Sequence[str] = (),
    fewer: Sequence[str] = (),
    declared: Sequence[LocalLayer] | None = None,
) -> Refreshed:
    """Read, built, and not accepted yet; ``declared`` are all layers from then on, None where that stays as it is."""
    reader = LayersReader(folder, layers, open_file_layer, Transformer(), fewer)
    return refresh_layers(reader, clock=clock or TickingClock(), catalogue=Catalogue.load(), without=without, declared=declared)


def declare(folder: Path, new: LocalLayer, *, layers: Sequence[LocalLayer], clock: Clock) -> Refreshed:
    """One layer is new or changed, ``layers`` are all of them then; not accepted yet."""
    return read(folder, new, clock=clock, declared=layers)


def used(
    folder: Path,
    *layers: LocalLayer,
    clock: Clock | None = None,
    without: Sequence[str] = (),
    declared: Sequence[LocalLayer] | None = None,
) -> Refreshed:
    """The same, accepted."""
    found = read(folder, *layers, clock=clock, without=without, declared=declared)
    if found.generation:
        put_into_use(folder, found.generation)
    return found


def only(found: Refreshed) -> DatasetRefresh:
    """What became of the one layer that was read."""
    (outcome,) = found.datasets
    return replace(outcome)
