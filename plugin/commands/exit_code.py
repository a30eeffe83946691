"""What the command line tells the program that called it."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """0 only where everything was checked; of two faults the graver is told."""

    EVERYTHING_CHECKED = 0
    NOT_READABLE = 2
    SOMETHING_NOT_CHECKED = 3
    DOES_NOT_HOLD = 4
    INTERRUPTED = 130
    NOBODY_LISTENS = 141
