"""What stands between a draft and a recommendation that is submitted, or between a recommendation and a decision."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Weight(Enum):
    """BLOCKS: it can't be submitted. WARNS: it can, with a reason. HOLDS_UP: it can, but nothing may be decided yet."""

    BLOCKS = "blocks"
    WARNS = "warns"
    HOLDS_UP = "holds up the decision"


@dataclass(frozen=True)
class Hindrance:
    """``code`` names the kind ("open-requests"), ``words`` say what it is and what to do about it."""

    code: str
    weight: Weight
    words: str
