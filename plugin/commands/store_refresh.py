"""`redline store refresh`: constraint data of an authority, fetched from the Planning Data platform, looked at, and put into use."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..backoffice.platform_web import PlatformWeb
from ..casefile.screened.accepting import TouchedCases, accept, touched_cases
from ..constraints.catalogue import Catalogue
from ..constraints.local_layers.layers_file import load_layers
from ..constraints.local_layers.local_layer import LocalLayer
from ..constraints.local_layers.opened_layer import open_file_layer
from ..constraints.local_layers.read_layers import LayersReader
from ..constraints.local_layers.refresh_layers import refresh_layers
from ..constraints.platform.asker import Asker
from ..constraints.platform.platform_settings import settings_for
from ..constraints.platform.refresh import refresh
from ..constraints.platform.refreshed import DatasetRefresh, Outcome, Refreshed
from ..domain.clock import Clock
from ..domain.entity_change import ChangeKind, DatasetChanges
from ..domain.errors import RedlineError
from ..domain.plain_figures import counted
from ..reports.entity_change_words import change_words
from .exit_code import ExitCode
from .output import Output
from .store_accept import changed_since, show_touched, touched_form
from .store_changes import dataset_form
from .tone import Tone

if TYPE_CHECKING:
    from ..boundary.transformer import Transformer
    from ..casefile.case_file import CaseFile

_TONES = {Outcome.REFUSED: Tone.GRAVE, Outcome.FAILED: Tone.GRAVE}


def store_refresh(
    folder: Path,
    authority: str,
    output: Output,
    *,
    transformer: Transformer,
    clock: Clock,
    datasets: Sequence[str] = (),
    address: str = "",
    bulk: bool = False,
    files: str = "",
    allow_fewer: Sequence[str] = (),
    afresh: bool = False,
    review: bool = False,
    cases: CaseFile | None = None,
    near: float = 0.0,
    kept: int = 0,
    as_json: bool = False,
) -> ExitCode:
    """Fetch, build, tell what changed, and put it into use unless ``review`` wants to look first.

    The council's own layers are read again with them: all of them, or those that ``datasets`` name. Without ``authority`` nothing else is.
    ``bulk`` takes each dataset out of its file, of those that lie at ``files``. The ``cases`` that lie within ``near`` metres of a
    change show as changed once it is in use.

    SOMETHING_NOT_CHECKED where a dataset was refused or could not be fetched; the store keeps what it had of it. Raises RedlineError where
    nothing could be done at all.
    """
    catalogue = Catalogue.load()
    layers, others = _wanted(load_layers(folder), datasets)
    if not authority and (others or not layers):
        raise RedlineError(
            "Say whose data is wanted, with --authority: its name, reference or code. Without it only local layers are read."
        )
    settings = settings_for(address, files)
    web = PlatformWeb(settings)
    try:
        with output.progress("Refreshing") as progress:
            fewer = {*allow_fewer, *(each.slug for each in layers if each.name in allow_fewer)}
            reader = LayersReader(folder, layers, open_file_layer, transformer, fewer, progress.told)
            if authority:
                found = refresh(
                    folder,
                    authority,
                    others if datasets else [each.slug for each in catalogue.constraints],
                    Asker(web, settings),
                    transformer=transformer,
                    clock=clock,
                    catalogue=catalogue,
                    allow_fewer=fewer,
                    afresh=afresh,
                    from_files=bulk,
                    told=progress.told,
                    local=reader.read,
                )
            else:
                found = refresh_layers(reader, clock=clock, catalogue=catalogue)
    finally:
        web.close()
    return tell_refreshed(folder, found, output, clock, review=review, cases=cases, near=near, kept=kept, as_json=as_json)


def _wanted(layers: Sequence[LocalLayer], datasets: Sequence[str]) -> tuple[list[LocalLayer], list[str]]:
    """The local layers that are named, by name or slug, and what else is; all of them where nothing is."""
    names = {each.name: each for each in layers} | {each.slug: each for each in layers}
    if not datasets:
        return list(layers), []
    return list({names[each].slug: names[each] for each in datasets if each in names}.values()), [
        each for each in datasets if each not in names
    ]


def tell_refreshed(
    folder: Path,
    found: Refreshed,
    output: Output,
    clock: Clock,
    *,
    review: bool,
    cases: CaseFile | None = None,
    near: float = 0.0,
    kept: int = 0,
    as_json: bool = False,
) -> ExitCode:
    """Say what came and what changed, and put it into use unless ``review`` wants to look first; ``cases`` and ``near`` as above."""
    changes = changed_since(folder, found.before, found.generation, clock)
    touched = touched_cases(cases, changes, near) if cases is not None else ()
    accepted = bool(found.generation) and not review
    if accepted:
        accept(folder, found.generation, cases, touched, clock, kept)
    if as_json:
        output.json(_form(folder, found, changes, touched, in_use=accepted))
    else:
        _show(folder, found, changes, output, review=review)
        if cases is not None and found.generation:
            show_touched(touched, output, noted=accepted)
    short = any(each.outcome in (Outcome.REFUSED, Outcome.FAILED) for each in found.datasets)
    return ExitCode.SOMETHING_NOT_CHECKED if short else ExitCode.EVERYTHING_CHECKED


def _show(folder: Path, found: Refreshed, changes: Sequence[DatasetChanges], output: Output, *, review: bool) -> None:
    whose = [("authority", f"{found.authority.name} ({found.authority.code})")] if found.authority is not None else []
    output.table([("store", str(folder)), *whose])
    output.line()
    rows = [_row(each) for each in found.datasets]
    tones = [Tone.TITLE, *(_TONES.get(each.outcome, Tone.PLAIN) for each in found.datasets)]
    output.table([("dataset", "", "before", "now", "sent", "how"), *rows], right=(2, 3, 4), tones=tones)
    for each in found.datasets:
        if each.sentence:
            output.line(each.sentence, Tone.GRAVE)
        if each.unfindable:
            words = "never found by a search on the platform (no shape, or an invalid one); Redline screens them where it can"
            output.line(f"{each.dataset}: {counted(len(each.unfindable), 'record')} {words}.")
    output.line()
    for dataset in changes:
        told = ", ".join(f"{dataset.count(kind):,} {kind.value}" for kind in ChangeKind if dataset.count(kind))
        output.line(f"{dataset.dataset}: {told or 'nothing changed'}", Tone.TITLE)
        # Of a dataset that is new, everything is
        for change in dataset.changes if dataset.snapshot_before else ():
            output.line(change_words(change), indent=2)
    if not found.generation:
        output.line("The store has all of it already.")
    elif review:
        output.line(f"Not in use yet. To use it: redline store accept {folder} {found.generation}")
    else:
        output.line(f"In use: {found.generation}." + (f" The way back: redline store put-back {folder}" if found.before else ""))


def _row(each: DatasetRefresh) -> tuple[str, ...]:
    before, now = ("" if number is None else f"{number:,}" for number in (each.before, each.count))
    how = "" if each.count is None else "its file" if each.from_file else "what is new" if each.incremental else "all"
    return (each.dataset, each.outcome.value, before, now, f"{each.sent:,}", how)


def _form(folder: Path, found: Refreshed, changes: Sequence[DatasetChanges], touched: TouchedCases, *, in_use: bool) -> dict[str, Any]:
    return {
        "store": str(folder),
        "authority": None
        if found.authority is None
        else {"name": found.authority.name, "reference": found.authority.reference, "code": found.authority.code},
        "before": found.before,
        "generation": found.generation,
        "in_use": in_use,
        "datasets": [
            {
                "dataset": each.dataset,
                "outcome": each.outcome.value,
                "before": each.before,
                "count": each.count,
                "sent": each.sent,
                "incremental": each.incremental,
                "from_file": each.from_file,
                "never_found_by_search": list(each.unfindable),
                "sentence": each.sentence,
            }
            for each in found.datasets
        ],
        "changes": [dataset_form(each) for each in changes],
        "cases": touched_form(touched),
    }
