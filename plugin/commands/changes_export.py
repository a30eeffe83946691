"""`redline changes export`: what waits of a case, as a pack to be done by hand in the back office."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.clock import Clock
from ..domain.plain_figures import counted
from .case_file_for import case_file_for
from .exit_code import ExitCode
from .named_case import named_case
from .output import Output
from .printers import NO_PAPER

if TYPE_CHECKING:
    from ..boundary.transformer import Transformer
    from ..reports.printed_page import PrintPage


def changes_export(
    case_file: Path,
    reference: str,
    path: Path,
    transformer: Transformer,
    output: Output,
    clock: Clock,
    *,
    officer: str,
    as_json: bool,
    print_page: PrintPage | None = None,
) -> ExitCode:
    """Write the pack of one case, with a PDF where there is ``print_page``.

    Raises CaseFileError where there is no such file or case, nothing waits, or nothing can be written."""
    with case_file_for(case_file, clock, officer) as file:
        pack = file.export_changes(named_case(file, reference), path, transformer, print_page)
    if as_json:
        output.json({"path": str(path), "reference": pack.reference, "acts": list(pack.acts), "files": list(pack.files)})
        return ExitCode.EVERYTHING_CHECKED
    output.line(f"{counted(len(pack.acts), 'act')} of {pack.reference} written: {path}.")
    output.line("They go on waiting. Record in Redline, under Waiting to send, on which day each was done by hand.")
    if print_page is None:
        output.line(NO_PAPER)
    return ExitCode.EVERYTHING_CHECKED
