"""`redline store accept`: a generation that waits for a yes comes into use, and the cases that it touches are told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..casefile.screened.accepting import TouchedCases, accept, touched_cases
from ..constraints.changes.compare_generations import changes_between
from ..constraints.store.generations import current_generation, has_store
from ..domain.clock import Clock, today
from ..domain.entity_change import DatasetChanges
from ..domain.errors import StoreError
from ..domain.plain_figures import counted
from ..reports.entity_change_words import change_words
from ..rules.rules import Rules
from .exit_code import ExitCode
from .output import Output
from .tone import Tone

if TYPE_CHECKING:
    from ..casefile.case_file import CaseFile


def store_accept(
    folder: Path,
    generation: str,
    output: Output,
    clock: Clock,
    *,
    cases: CaseFile | None,
    near: float,
    kept: int = 0,
    as_json: bool = False,
) -> ExitCode:
    """Put it into use and say so. ``cases`` are those that may be touched, ``near`` how far round a change (metres). So many
    generations are ``kept``, the usual number for 0.

    Raises StoreError where it is in use already, is not there, or a build is at work.
    """
    was = current_generation(folder) if has_store(folder) else ""
    if was == generation:
        raise StoreError(f"The store in {folder} uses {generation} already.")
    changes = changed_since(folder, was, generation, clock) if cases is not None else ()
    touched = touched_cases(cases, changes, near) if cases is not None else ()
    accept(folder, generation, cases, touched, clock, kept)
    if as_json:
        output.json({"store": str(folder), "was": was, "generation": generation, "cases": touched_form(touched)})
        return ExitCode.EVERYTHING_CHECKED
    output.line(f"In use: {generation}." + (f" The way back: redline store put-back {folder}" if was else ""))
    if cases is not None:
        show_touched(touched, output, noted=True)
    return ExitCode.EVERYTHING_CHECKED


def changed_since(folder: Path, before: str, after: str, clock: Clock) -> tuple[DatasetChanges, ...]:
    """What changed between two generations; nothing where there was none before, or is none now."""
    return changes_between(folder, before, after, Rules(today(clock))) if before and after else ()


def show_touched(touched: TouchedCases, output: Output, *, noted: bool) -> None:
    """Which cases lie where something changed, and whether they show it now."""
    after = "shown as changed" if noted else "where something changed"
    output.line(f"{counted(len(touched), 'case')} {after}.", Tone.TITLE)
    for site, changes in touched:
        output.line(f"{site.reference}: {'; '.join(change_words(change) for change in changes)}", indent=2)


def touched_form(touched: TouchedCases) -> dict[str, Sequence[Any]]:
    """The same, as JSON tells it: sentences by the case's reference."""
    return {site.reference: [change_words(change) for change in changes] for site, changes in touched}
