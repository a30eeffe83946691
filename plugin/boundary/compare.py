"""What a proposed red line does to the one that it would replace."""

from __future__ import annotations

from functools import cached_property

import shapely
from shapely.geometry.base import BaseGeometry

from ..domain.boundary_change import BoundaryChange, ChangeKind
from ..domain.errors import RedlineError
from ..domain.measured_area import MeasuredArea
from ..rules.rules import Rules
from .assembly import polygons_of
from .measure import uncertainty
from .outlines import Outline

_ONE_LINE = "boundary-change.one-line"
_RELOCATION = "boundary-change.relocation"

#: Square metres; what subtracting one polygon from another leaves by rounding alone is less.
_ROUNDING_M2 = 1e-6


def compare(current: BaseGeometry, proposed: BaseGeometry, rules: Rules) -> BoundaryChange:
    """Say what changes when ``proposed`` replaces ``current``, both valid (multi)polygons in EPSG:27700.

    Raises RedlineError for a line that is empty or crosses itself. Thresholds: resources/rules/boundary_change.csv.
    """
    return Comparison(current, rules).with_proposed(proposed)


class Comparison:
    """Compares proposed lines with one current line; what hangs on the current line alone is worked out once.

    Kinds, the first that fits: *cosmetic*, both outlines run along each other within the distance at which two lines are one; *reduction*,
    no part of the proposed site lies outside the current one by more than that distance; *relocation*, less than half of the land is in
    common, and neither site encloses the other; *enlargement*, all else.
    """

    def __init__(self, current: BaseGeometry, rules: Rules) -> None:
        _refuse_unusable(current, "current")
        self._rules = rules
        self._one_line = rules.number(_ONE_LINE)
        self._relocation = rules.number(_RELOCATION)
        self.current = current
        self.before = measured(current, rules)

    def with_proposed(self, proposed: BaseGeometry) -> BoundaryChange:
        """The change that ``proposed`` would be; raises RedlineError where it is empty or crosses itself."""
        _refuse_unusable(proposed, "proposed")
        added = _land(shapely.difference(proposed, self.current))
        removed = _land(shapely.difference(self.current, proposed))
        both = float(shapely.area(proposed)) - float(shapely.area(added))
        either = self.before.square_metres + float(shapely.area(added))
        shared = 100.0 * max(both, 0.0) / either
        kind, rule = self._kind(proposed, added, removed, shared)
        return BoundaryChange(
            kind=kind,
            added=added,
            removed=removed,
            before=self.before,
            after=measured(proposed, self._rules),
            added_area=measured(added, self._rules),
            removed_area=measured(removed, self._rules),
            shared_percent=shared,
            citation=self._rules.row(rule).citation,
        )

    def _kind(self, proposed: BaseGeometry, added: BaseGeometry, removed: BaseGeometry, shared: float) -> tuple[ChangeKind, str]:
        if added.is_empty and removed.is_empty:
            return ChangeKind.COSMETIC, _ONE_LINE
        if self._outline.is_along(Outline(proposed), self._one_line):
            return ChangeKind.COSMETIC, _ONE_LINE
        if added.is_empty or shapely.covers(self._widened, proposed):
            return ChangeKind.REDUCTION, _ONE_LINE
        if shared < self._relocation and not shapely.covers(shapely.buffer(proposed, self._one_line), self.current):
            return ChangeKind.RELOCATION, _RELOCATION
        return ChangeKind.ENLARGEMENT, _ONE_LINE

    @cached_property
    def _outline(self) -> Outline:
        return Outline(self.current)

    @cached_property
    def _widened(self) -> BaseGeometry:
        widened = shapely.buffer(self.current, self._one_line)
        shapely.prepare(widened)
        return widened


def measured(geometry: BaseGeometry, rules: Rules) -> MeasuredArea:
    """The planar area of a geometry in EPSG:27700 and how far it can be trusted."""
    return MeasuredArea(float(shapely.area(geometry)), uncertainty(geometry, rules))


def _refuse_unusable(geometry: BaseGeometry, which: str) -> None:
    if geometry.is_empty:
        raise RedlineError(f"The {which} red line encloses nothing. Draw at least one part of the site.")
    if not geometry.is_valid:
        raise RedlineError(f"The {which} red line crosses itself, so its inside is not certain. Move the vertex back, or repair the line.")


def _land(difference: BaseGeometry) -> BaseGeometry:
    """The polygons of a difference that are more than rounding."""
    parts = [part for part in shapely.get_parts(polygons_of(difference)) if part.area > _ROUNDING_M2]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
