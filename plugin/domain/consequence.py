"""What changing a red line changes: one line for everything that hangs on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from .boundary_change import BoundaryChange
from .citation import Citation
from .rule_result import Topic

#: How every rule says that the site's area is nearer to a threshold than it may be off by.
NEAR_THRESHOLD = "within the measuring uncertainty of"


class Movement(Enum):
    """How a line stands after the change. UNKNOWN where one of the two sides cannot be told."""

    GAINED = "gained"
    LOST = "lost"
    CHANGED = "changed"
    UNKNOWN = "to be confirmed"
    SAME = "same"


@dataclass(frozen=True)
class Consequence:
    """One line: what was, what would be.

    ``code`` is the same from one move of the line to the next, so that a view can keep its row. ``confirm`` says what has to be confirmed
    and why, "" where nothing has to: a line may be GAINED as drawn and still have to be confirmed. ``warns`` marks what an officer
    must not overlook (a category crossed, a default consent).
    """

    topic: Topic
    code: str
    title: str
    before: str
    after: str
    movement: Movement
    citations: tuple[Citation, ...]
    reasons: tuple[str, ...] = field(default=())
    confirm: str = ""
    warns: bool = False

    @property
    def to_be_confirmed(self) -> bool:
        return self.movement is Movement.UNKNOWN or bool(self.confirm)

    @property
    def near_threshold(self) -> bool:
        """Whether the doubt is one of measuring: the area is nearer to a threshold than it may be off by."""
        return NEAR_THRESHOLD in self.confirm


@dataclass(frozen=True)
class Consequences:
    """Everything that a proposed red line would change.

    ``lines`` are in the order of Topic, what moved before what stayed; ``advice`` are sentences on what the officer can do.
    """

    change: BoundaryChange
    lines: tuple[Consequence, ...]
    advice: tuple[str, ...] = field(default=())

    @property
    def moved(self) -> tuple[Consequence, ...]:
        """The lines that are not the same before and after."""
        return tuple(line for line in self.lines if line.movement is not Movement.SAME)
