"""How a line of output is meant, so that a terminal can colour it."""

from __future__ import annotations

from enum import Enum


class Tone(Enum):
    """The value is the style on a terminal; a file or a pipe sees plain text."""

    PLAIN = ""
    TITLE = "bold"
    QUIET = "dim"
    GOOD = "green"
    DOUBTFUL = "yellow"
    GRAVE = "bold red"
