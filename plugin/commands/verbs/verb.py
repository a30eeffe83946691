"""What a verb of the command line is, and the option that every one has."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any, Protocol

from ...domain.clock import Clock
from ..exit_code import ExitCode
from ..output import Output
from ..parser import Parser

Verb = Callable[[argparse.Namespace, Output, Clock], ExitCode]

EXIT_CODES = """exit codes:
  0  everything was checked
  2  a file could not be read, or the command line could not be understood
  3  something was not checked: a dataset, or a site without a boundary
  4  what was checked does not hold: an audit trail that is not what was written, a file that lacks something of its standard
"""


class Verbs(Protocol):
    """Takes one verb more; argparse has no public name for it."""

    def add_parser(self, name: str, **options: Any) -> Parser: ...


def add_json(verb: argparse.ArgumentParser) -> None:
    """Every verb also speaks JSON."""
    verb.add_argument("--json", action="store_true", dest="as_json", help="write JSON instead of text")
