"""What a refresh of a store brought, told on the command line, and put into use where nobody wants to look first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..casefile.screened.accepting import TouchedCases, accept
from ..casefile.screened.refreshing import CasesNear, Review
from ..constraints.refresh.refreshed import DatasetRefresh, Outcome, Refreshed
from ..domain.clock import Clock
from ..domain.entity_change import ChangeKind, DatasetChanges
from ..domain.plain_figures import counted
from ..reports.entity_change_words import change_words
from ..reports.refresh_words import not_taken
from .exit_code import ExitCode
from .output import Output
from .store_accept import show_touched, touched_form
from .store_changes import dataset_form
from .tone import Tone

if TYPE_CHECKING:
    from ..casefile.case_file import CaseFile

_TONES = {Outcome.REFUSED: Tone.GRAVE, Outcome.FAILED: Tone.GRAVE}


@dataclass(frozen=True)
class AfterRefresh:
    """What follows a refresh.

    ``review`` leaves the new generation waiting; else it comes into use, and the ``cases`` that lie within ``near`` metres of a change
    show as changed. So many generations are ``kept``, the usual number for 0. ``allow`` is what lets a dataset shrink, as the command has
    it; "{dataset}" stands for its slug.
    """

    review: bool = False
    cases: CaseFile | None = None
    near: float = 0.0
    kept: int = 0
    as_json: bool = False
    allow: str = "--allow-fewer {dataset}"

    @property
    def near_cases(self) -> CasesNear:
        """The cases that may be touched."""
        return CasesNear(lambda: self.cases.reader() if self.cases is not None else None, self.near)


def tell_refreshed(folder: Path, review: Review, output: Output, clock: Clock, after: AfterRefresh) -> ExitCode:
    """Say what came and what changed, and put it into use unless somebody wants to look first.

    SOMETHING_NOT_CHECKED where a dataset was refused or could not be read; the store keeps what it had of it. Raises RedlineError.
    """
    cases, found, changes, touched = after.cases, review.refreshed, review.changes, review.touched
    accepted = bool(found.generation) and not after.review
    if accepted:
        accept(folder, found.generation, cases, touched, clock, after.kept)
    if after.as_json:
        output.json(_form(folder, found, changes, touched, in_use=accepted))
    else:
        _show(folder, found, changes, output, after)
        if cases is not None and found.generation:
            show_touched(touched, output, noted=accepted)
    short = any(each.outcome in (Outcome.REFUSED, Outcome.FAILED) for each in found.datasets)
    return ExitCode.SOMETHING_NOT_CHECKED if short else ExitCode.EVERYTHING_CHECKED


def _show(folder: Path, found: Refreshed, changes: Sequence[DatasetChanges], output: Output, after: AfterRefresh) -> None:
    whose = [("authority", f"{found.authority.name} ({found.authority.code})")] if found.authority is not None else []
    output.table([("store", str(folder)), *whose])
    output.line()
    rows = [_row(each) for each in found.datasets]
    tones = [Tone.TITLE, *(_TONES.get(each.outcome, Tone.PLAIN) for each in found.datasets)]
    output.table([("dataset", "", "before", "now", "fetched anew", "how"), *rows], right=(2, 3, 4), tones=tones)
    for told in not_taken(found.datasets):
        output.line(told.sentence, Tone.GRAVE)
        for each in told.datasets:
            if each.outcome is Outcome.REFUSED:
                output.line(f"To say that it is right: the same command with {after.allow.format(dataset=each.dataset)}")
    for each in found.datasets:
        if each.unfindable:
            words = "never found by a search on the platform (no shape, or an invalid one); Redline screens them where it can"
            output.line(f"{each.dataset}: {counted(len(each.unfindable), 'record')} {words}.")
    output.line()
    for dataset in changes:
        kinds = ", ".join(f"{dataset.count(kind):,} {kind.value}" for kind in ChangeKind if dataset.count(kind))
        output.line(f"{dataset.dataset}: {kinds or 'nothing changed'}", Tone.TITLE)
        # Of a dataset that is new, everything is
        for change in dataset.changes if dataset.snapshot_before else ():
            output.line(change_words(change), indent=2)
    if not found.generation:
        output.line("Nothing is new: the store stays as it was.")
    elif after.review:
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
