"""The local layers of a store, as they were declared: part of the generation that was made of them, so that both come into use at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from ...domain.errors import RedlineError
from ..catalogue import Catalogue
from ..standard.column_mapping import mapping_of
from ..store.generations import has_store, reached
from ..store.local_files import DECLARED, NOT_SAID
from ..store.local_store import LocalStore
from ..strict_json import JsonObject, object_in, read_object
from .layer_fields import field_names
from .layer_source import read_source
from .local_layer import LocalLayer, checked

_FORMAT = 1
#: Where older stores have them, for the generations that keep none themselves.
_OLDER = "layers.json"
_MEMBERS = ("format", "layers")
_KEYS = ("name", "dataset", "source", "mapping", "coverage", "date", "licence", "attribution", "consequence", "colour")
_SOURCE = ("file", "layer", "provider", "address", "title")


def load_layers(folder: Path) -> tuple[LocalLayer, ...]:
    """The layers that are declared with the generation in use, in their order; none where there is no generation, or nothing was declared.

    Raises StoreError where the store can't be read, UnreadableFile, and RedlineError with a sentence that names the place and the remedy.
    """
    if not has_store(folder):
        return ()
    with LocalStore(folder) as store:
        generation, text = store.generation, store.setting(DECLARED)
    if text:
        place = f"generation {generation}"
        return _layers(object_in(text, f"What {place} of {folder} has declared", place, _MEMBERS))
    older = folder / _OLDER
    with reached(folder):
        if not older.exists():
            return ()
    return _layers(read_object(older, _MEMBERS))


def declared_text(layers: Sequence[LocalLayer]) -> str:
    """The declarations as a generation keeps them; never "", so that none at all are declared too."""
    return json.dumps({"format": _FORMAT, "layers": [layer.form for layer in layers]}, ensure_ascii=False)


def _layers(file: JsonObject) -> tuple[LocalLayer, ...]:
    if file.number("format", _FORMAT) > _FORMAT:
        raise RedlineError(f"{file.where}: its local layers were declared by a newer Redline. Update the plugin.")
    catalogue = Catalogue.load()
    layers = tuple(_layer(row, catalogue) for row in file.members("layers", _KEYS))
    for place, layer in enumerate(layers):
        _refuse_twice(layer, layers[:place])
    return layers


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
