"""What a proposed red line does to the one that it would replace."""

from __future__ import annotations

from functools import cached_property

import shapely
from shapely.geometry.base import BaseGeometry

from ..domain.boundary_change import BoundaryChange, ChangeKind
from ..domain.errors import RedlineError
from ..domain.measured_area import MeasuredArea
from ..rules.rules import Rules
from .assembly import one_of, polygons_of
from .measure import uncertainty
from .moved_stretch import MovedStretch, Stretches
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
        moved = self._stretches.moved_in(proposed)
        was, would_be = moved.clipped(self.current), moved.clipped(proposed)
        added, removed = _land(shapely.difference(would_be, was)), _land(shapely.difference(was, would_be))
        both = float(shapely.area(proposed)) - float(shapely.area(added))
        either = self.before.square_metres + float(shapely.area(added))
        shared = 100.0 * max(both, 0.0) / either
        kind, rule = self._kind(proposed, added, removed, shared, moved)
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

    def _kind(
        self, proposed: BaseGeometry, added: BaseGeometry, removed: BaseGeometry, shared: float, moved: MovedStretch
    ) -> tuple[ChangeKind, str]:
        if added.is_empty and removed.is_empty:
            return ChangeKind.COSMETIC, _ONE_LINE
        # moved vertices are asked first: while a vertex is dragged they nearly always settle it
        if self._outline.is_near(moved.vertices, self._one_line) and self._runs_along(proposed, moved):
            return ChangeKind.COSMETIC, _ONE_LINE
        if added.is_empty or (self._holds(moved) and shapely.covers(self._widened, proposed)):
            return ChangeKind.REDUCTION, _ONE_LINE
        if shared < self._relocation and not shapely.covers(shapely.buffer(proposed, self._one_line), self.current):
            return ChangeKind.RELOCATION, _RELOCATION
        return ChangeKind.ENLARGEMENT, _ONE_LINE

    def _runs_along(self, proposed: BaseGeometry, moved: MovedStretch) -> bool:
        if moved.window is None:
            return True
        here, there = self._outline.within(moved.window), Outline.of(proposed).within(moved.window)
        return here.is_along(there, self._one_line)

    def _holds(self, moved: MovedStretch) -> bool:
        """Whether every moved vertex lies in the current site, or as near to it as one line to itself."""
        return bool(shapely.dwithin(self._prepared, moved.vertices, self._one_line).all())

    @cached_property
    def _stretches(self) -> Stretches:
        return Stretches(self.current)

    @cached_property
    def _prepared(self) -> BaseGeometry:
        site = shapely.force_2d(self.current)  # a copy: prepared geometry must never reach another thread
        shapely.prepare(site)
        return site

    @cached_property
    def _outline(self) -> Outline:
        return Outline.of(self.current)

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
    parts = shapely.get_parts(polygons_of(difference))
    return one_of(parts[shapely.area(parts) > _ROUNDING_M2])
