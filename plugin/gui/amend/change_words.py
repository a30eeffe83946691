"""What the panel says of an area before and after, and of the kind of change."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...domain.boundary_change import BoundaryChange
    from ...domain.measured_area import MeasuredArea

#: Square metres that no figure shows.
_AS_BEFORE = 0.05


def area_words(before: MeasuredArea | None, after: MeasuredArea | None) -> str:
    """ "1,234 m² ± 12 before, 1,300 m² ± 13 as drawn: 66 m² more"; what is not known is left out."""
    if after is None:
        return f"{_area(before)} before" if before is not None else ""
    if before is None:
        return f"{_area(after)} as drawn"
    difference = after.square_metres - before.square_metres
    if abs(difference) < _AS_BEFORE:
        return f"{_area(after)}, as before"
    return f"{_area(before)} before, {_area(after)} as drawn: {_figure(abs(difference))} {'more' if difference > 0 else 'less'}"


def kind_words(change: BoundaryChange | None) -> str:
    """The kind of change, one word; nothing where none is drawn or known."""
    if change is None or (change.added.is_empty and change.removed.is_empty):
        return ""
    return change.kind.value.capitalize()


def _area(area: MeasuredArea) -> str:
    return f"{_figure(area.square_metres)} ± {max(area.uncertainty, 0.1):,.{0 if area.uncertainty >= 10 else 1}f}"


def _figure(square_metres: float) -> str:
    return f"{square_metres:,.{0 if square_metres >= 100 else 1}f} m²"
