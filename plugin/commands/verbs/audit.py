"""`redline audit verify`: its options, and its beginning."""

from __future__ import annotations

import argparse
from pathlib import Path

from ...domain.clock import Clock
from ..exit_code import ExitCode
from ..output import Output
from .verb import EXIT_CODES, Verbs, add_json

_EXAMPLES = """examples:
  redline audit verify cases.redline
  redline audit verify copies/cases-20261127T091500Z-01-pull.redline --json
"""


def add_audit(verbs: Verbs) -> None:
    """The verbs about the audit trail of a case file."""
    audit = verbs.add_parser("audit", help="say whether the audit trail of a case file is what was written")
    audit_verbs = audit.add_subparsers(metavar="VERB", required=True)
    verify = audit_verbs.add_parser(
        "verify",
        help="look for entries that were changed, taken out or cut off",
        description="Look for entries of the audit trail that were changed, taken out or cut off. The file is only read.",
        epilog=f"{_EXAMPLES}\n{EXIT_CODES}",
    )
    verify.add_argument("case_file", type=Path, metavar="CASE_FILE", help="a case file, or a copy of one")
    add_json(verify)
    verify.set_defaults(verb=_verify)


def _verify(chosen: argparse.Namespace, output: Output, clock: Clock) -> ExitCode:
    del clock
    from ..audit_verify import audit_verify

    return audit_verify(chosen.case_file, output, as_json=chosen.as_json)
