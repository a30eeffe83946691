"""The local layers of a store, as they were declared: `layers.json` in its folder, written as a whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from ...domain.errors import RedlineError, StoreError
from ..catalogue import Catalogue
from ..standard.column_mapping import mapping_of
from ..store.generations import reached
from ..store.local_files import NOT_SAID
from ..strict_json import JsonObject, read_object
from .layer_fields import field_names
from .layer_source import read_source
from .layer_spool import forget_spools
from .local_layer import LocalLayer, checked

_FORMAT = 1
_NAME = "layers.json"
_KEYS = ("name", "dataset", "source", "mapping", "coverage", "date", "licence", "attribution", "consequence", "colour")
_SOURCE = ("file", "layer", "provider", "address", "title")


def load_layers(folder: Path) -> tuple[LocalLayer, ...]:
    """The declared layers in their order; none where nothing was declared.

    Raises UnreadableFile, and RedlineError with a sentence that names the place and the remedy.
    """
    path = folder / _NAME
    with reached(folder):
        if not path.exists():
            return ()
    file = read_object(path, ("format", "layers"))
    if file.number("format", _FORMAT) > _FORMAT:
        raise RedlineError(f"{path} was written by a newer Redline. Update the plugin.")
    catalogue = Catalogue.load()
    layers = tuple(_layer(row, catalogue) for row in file.members("layers", _KEYS))
    for place, layer in enumerate(layers):
        _refuse_twice(layer, layers[:place])
    return layers


def save_layers(folder: Path, layers: Sequence[LocalLayer]) -> None:
    """Keep the declarations, and nothing of what was read of other layers. Raises StoreError where they can't be written; the file is then
    as it was."""
    path = folder / _NAME
    part = path.with_name(f"{_NAME}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8") as file:
            json.dump({"format": _FORMAT, "layers": [layer.form for layer in layers]}, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise StoreError(f"{path} can't be written ({error.strerror or error}); the local layers are declared as they were.") from error
    forget_spools(folder, (layer.slug for layer in layers))


def with_layer(layers: Iterable[LocalLayer], layer: LocalLayer, instead_of: str = "") -> tuple[LocalLayer, ...]:
    """The layers with one more, or with it in the place of the one of that name, or of the name ``instead_of``.

    Raises RedlineError where another layer already stands where this one would.
    """
    old = instead_of or layer.name
    others = [each for each in layers if each.name != old]
    _refuse_twice(layer, others)
    if len(others) == len(tuple(layers)):
        return (*others, layer)
    return tuple(layer if each.name == old else each for each in layers)


def named_layer(layers: Iterable[LocalLayer], name: str) -> LocalLayer:
    """The layer of a name, or of a slug. Raises RedlineError where there is none."""
    there = tuple(layers)
    found = [each for each in there if name in (each.name, each.slug)]
    if not found:
        known = f"It has {', '.join(f'“{each.name}”' for each in there)}." if there else "It has none."
        raise RedlineError(f"The store has no local layer “{name}”. {known}")
    return found[0]


def _refuse_twice(layer: LocalLayer, others: Iterable[LocalLayer]) -> None:
    for other in others:
        if layer.name == other.name or layer.slug == other.slug:
            raise RedlineError(f"Two local layers would be called alike: “{layer.name}” and “{other.name}”. Give one of them another name.")


def _layer(row: JsonObject, catalogue: Catalogue) -> LocalLayer:
    name, dataset = row.text("name"), row.text("dataset", "")
    layer = LocalLayer(
        name=name,
        dataset=dataset,
        source=read_source(row.member("source", _SOURCE), name),
        mapping=mapping_of(row.member("mapping"), field_names(dataset)),
        coverage=row.text("coverage", NOT_SAID),
        data_date=_day(row),
        licence=row.text("licence", ""),
        attribution=row.text("attribution", ""),
        consequence=row.text("consequence", ""),
        colour=row.text("colour", ""),
    )
    try:
        return checked(layer, catalogue)
    except RedlineError as error:
        raise RedlineError(f"{row.where}: {error}") from error


def _day(row: JsonObject) -> date | None:
    text = row.text("date", "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise RedlineError(f"{row.where}: date is {text!r}, but must be a day like 2026-11-22.") from None
