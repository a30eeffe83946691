"""`redline store add-layer`, `layers` and `remove-layer`: the council's own constraint layers of a store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..casefile.screened.accepting import accept
from ..casefile.screened.refreshing import review_of
from ..constraints.catalogue import Catalogue
from ..constraints.local_layers.declarations import load_layers, named_layer, with_layer
from ..constraints.local_layers.local_layer import LocalLayer, checked
from ..constraints.local_layers.opened_layer import open_file_layer
from ..constraints.local_layers.read_layers import LayersReader
from ..constraints.local_layers.refresh_layers import refresh_layers
from ..constraints.store.generations import has_store
from ..constraints.store.local_store import LocalStore
from ..domain.clock import Clock
from ..domain.dataset import Snapshot
from ..domain.plain_days import with_plain_days
from ..reports.wording import day_words
from .exit_code import ExitCode
from .output import Output
from .store_accept import show_touched, touched_form
from .store_info import coverage_words
from .tell_refreshed import AfterRefresh, tell_refreshed
from .tone import Tone

if TYPE_CHECKING:
    from ..boundary.transformer import Transformer


def store_add_layer(
    folder: Path,
    layer: LocalLayer,
    output: Output,
    *,
    transformer: Transformer,
    clock: Clock,
    after: AfterRefresh,
    allow_fewer: bool = False,
) -> ExitCode:
    """Declare a layer, or declare the one of that name anew, read it, and put it into use unless ``after`` wants to look first.

    It is declared once it is in use; where it can't be read, nothing is. Raises RedlineError.
    """
    catalogue = Catalogue.load()
    before = load_layers(folder)
    layers = with_layer(before, checked(layer, catalogue))
    leaving = {each.slug for each in before} - {each.slug for each in layers}
    fewer = {layer.slug} if allow_fewer else set()
    with output.progress("Reading") as progress:
        reader = LayersReader(folder, [layer], open_file_layer, transformer, fewer, progress.told)
        found = refresh_layers(reader, clock=clock, catalogue=catalogue, without=leaving, declared=layers)
    return tell_refreshed(folder, review_of(folder, found, clock, after.near_cases), output, clock, after)


def store_layers(folder: Path, output: Output, *, as_json: bool = False) -> ExitCode:
    """Tell the declared layers, each with what the store has of it. Raises RedlineError."""
    layers, snapshots = load_layers(folder), _snapshots(folder)
    if as_json:
        output.json({"store": str(folder), "layers": [_form(layer, snapshots.get(layer.slug)) for layer in layers]})
        return ExitCode.EVERYTHING_CHECKED
    if not layers:
        output.line(f"The store in {folder} has no local layer. To add one: redline store add-layer {folder} FILE --name NAME")
        return ExitCode.EVERYTHING_CHECKED
    headings = ("name", "dataset", "entities", "speaks", "loaded on", "data of", "source", "licence")
    rows = [headings, *(_row(layer, snapshots.get(layer.slug)) for layer in layers)]
    output.table(rows, right=(2,), tones=[Tone.TITLE, *(Tone.PLAIN for _ in layers)])
    return ExitCode.EVERYTHING_CHECKED


def store_remove_layer(folder: Path, name: str, output: Output, *, transformer: Transformer, clock: Clock, after: AfterRefresh) -> ExitCode:
    """Take a layer out of the store and of its declarations; the cases that its records touch show as changed.

    The generation before stays and can be put back. Raises RedlineError.
    """
    layers = load_layers(folder)
    layer = named_layer(layers, name)
    reader = LayersReader(folder, (), open_file_layer, transformer)
    kept = [each for each in layers if each != layer]
    found = refresh_layers(reader, clock=clock, catalogue=Catalogue.load(), without={layer.slug}, declared=kept)
    touched = review_of(folder, found, clock, after.near_cases).touched
    if found.generation:
        accept(folder, found.generation, after.cases, touched, clock, after.kept)
    if after.as_json:
        told = {"removed": layer.slug, "before": found.before, "generation": found.generation, "cases": touched_form(touched)}
        output.json({"store": str(folder), **told})
        return ExitCode.EVERYTHING_CHECKED
    back = f" The way back: redline store put-back {folder}" if found.generation and found.before else ""
    output.line(f"“{layer.name}” is no layer of the store any more.{back}")
    if after.cases is not None:
        show_touched(touched, output, noted=True)
    return ExitCode.EVERYTHING_CHECKED


def _snapshots(folder: Path) -> dict[str, Snapshot]:
    if not has_store(folder):
        return {}
    with LocalStore(folder) as store:
        return dict(store.snapshots())


def _row(layer: LocalLayer, snapshot: Snapshot | None) -> tuple[str, ...]:
    if snapshot is None:
        return (layer.name, layer.slug, "", "", "not in use", "", layer.source.words, layer.licence)
    data = day_words(snapshot.data_date) if snapshot.data_date else "not known"
    return (
        *(layer.name, layer.slug, f"{snapshot.count:,}", coverage_words(snapshot.coverage)),
        *(day_words(snapshot.fetched_at), data, with_plain_days(snapshot.source), layer.licence),
    )


def _form(layer: LocalLayer, snapshot: Snapshot | None) -> dict[str, Any]:

    return {
        **layer.form,
        "slug": layer.slug,
        "in_use": snapshot is not None,
        "count": snapshot.count if snapshot is not None else None,
        "coverage_in_use": snapshot.coverage.value if snapshot is not None else "",
        "fetched_at": snapshot.fetched_at if snapshot is not None else "",
        "data_date": snapshot.data_date if snapshot is not None else "",
        "snapshot": snapshot.identifier if snapshot is not None else "",
    }
