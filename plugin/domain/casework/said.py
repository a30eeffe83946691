"""What an officer has found of a question that no data answers."""

from __future__ import annotations

from enum import Enum


class Said(Enum):
    """Nobody's answer is no answer: it is never read as no."""

    UNKNOWN = "not known"
    YES = "yes"
    NO = "no"
