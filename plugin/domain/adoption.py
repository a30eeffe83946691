"""What follows for the red line from what has become of a request."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Adoption(Enum):
    """ADOPT: the line is in force. WAIT: an earlier one stays in force until an officer accepts this one. NOTHING: it changes no line."""

    ADOPT = "adopt"
    WAIT = "wait"
    NOTHING = "nothing"


class Verdict(NamedTuple):
    """``words`` say why a line waits; "" where it does not."""

    adoption: Adoption
    words: str = ""


NO_EFFECT = Verdict(Adoption.NOTHING)
