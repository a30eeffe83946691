"""`redline store changes`: what changed between two generations of a store, and which sites that touches."""

from __future__ import annotations

from typing import Any

from shapely.geometry.base import BaseGeometry

from ..constraints.changes.chosen_generations import chosen_generations
from ..constraints.changes.compare_generations import changes_between
from ..constraints.changes.touched_sites import touched_sites
from ..constraints.postgis.hidden_words import shown
from ..domain.clock import Clock, today
from ..domain.entity_change import ChangeKind, DatasetChanges, EntityChange
from ..domain.plain_figures import counted
from ..reports.entity_change_words import change_words
from ..rules.rules import Rules
from .exit_code import ExitCode
from .output import Output
from .sites import Sites
from .tone import Tone


def store_changes(
    address: str,
    output: Output,
    clock: Clock,
    *,
    near: float,
    before: str = "",
    after: str = "",
    sites: Sites | None = None,
    as_json: bool = False,
) -> ExitCode:
    """Tell the changes of every dataset; ``before`` and ``after`` name generations, else the one in use and the one before it. ``sites``
    within ``near`` metres of a change are touched by it.

    Raises StoreError where there are not two.
    """
    older, newer = chosen_generations(address, before, after)
    with output.progress("comparing") as progress:
        found = changes_between(address, older, newer, Rules(today(clock)), lambda slug: progress.told(slug, 0))
    touched = _touched(found, sites, near)
    if as_json:
        told = {"store": shown(address), "before": older, "after": newer, "datasets": [dataset_form(each) for each in found]}
        output.json({**told, "sites": {name: [_form(change) for change in changes] for name, changes in touched.items()}})
        return ExitCode.EVERYTHING_CHECKED
    output.table([("store", shown(address)), ("from", older), ("to", newer)])
    output.line()
    if not found:
        output.line("Nothing was loaded anew between the two.")
        return ExitCode.EVERYTHING_CHECKED
    headings = ("dataset", *(kind.value for kind in ChangeKind), "as it was", "within noise")
    rows = [(each.dataset, *(f"{each.count(kind):,}" for kind in ChangeKind), f"{each.unchanged:,}", f"{each.noise:,}") for each in found]
    output.table([headings, *rows], right=tuple(range(1, len(headings))), tones=[Tone.TITLE, *(Tone.PLAIN for _ in rows)])
    for each in found:
        for change in each.changes:
            output.line(change_words(change), indent=2)
    if sites is not None:
        output.line()
        output.line(f"{counted(len(touched), 'site')} of those given lie where something changed.", Tone.TITLE)
        for name, changes in touched.items():
            output.line(f"{name}: {'; '.join(change_words(change) for change in changes)}", indent=2)
    return ExitCode.EVERYTHING_CHECKED


def _touched(found: tuple[DatasetChanges, ...], sites: Sites | None, near: float) -> dict[str, tuple[EntityChange, ...]]:
    if sites is None:
        return {}
    lines: dict[str, BaseGeometry] = {}
    for reading in sites:
        if reading.boundary is not None:
            lines[reading.site] = reading.boundary.geometry
    return touched_sites(found, lines, near)


def dataset_form(each: DatasetChanges) -> dict[str, Any]:
    """The changes of one dataset, as JSON tells them."""
    return {
        "dataset": each.dataset,
        "snapshot_before": each.snapshot_before,
        "snapshot_after": each.snapshot_after,
        "unchanged": each.unchanged,
        "within_noise": each.noise,
        "changes": [_form(change) for change in each.changes],
    }


def _form(change: EntityChange) -> dict[str, Any]:
    entity = change.entity
    return {
        "dataset": entity.dataset,
        "entity": entity.number,
        "reference": entity.reference,
        "name": entity.name,
        "kinds": [kind.value for kind in change.kinds],
        "moved_m": round(change.moved_m, 2),
        "end_date": entity.end_date.isoformat() if entity.end_date is not None else None,
        "words": [{"field": word.field, "before": word.before, "after": word.after} for word in change.words],
    }
