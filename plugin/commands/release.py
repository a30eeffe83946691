"""`redline casefile export-redacted` and `export-subject`: what a council must be able to give out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..casefile.case_file import CaseFile
from ..casefile.errors import CaseFileError
from ..casefile.personal.exports import Released
from ..domain.clock import Clock
from ..domain.identity import Identity, Role
from .exit_code import ExitCode
from .output import Output

if TYPE_CHECKING:
    from ..boundary.transformer import Transformer


def release_case(
    case_file: Path, reference: str, path: Path, transformer: Transformer, output: Output, clock: Clock, *, officer: str, as_json: bool
) -> ExitCode:
    """Write one case without personal data. Raises CaseFileError where there is no such file or case, or nothing can be written."""
    with _opened(case_file, officer, clock) as file:
        uuid = file.find(reference)
        if uuid is None:
            raise CaseFileError(f"{case_file.name} has no case {reference}. Correct the reference.")
        return _told(file.export_redacted(uuid, path, transformer), output, as_json=as_json)


def release_person(
    case_file: Path, words: Sequence[str], to: Path, transformer: Transformer, output: Output, clock: Clock, *, officer: str, as_json: bool
) -> ExitCode:
    """Write everything about one person. Raises CaseFileError as above, and for words too short to tell one person from another."""
    with _opened(case_file, officer, clock) as file:
        return _told(file.export_subject(words, to, transformer), output, as_json=as_json)


def _opened(case_file: Path, officer: str, clock: Clock) -> CaseFile:
    if not case_file.is_file():
        raise CaseFileError(f"There is no case file {case_file}. Correct its name.")
    return CaseFile.open(case_file, clock=clock, identity=Identity(officer, "", Role.ASSESSOR))


def _told(released: Released, output: Output, *, as_json: bool) -> ExitCode:
    if as_json:
        output.json({"file": str(released.path), "cases": len(released.cases), "records": released.records, "said": list(released.said)})
        return ExitCode.EVERYTHING_CHECKED
    for sentence in released.said:
        output.line(sentence)
    output.line(f"Written: {released.path}. Read it before you give it out.")
    return ExitCode.EVERYTHING_CHECKED
