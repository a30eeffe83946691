"""What the panel says of an area before and after, and of the kind of change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...domain.plain_figures import area_words
from ...reports.area_changes import measured_words

if TYPE_CHECKING:
    from ...domain.boundary_change import BoundaryChange
    from ...domain.measured_area import MeasuredArea

#: Square metres that no figure shows.
_AS_BEFORE = 0.05


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


def kind_words(change: BoundaryChange | None) -> str:
    """The kind of change, one word; nothing where none is drawn or known."""
    if change is None or (change.added.is_empty and change.removed.is_empty):
        return ""
    return change.kind.value.capitalize()
