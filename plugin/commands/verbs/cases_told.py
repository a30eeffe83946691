"""The options of every verb that puts a generation into use: whose cases are told, and by whom."""

from __future__ import annotations

import argparse
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from ...domain.clock import Clock
from .near import add_near
from .values import count

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile


def add_cases(verb: argparse.ArgumentParser) -> None:
    """The cases that are told once another generation is in use, and how many generations stay."""
    add_case_file(verb)
    verb.add_argument("--keep", type=count, default=0, metavar="N", help="how many generations stay, the new one among them (usually 3)")
    add_near(verb)


def add_case_file(verb: argparse.ArgumentParser) -> None:
    """Whose cases are told, and by whom."""
    verb.add_argument("--case-file", type=Path, metavar="FILE", help="let the cases in it that are touched show as changed")
    verb.add_argument("--officer", default="", metavar="NAME", help="who puts it into use, for the trail of the case file")


def cases_of(chosen: argparse.Namespace, clock: Clock) -> AbstractContextManager[CaseFile | None]:
    """The case file that was named; opened before anything is fetched, so that a slip in its name costs nothing."""
    from ...domain.identity import Role
    from ..case_file_for import case_file_for

    if chosen.case_file is None:
        return nullcontext()
    return case_file_for(chosen.case_file, clock, chosen.officer.strip(), Role.GIS_TEAM)
