"""`redline audit verify`: whether anyone has been at the audit trail of a case file."""

from __future__ import annotations

from pathlib import Path

from ..casefile.trail.audit_check import check_audit
from ..domain.plain_figures import counted
from .exit_code import ExitCode
from .output import Output
from .tone import Tone


def audit_verify(case_file: Path, output: Output, *, as_json: bool = False) -> ExitCode:
    """Tell whether the trail holds, and every place where it does not. Raises CaseFileError for what is no case file."""
    found = check_audit(case_file)
    if as_json:
        output.json(
            {
                "case_file": str(case_file),
                "holds": found.holds,
                "entries": found.entries,
                "sha256": found.sha256,
                "sealed": None if found.sealed is None else found.sealed._asdict(),
                "breaks": list(found.breaks),
            }
        )
    elif found.holds:
        sealed = f"entry {found.sealed.sequence:,} with {found.sealed.deposited_with}" if found.sealed is not None else "never"
        output.table(
            [("case file", str(case_file)), ("entries", f"{found.entries:,}"), ("last sha256", found.sha256), ("last sealed", sealed)]
        )
        output.line()
        output.line("The audit trail is what was written: no entry was changed, taken out or cut off.")
    else:
        for each in found.breaks:
            output.line(each, Tone.GRAVE)
        output.line()
        output.line(f"The audit trail is not what was written: {counted(len(found.breaks), 'place')}.")
        output.line("Keep the file and its copies as they are, and show them to whoever looks after the council's records.")
    return ExitCode.EVERYTHING_CHECKED if found.holds else ExitCode.DOES_NOT_HOLD
