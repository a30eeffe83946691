"""The command line: which verbs there are, what they take, and which exit code their end gives.

`scripts/redline` runs it; docs/command-line.md describes it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .commands.exit_code import ExitCode
from .commands.output import Output
from .commands.parser import Parser, Told, VersionAction
from .commands.printers import Printers
from .commands.verbs.audit import add_audit
from .commands.verbs.casefile import add_casefile
from .commands.verbs.changes import add_changes
from .commands.verbs.enquire import add_enquire
from .commands.verbs.read import add_read
from .commands.verbs.screen import add_screen
from .commands.verbs.standard import add_standard
from .commands.verbs.store import add_store
from .commands.verbs.verb import EXIT_CODES
from .domain.clock import Clock, SystemClock
from .domain.errors import RedlineError

if TYPE_CHECKING:
    from .commands.verbs.verb import Verb

_NO_PRINTERS = Printers()


def main(
    arguments: Sequence[str] | None = None,
    output: Output | None = None,
    clock: Clock | None = None,
    printers: Printers = _NO_PRINTERS,
) -> int:
    """Do what the command line asks and return its exit code; without ``printers`` nothing is printed on paper.

    What a person must know is one sentence on the error stream. Anything else that goes wrong is a fault of Redline and is not hidden.
    """
    speaker = output if output is not None else Output()
    try:
        given = sys.argv[1:] if arguments is None else arguments
        code = _run(given, speaker, clock if clock is not None else SystemClock(), printers)
        speaker.flush()
    except BrokenPipeError:
        speaker.abandon()
        return ExitCode.NOBODY_LISTENS
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    return code


def _run(arguments: Sequence[str], output: Output, clock: Clock, printers: Printers) -> ExitCode:
    try:
        chosen = build_parser(printers).parse_args(arguments)
        verb: Verb = chosen.verb
        return verb(chosen, output, clock)
    except Told as told:
        output.text(told.text)
        return ExitCode.EVERYTHING_CHECKED
    except RedlineError as error:
        output.fault(str(error))
        return ExitCode.NOT_READABLE
    except OSError as error:
        # What the system refuses to do with a file is for whoever looks after it; a pipe that is closed has no file
        if error.filename is None:
            raise
        output.fault(
            f"{error.filename} can't be used: {error.strerror}. See that it is there, that you may use it, and that the disk has room."
        )
        return ExitCode.NOT_READABLE


def build_parser(printers: Printers = _NO_PRINTERS) -> Parser:
    """Every verb with its help; a verb finds ``printers`` beside its options."""
    parser = Parser(
        prog="redline",
        description="Read and check red lines, screen them against constraint datasets, look after what is kept and published.",
        epilog=EXIT_CODES,
    )
    parser.add_argument("--version", action=VersionAction, nargs=0, help="show the version")
    parser.add_argument(
        "--grid",
        type=Path,
        action="append",
        default=[],
        metavar="FOLDER",
        help="a folder with transformation grids (OSTN15); may be given again. Stands before the verb",
    )
    parser.set_defaults(printers=printers)
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    add_read(verbs)
    add_store(verbs)
    add_screen(verbs)
    add_enquire(verbs)
    add_standard(verbs)
    add_audit(verbs)
    add_changes(verbs)
    add_casefile(verbs)
    return parser


if __name__ == "__main__":
    sys.exit(main())
