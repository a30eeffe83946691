"""The case file that a command is given."""

from __future__ import annotations

from pathlib import Path

from ..casefile.case_file import CaseFile
from ..casefile.errors import CaseFileError
from ..domain.clock import Clock
from ..domain.identity import Identity, Role


def case_file_for(path: Path, clock: Clock, officer: str, role: Role = Role.ASSESSOR) -> CaseFile:
    """Open it; ``officer`` is named in the trail. Raises CaseFileError where there is none: a slip in its name must not make one."""
    if not path.is_file():
        raise CaseFileError(f"There is no case file {path}. Correct its name.")
    return CaseFile.open(path, clock=clock, identity=Identity(officer, "", role))
