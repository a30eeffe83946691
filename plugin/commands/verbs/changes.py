"""`redline changes export`: its options, and its beginning."""

from __future__ import annotations

import argparse
from pathlib import Path

from ...domain.clock import Clock
from ..exit_code import ExitCode
from ..output import Output
from .verb import EXIT_CODES, Verbs, add_json

_EXAMPLES = """examples:
  redline changes export cases.redline --reference 26-00107-HAPP --output changes
  redline changes export cases.redline --reference 26-00107-HAPP --output changes.zip --officer "Jo Officer"
"""


def add_changes(verbs: Verbs) -> None:
    """The verbs about what waits to be sent."""
    changes = verbs.add_parser("changes", help="export what waits for the back office")
    changes_verbs = changes.add_subparsers(metavar="VERB", required=True)
    export = changes_verbs.add_parser(
        "export",
        help="write what waits of a case as a pack to be done by hand",
        description="Write every act of a case that waits for the back office as a page, PDF, JSON and GeoJSON, to be done by hand.",
        epilog=f"{_EXAMPLES}\n{EXIT_CODES}",
    )
    export.add_argument("case_file", type=Path, metavar="CASE_FILE", help="the case file")
    export.add_argument("--reference", required=True, metavar="REFERENCE", help="the case, by any reference that it has had")
    export.add_argument("--output", type=Path, required=True, metavar="PATH", help="the folder to write into, or a zip (PATH.zip)")
    export.add_argument("--officer", default="", metavar="NAME", help="who exports, for the trail")
    add_json(export)
    export.set_defaults(verb=_export)


def _export(chosen: argparse.Namespace, output: Output, clock: Clock) -> ExitCode:
    from ..changes_export import changes_export
    from ..locations import transformer_for

    case = (chosen.case_file, chosen.reference, chosen.output)
    officer = chosen.officer.strip()
    transformer, print_page = transformer_for(chosen.grid), chosen.printers.page
    return changes_export(*case, transformer, output, clock, officer=officer, as_json=chosen.as_json, print_page=print_page)
