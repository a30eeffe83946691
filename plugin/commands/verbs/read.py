"""`redline read`: its options, and its beginning."""

from __future__ import annotations

import argparse
from pathlib import Path

from ...domain.clock import Clock
from ..exit_code import ExitCode
from ..intake_options import add_intake_options, mapping_of
from ..output import Output
from .verb import Verbs, add_json

_EXAMPLES = """examples:
  redline read application.json
  redline read applications/ --json
  redline read sites.csv --mapping columns.json
  redline read sites.geojson --each
"""


def add_read(verbs: Verbs) -> None:
    """The verb that reads red lines and checks them."""
    read = verbs.add_parser("read", help="read red lines and check them", description="Read red lines and check them.", epilog=_EXAMPLES)
    read.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help="application, boundary or table of sites; a folder or zip of them"
    )
    add_intake_options(read)
    add_json(read)
    read.set_defaults(verb=_read)


def _read(chosen: argparse.Namespace, output: Output, clock: Clock) -> ExitCode:
    from ..locations import transformer_for
    from ..read import read
    from ..sites import Sites

    sites = Sites(chosen.files, transformer_for(chosen.grid), output, each=chosen.each, mapping=mapping_of(chosen), clock=clock)
    return read(sites, output, as_json=chosen.as_json)
