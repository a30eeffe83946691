"""`redline store readiness`: its options, and its beginning."""

from __future__ import annotations

import argparse
from pathlib import Path

from ...domain.clock import Clock
from ..exit_code import ExitCode
from ..output import Output
from .store_argument import add_any_store
from .values import file_of_dataset
from .verb import EXIT_CODES, Verbs, add_json

_EXAMPLES = """examples:
  redline store readiness store/
  redline store readiness store/ --profile borough.json --html readiness.html
  redline store readiness store/ --case-file anne.redline --case-file ben.redline --by month --html readiness.html
  redline store readiness store/ --mapping tree-preservation-zone=trees.json --json
"""


def add_readiness(verbs: Verbs) -> None:
    """The verb that says how far the datasets of a store can be relied on."""
    readiness = verbs.add_parser(
        "readiness",
        help="say how fresh, complete and right each dataset is, and what to do next",
        description="Say of each dataset where it speaks, how old it is, what is wrong with it and whether its standard is met.",
        epilog=f"{_EXAMPLES}\n{EXIT_CODES}",
    )
    add_any_store(readiness)
    readiness.add_argument("--profile", type=Path, metavar="FILE", help="the authority's profile: the datasets that it should have")
    readiness.add_argument(
        "--mapping",
        type=file_of_dataset,
        action="append",
        default=[],
        metavar="DATASET=FILE",
        help="which of a dataset's columns is which field of its standard (JSON); may be given again",
    )
    readiness.add_argument(
        "--case-file",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        dest="case_files",
        help="tell how long officers' acts took, without names, by this case file; may be given again",
    )
    readiness.add_argument("--by", choices=("month", "quarter"), default="quarter", help="put the acts together by (usually quarter)")
    readiness.add_argument(
        "--html", type=Path, metavar="FILE", dest="page", help="write a web page as well, which needs nothing from outside"
    )
    add_json(readiness)
    readiness.set_defaults(verb=_readiness)


def _readiness(chosen: argparse.Namespace, output: Output, clock: Clock) -> ExitCode:
    from ..locations import degrees_by
    from ..store_readiness import store_readiness

    return store_readiness(
        chosen.store,
        output,
        clock,
        to_degrees=degrees_by(chosen.grid),
        profile=chosen.profile,
        mappings=dict(chosen.mapping),
        case_files=chosen.case_files,
        by=chosen.by,
        page=chosen.page,
        as_json=chosen.as_json,
    )
