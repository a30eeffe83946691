"""The case that a command is given by its reference."""

from __future__ import annotations

from ..casefile.case_file import CaseFile
from ..casefile.errors import CaseNotThere


def named_case(file: CaseFile, reference: str) -> str:
    """Its uuid. Raises CaseNotThere where the case file has none of that reference."""
    uuid = file.find(reference)
    if uuid is None:
        raise CaseNotThere(f"{file.path.name} has no case {reference}. Correct the reference.")
    return uuid
