"""`redline casefile export-redacted` and `export-subject`: what a council must be able to give out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..casefile.personal.exports import Released
from ..domain.clock import Clock
from .case_file_for import case_file_for
from .exit_code import ExitCode
from .named_case import named_case
from .output import Output
from .printers import NO_PAPER

if TYPE_CHECKING:
    from ..boundary.transformer import Transformer
    from ..reports.printed_page import PrintPage


def release_case(
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
    """Write one case without personal data. Raises CaseFileError where there is no such file or case, or nothing can be written."""
    with case_file_for(case_file, clock, officer) as file:
        return _told(
            file.export_redacted(named_case(file, reference), path, transformer, print_page),
            output,
            as_json=as_json,
            printed=print_page is not None,
        )


def release_person(
    case_file: Path,
    words: Sequence[str],
    to: Path,
    transformer: Transformer,
    output: Output,
    clock: Clock,
    *,
    officer: str,
    as_json: bool,
    print_page: PrintPage | None = None,
) -> ExitCode:
    """Write everything about one person. Raises CaseFileError as above, and for words too short to tell one person from another."""
    with case_file_for(case_file, clock, officer) as file:
        return _told(file.export_subject(words, to, transformer, print_page), output, as_json=as_json, printed=print_page is not None)


def _told(released: Released, output: Output, *, as_json: bool, printed: bool) -> ExitCode:
    if as_json:
        output.json({"file": str(released.path), "cases": len(released.cases), "records": released.records, "said": list(released.said)})
        return ExitCode.EVERYTHING_CHECKED
    for sentence in released.said:
        output.line(sentence)
    if not printed:
        output.line(NO_PAPER)
    output.line(f"Written: {released.path}. Read it before you give it out.")
    return ExitCode.EVERYTHING_CHECKED
