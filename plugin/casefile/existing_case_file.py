"""A case file that somebody names, by hand or in a setting of a run."""

from __future__ import annotations

from pathlib import Path

from ..domain.clock import Clock
from ..domain.identity import Identity
from .case_file import CaseFile
from .errors import CaseFileError


def existing_case_file(path: Path, clock: Clock, identity: Identity) -> CaseFile:
    """Open it. Raises CaseFileError where there is none: a slip in its name must not make one."""
    if not path.is_file():
        raise CaseFileError(f"There is no case file {path}. Correct its name.")
    return CaseFile.open(path, clock=clock, identity=identity)
