"""`redline store put-back`: an earlier generation comes back into use, and the cases that it touches are told."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from ..casefile.screened.coming_into_use import bring_into_use
from ..casefile.screened.refreshing import CasesNear
from ..constraints.store.earlier_or_newer import earlier_generation
from ..domain.clock import Clock
from .exit_code import ExitCode
from .output import Output
from .store_accept import show_touched, touched_form
from .tone import Tone

if TYPE_CHECKING:
    from ..casefile.case_file import CaseFile


def store_put_back(
    folder: Path, generation: str, output: Output, clock: Clock, *, cases: CaseFile | None, near: float, as_json: bool = False
) -> ExitCode:
    """Put it back and say so; without a ``generation`` the one before the one in use. ``cases`` are those that may be touched, ``near``
    how far round a change (metres).

    Raises StoreError where there is no earlier one, it is newer, or a build is at work.
    """
    earlier = earlier_generation(folder, generation)
    known = CasesNear(cases.reader, near) if cases is not None else None
    came = bring_into_use(folder, earlier, known, lambda: nullcontext(cases), clock)
    if as_json:
        output.json({"store": str(folder), "was": came.was, "generation": came.generation, "cases": touched_form(came.touched)})
        return ExitCode.EVERYTHING_CHECKED
    output.line(f"The store in {folder} uses the earlier {came.generation} again. Windows that are open take it up with the next case.")
    if came.was and came.compared:
        output.line(f"To take {came.was} again: redline store accept {folder} {came.was}")
    if not came.compared:
        output.line(f"{came.was} can't be read, so nobody knows which cases the change touches.", Tone.DOUBTFUL)
    elif cases is not None:
        show_touched(came.touched, output, noted=True)
    return ExitCode.EVERYTHING_CHECKED
