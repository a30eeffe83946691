"""`redline store accept`: a newer generation comes into use, and the cases that it touches are told."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..casefile.screened.accepting import TouchedCases
from ..casefile.screened.coming_into_use import bring_into_use
from ..casefile.screened.refreshing import CasesNear
from ..constraints.store.earlier_or_newer import newer_generation
from ..constraints.store.prune import keeping_of, prune_unless_building
from ..domain.clock import Clock
from ..domain.plain_figures import counted
from ..reports.entity_change_words import change_words
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

    Raises StoreError where it is in use already, is older, is not there, or a build is at work.
    """
    known = CasesNear(cases.reader, near) if cases is not None else None
    came = bring_into_use(folder, newer_generation(folder, generation), known, lambda: nullcontext(cases), clock)
    prune_unless_building(folder, clock, keeping_of(kept))
    if as_json:
        output.json({"store": str(folder), "was": came.was, "generation": generation, "cases": touched_form(came.touched)})
        return ExitCode.EVERYTHING_CHECKED
    output.line(f"In use: {generation}." + (f" The way back: redline store put-back {folder}" if came.was else ""))
    if not came.compared:
        output.line(f"{came.was} can't be read, so nobody knows which cases the change touches.", Tone.DOUBTFUL)
    elif cases is not None:
        show_touched(came.touched, output, noted=True)
    return ExitCode.EVERYTHING_CHECKED


def show_touched(touched: TouchedCases, output: Output, *, noted: bool) -> None:
    """Which cases lie where something changed, and whether they show it now."""
    after = "shown as changed" if noted else "where something changed"
    output.line(f"{counted(len(touched), 'case')} {after}.", Tone.TITLE)
    for site, changes in touched:
        output.line(f"{site.reference}: {'; '.join(change_words(change) for change in changes)}", indent=2)


def touched_form(touched: TouchedCases) -> dict[str, Sequence[Any]]:
    """The same, as JSON tells it: sentences by the case's reference."""
    return {site.reference: [change_words(change) for change in changes] for site, changes in touched}
