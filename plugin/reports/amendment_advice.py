"""What an officer can do about a proposed red line, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..domain.boundary_change import BoundaryChange, ChangeKind
from ..domain.consequence import Consequence, Movement
from ..domain.rule_result import Topic

#: What hangs on a threshold; a constraint that is gained is no matter of measuring.
_BY_THRESHOLD = frozenset({Topic.CATEGORY, Topic.FEE, Topic.ENVIRONMENTAL_IMPACT, Topic.FLOOD_RISK, Topic.BIODIVERSITY, Topic.PUBLICITY})
_MOVED = frozenset({Movement.GAINED, Movement.LOST, Movement.CHANGED})


def amendment_advice(change: BoundaryChange, lines: Sequence[Consequence]) -> Iterator[str]:
    """Advice that follows from the kind of change and from the lines that moved."""
    if change.kind is ChangeKind.COSMETIC:
        yield "Both lines are the same within what drawing differs by: the applicant need not be asked."
        return
    crossed = _crossed(lines)
    if offers_to_keep(change, lines):
        difference = abs(change.after.square_metres - change.before.square_metres)
        yield (
            f"The two areas differ by {difference:,.0f} m², less than measuring may be off by, and yet a threshold lies between them "
            f"({', '.join(crossed)}). Keep the red line as submitted, or measure it on a better base."
        )
    if change.takes_in_land:
        yield (
            "Decide whether to accept the line as drawn, to consult again, or to ask for a fresh application: is it still the same "
            "application in substance, and would anybody lose the chance to comment?"
        )
    elif any(line.movement in (Movement.LOST, Movement.GAINED) and line.topic is Topic.CONSULTEE for line in lines):
        yield "Tell the consultees concerned of the amended line; what was consulted on before stays on the record."


def offers_to_keep(change: BoundaryChange, lines: Sequence[Consequence]) -> bool:
    """Whether keeping the line as submitted is offered: a threshold lies between two areas that measuring can't tell apart."""
    if change.kind is ChangeKind.COSMETIC:
        return False
    difference = abs(change.after.square_metres - change.before.square_metres)
    return difference <= max(change.before.uncertainty, change.after.uncertainty) and bool(_crossed(lines))


def _crossed(lines: Sequence[Consequence]) -> list[str]:
    return [line.title for line in lines if line.topic in _BY_THRESHOLD and line.movement in _MOVED]
