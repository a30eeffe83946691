"""Findings that follow a boundary while an officer draws it, from an index of the neighbourhood that is in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

import shapely

from ...domain.finding import Finding
from ...domain.settings import ScreeningSettings
from ..box import Box
from .neighbourhood import Neighbourhood, reach

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...domain.check import Check

#: How far round the boundary's reach is gathered: metres, and as a share of its longer side where that is more.
_AHEAD = 250.0
_AHEAD_SHARE = 0.5

#: With less than this share of it left on any side, the next neighbourhood is asked for before the boundary gets there.
_RESERVE = 0.4

_UPDATING = "The constraints round the boundary are being read; the findings follow."
_NOTHING_YET = "The boundary encloses nothing yet."
_CROSSES = "The boundary crosses or touches itself, so nothing can be said of it as it stands."


class LiveState(Enum):
    """What live findings are worth: only those that are ``CURRENT`` are findings of the boundary as it stands."""

    CURRENT = "current"
    UPDATING = "updating"
    NO_BOUNDARY = "no boundary"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True)
class LiveFindings:
    """What is known of a boundary as it stands now.

    Unless ``state`` is ``CURRENT``, ``findings`` are the last ones that were, of the ``boundary`` beside them (EPSG:27700; None before
    there were any), to be shown as such, and ``why`` is a sentence that says what is the matter.
    """

    state: LiveState
    findings: tuple[Finding, ...] = field(default=())
    boundary: BaseGeometry | None = None
    why: str = ""


class LiveScreening:
    """Screens every move of a boundary in memory. It reads nothing itself, and belongs to one thread.

    After every call, its owner calls :meth:`ask`, gathers the box that comes of it in a worker (``Neighbourhood.gather``), and hands over
    what was gathered (:meth:`take`) or why it could not be had (:meth:`fail`). A boundary that leaves the neighbourhood is never answered
    from half of its neighbours: it is "updating" until the next neighbourhood is there.
    """

    def __init__(self, settings: ScreeningSettings) -> None:
        self._settings = settings
        self._neighbourhood: Neighbourhood | None = None
        self._boundary: BaseGeometry | None = None
        self._wanted: Box | None = None
        self._asked: Box | None = None
        self._failure = ""
        self._last = LiveFindings(LiveState.UPDATING, why=_UPDATING)

    def update(self, boundary: BaseGeometry) -> LiveFindings:
        """The findings of a boundary (Polygon or MultiPolygon, EPSG:27700) that was moved, without depths and overlap shapes.

        :meth:`look_at` has those of one finding.
        """
        self._boundary = boundary
        problem = _problem(boundary)
        if problem:
            return self._kept(LiveState.NO_BOUNDARY, problem)
        needed = reach(boundary, self._settings)
        self._look_ahead(needed)
        if self._neighbourhood is None or not self._neighbourhood.covers(needed):
            return self._kept(LiveState.NOT_CHECKED, self._failure) if self._failure else self._kept(LiveState.UPDATING, _UPDATING)
        findings = self._neighbourhood.screen(boundary, self._settings, with_depth=False, with_overlap=False)
        self._last = LiveFindings(LiveState.CURRENT, findings, boundary)
        return self._last

    def look_at(self, finding: Finding) -> Finding | None:
        """One of the last findings that were current, with its depth (metres, to 1 cm) and the overlap's shape."""
        boundary = self._last.boundary
        if self._neighbourhood is None or boundary is None or not self._neighbourhood.covers(reach(boundary, self._settings)):
            return None
        found = self._neighbourhood.screen(boundary, self._settings, only=finding.entity)
        return found[0] if found else None

    def authority_check(self, boundary: BaseGeometry) -> tuple[Check, ...]:
        """How a boundary (EPSG:27700, valid) stands to the authority's border; nothing before a neighbourhood is there."""
        return self._neighbourhood.authority_check(boundary, self._settings) if self._neighbourhood is not None else ()

    def ask(self) -> Box | None:
        """A box (EPSG:27700) that has to be gathered now and counts as on its way from here on; None while nothing is needed.

        It replaces one that is still on its way.
        """
        box, self._wanted = self._wanted, None
        if box is not None:
            self._asked = box
        return box

    def take(self, neighbourhood: Neighbourhood) -> LiveFindings:
        """Use what was gathered from now on, and answer for the boundary as it stands."""
        self._neighbourhood, self._asked, self._failure = neighbourhood, None, ""
        return self._again()

    def fail(self, why: str) -> LiveFindings:
        """What was asked for can't be had: where the present neighbourhood does not reach, the boundary is "not checked", and ``why``.

        It is not asked for again with every move, but after :meth:`retry`.
        """
        self._asked, self._wanted, self._failure = None, None, why
        return self._again()

    def retry(self) -> LiveFindings:
        """Ask once more for what failed."""
        self._failure = ""
        return self._again()

    def _again(self) -> LiveFindings:
        return self._last if self._boundary is None else self.update(self._boundary)

    def _look_ahead(self, needed: Box) -> None:
        """Want the next neighbourhood, unless the one that is here or on its way will do for a while."""
        if self._failure:
            return
        ahead = max(_AHEAD, _AHEAD_SHARE * max(needed[2] - needed[0], needed[3] - needed[1]))
        enough = self._neighbourhood is not None and self._neighbourhood.covers(_widened(needed, ahead * _RESERVE))
        coming = self._asked is not None and _covers(self._asked, needed)
        self._wanted = None if enough or coming else _widened(needed, ahead)

    def _kept(self, state: LiveState, why: str) -> LiveFindings:
        return LiveFindings(state, self._last.findings, self._last.boundary, why)


def _problem(boundary: BaseGeometry) -> str:
    if shapely.is_empty(boundary) or shapely.get_dimensions(boundary) != 2:
        return _NOTHING_YET
    return "" if shapely.is_valid(boundary) else _CROSSES


def _widened(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _covers(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]
