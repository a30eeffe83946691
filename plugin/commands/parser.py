"""An argument parser that raises what it has to say, so that one place speaks and one place decides the exit code."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

from ..domain.errors import RedlineError
from .version import version


class UsageError(RedlineError):
    """The command line could not be understood; the sentence says why and how to learn more."""


class Told(Exception):
    """All that was asked for is this text: the help, or the version."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class Parser(argparse.ArgumentParser):
    """Writes nowhere and never ends the program."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        options.update(add_help=False, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False)
        super().__init__(*arguments, **options)
        self.add_argument("-h", "--help", action=HelpAction, nargs=0, help="show this help")

    def error(self, message: str) -> NoReturn:
        """Raise UsageError instead of ending the program."""
        raise UsageError(f"{message[:1].upper()}{message[1:]}. See {self.prog} --help.")


class HelpAction(argparse.Action):
    """Raises the help as text."""

    def __call__(
        self, parser: argparse.ArgumentParser, _namespace: argparse.Namespace, _values: object, _option: str | None = None
    ) -> None:
        """Called by argparse when the option is met."""
        raise Told(parser.format_help())


class VersionAction(argparse.Action):
    """Raises the version as text."""

    def __call__(
        self, _parser: argparse.ArgumentParser, _namespace: argparse.Namespace, _values: object, _option: str | None = None
    ) -> None:
        """Called by argparse when the option is met."""
        raise Told(f"redline {version()}")
