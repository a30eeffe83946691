"""The case file that a command is given."""

from __future__ import annotations

from pathlib import Path

from ..casefile.case_file import CaseFile
from ..casefile.existing_case_file import existing_case_file
from ..domain.clock import Clock
from ..domain.identity import Identity, Role


def case_file_for(path: Path, clock: Clock, officer: str, role: Role = Role.ASSESSOR) -> CaseFile:
    """Open it; ``officer`` is named in the trail. Raises CaseFileError where there is none."""
    return existing_case_file(path, clock, Identity(officer, "", role))
