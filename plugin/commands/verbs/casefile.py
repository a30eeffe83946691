"""`redline casefile ...`: the options of what can be done with a case file as a whole, and its beginning."""

from __future__ import annotations

import argparse
from pathlib import Path

from ...domain.clock import Clock
from ...domain.errors import RedlineError
from ...domain.retention import Retention
from ..exit_code import ExitCode
from ..output import Output
from .values import count
from .verb import EXIT_CODES, Verbs, add_json

_PURGE = """examples:
  redline casefile purge cases.redline --closed-for 72
  redline casefile purge cases.redline --closed-for 72 --confirm --officer "Jo Officer"
"""


def add_casefile(verbs: Verbs) -> None:
    """The verbs about what a case file holds of people."""
    casefile = verbs.add_parser("casefile", help="purge a case file of personal data, or export what it holds")
    casefile_verbs = casefile.add_subparsers(metavar="VERB", required=True)
    purge = casefile_verbs.add_parser(
        "purge",
        help="erase what is personal in cases that closed long enough ago",
        description="Say what is personal in cases that closed long enough ago; with --confirm, erase it from the file and its copies.",
        epilog=f"{_PURGE}\n{EXIT_CODES}",
    )
    purge.add_argument("case_file", type=Path, metavar="CASE_FILE", help="the case file; its copies lie beside it")
    purge.add_argument("--closed-for", type=count, required=True, metavar="MONTHS", help="how long what is personal is kept")
    purge.add_argument("--confirm", action="store_true", help="erase it; without this it is only said what would go")
    purge.add_argument("--officer", default="", metavar="NAME", help="who erases, for the trail")
    add_json(purge)
    purge.set_defaults(verb=_purge)


def _purge(chosen: argparse.Namespace, output: Output, clock: Clock) -> ExitCode:
    from ..purge import purge

    if chosen.confirm and not chosen.officer.strip():
        raise RedlineError("--confirm needs --officer NAME: the trail says who erased.")
    retention = Retention(chosen.closed_for)
    officer = chosen.officer.strip()
    return purge(chosen.case_file, retention, output, clock, officer=officer, confirm=chosen.confirm, as_json=chosen.as_json)
