"""How much land a change of the red line is about, in words."""

from __future__ import annotations

from collections.abc import Iterator

from ..domain.boundary_change import BoundaryChange, ChangeKind
from ..domain.consequence import Consequence, Movement
from ..domain.measured_area import MeasuredArea
from ..domain.plain_figures import area_words
from ..domain.rule_result import Topic
from ..rules.rules import Rules

#: Square metres that no figure shows.
_AS_BEFORE = 0.05
#: The rules that say by how much an area may be off.
_UNCERTAINTY = ("boundary.area-uncertainty-percent", "boundary.line-uncertainty")


def area_changes(change: BoundaryChange, rules: Rules) -> Iterator[Consequence]:
    """The area before and after with its uncertainty, and the kind of change."""
    yield Consequence(
        topic=Topic.AREA,
        code="area",
        title="Site area",
        before=measured_words(change.before),
        after=measured_words(change.after),
        movement=Movement.SAME if change.kind is ChangeKind.COSMETIC else Movement.CHANGED,
        citations=tuple(rules.row(code).citation for code in _UNCERTAINTY),
    )
    yield Consequence(
        topic=Topic.AREA,
        code="kind",
        title="Kind of change",
        before="",
        after=f"{change.kind.value}: {land_words(change)}",
        movement=Movement.SAME if change.kind is ChangeKind.COSMETIC else Movement.CHANGED,
        citations=(change.citation,),
    )


def measured_words(area: MeasuredArea) -> str:
    """An area with what it may be off by: "4,900 m² ± 70 m²"."""
    return f"{area_words(area.square_metres)} ± {area.uncertainty:,.0f} m²"


def land_words(change: BoundaryChange) -> str:
    """What comes in and what goes out."""
    sides = ((change.added_area.square_metres, "in"), (change.removed_area.square_metres, "out"))
    words = [f"{area_words(square_metres)} {where}" for square_metres, where in sides if square_metres > 0]
    return ", ".join(words) if words else "no land moves"


def before_and_after(before: MeasuredArea | None, after: MeasuredArea | None) -> str:
    """ "1,234 m² ± 12 m² before, 1,300 m² ± 13 m² as drawn: 66 m² more"; what is not known is left out."""
    if after is None:
        return f"{measured_words(before)} before" if before is not None else ""
    if before is None:
        return f"{measured_words(after)} as drawn"
    difference = after.square_metres - before.square_metres
    if abs(difference) < _AS_BEFORE:
        return f"{measured_words(after)}, as before"
    more = f"{area_words(abs(difference))} {'more' if difference > 0 else 'less'}"
    return f"{measured_words(before)} before, {measured_words(after)} as drawn: {more}"


def kind_word(change: BoundaryChange | None) -> str:
    """The kind of change, one word; nothing where none is drawn or known."""
    if change is None or (change.added.is_empty and change.removed.is_empty):
        return ""
    return change.kind.value.capitalize()
