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
_REDACTED = """examples:
  redline casefile export-redacted cases.redline --case 26-00107-HAPP --output redacted.zip --officer "Jo Officer"
"""
_SUBJECT = """examples:
  redline casefile export-subject cases.redline --name "Ann Lee" --email ann@example.com --output ann.zip --officer "Jo Officer"
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
    redacted = casefile_verbs.add_parser(
        "export-redacted",
        help="write one case without personal data, for a request for information",
        description="Write one case as JSON, page, PDF and GeoJSON into a zip, with people taken out. Read it before you give it out.",
        epilog=f"{_REDACTED}\n{EXIT_CODES}",
    )
    _add_export(redacted)
    redacted.add_argument("--case", required=True, metavar="REFERENCE", help="the case, by any reference that it has had")
    redacted.set_defaults(verb=_export_redacted)
    subject = casefile_verbs.add_parser(
        "export-subject",
        help="write everything about one person, for a request of that person",
        description="Find a person in every case, in names of photographs and in the copies; write it into a zip, others taken out.",
        epilog=f"{_SUBJECT}\n{EXIT_CODES}",
    )
    _add_export(subject)
    for option, words in (
        ("name", "a full name"),
        ("email", "an e-mail address"),
        ("phone", "a telephone number"),
        ("address", "an address"),
    ):
        subject.add_argument(f"--{option}", action="append", default=[], metavar="WORDS", help=f"{words}; may be given again")
    subject.set_defaults(verb=_export_subject)


def _add_export(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("case_file", type=Path, metavar="CASE_FILE", help="the case file")
    verb.add_argument("--output", type=Path, required=True, metavar="FILE", help="the zip to write")
    verb.add_argument("--officer", required=True, metavar="NAME", help="who gives it out, for the trail")
    add_json(verb)


def _export_redacted(chosen: argparse.Namespace, output: Output, clock: Clock) -> ExitCode:
    from ..locations import transformer_for
    from ..release import release_case

    transformer = transformer_for(chosen.grid)
    case = (chosen.case_file, chosen.case, chosen.output)
    as_json, print_page = chosen.as_json, chosen.printers.page
    return release_case(*case, transformer, output, clock, officer=chosen.officer, as_json=as_json, print_page=print_page)


def _export_subject(chosen: argparse.Namespace, output: Output, clock: Clock) -> ExitCode:
    from ..locations import transformer_for
    from ..release import release_person

    words = [*chosen.name, *chosen.email, *chosen.phone, *chosen.address]
    transformer = transformer_for(chosen.grid)
    person = (chosen.case_file, words, chosen.output)
    as_json, print_page = chosen.as_json, chosen.printers.page
    return release_person(*person, transformer, output, clock, officer=chosen.officer, as_json=as_json, print_page=print_page)


def _purge(chosen: argparse.Namespace, output: Output, clock: Clock) -> ExitCode:
    from ..purge import purge

    if chosen.confirm and not chosen.officer.strip():
        raise RedlineError("--confirm needs --officer NAME: the trail says who erased.")
    retention = Retention(chosen.closed_for)
    officer = chosen.officer.strip()
    return purge(chosen.case_file, retention, output, clock, officer=officer, confirm=chosen.confirm, as_json=chosen.as_json)
