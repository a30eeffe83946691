"""A place that somebody asks about: a point, or a plot of land, and how sure the point is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .errors import RedlineError

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: A place that may lie farther from its point than so many metres is no place to answer for: only its middle is.
MOST_UNSURE_M = 100.0


class PlaceRefused(RedlineError):
    """What was typed is meant as a place and is none that can be used; the sentence says why, and what to type."""


@dataclass(frozen=True)
class Place:
    """A point in EPSG:27700; ``words`` are what it was called, ``how`` says in a sentence how that was understood.

    ``within_m`` is how far from the point the true place may lie, in metres (a grid reference names a square, a coordinate is rounded).
    ``plot`` is the land (EPSG:27700, valid) where a plot was asked about, of which the point is only the mark on the map.
    ``application`` is the reference of the one whose red line that is, "" for other land.
    """

    east: float
    north: float
    words: str
    how: str
    within_m: float = 0.0
    plot: BaseGeometry | None = None
    application: str = ""

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north of what is asked about."""
        if self.plot is None:
            return self.east, self.north, self.east, self.north
        west, south, east, north = self.plot.bounds
        return west, south, east, north

    @property
    def coordinates(self) -> str:
        """Easting and northing in whole metres: the square metre that holds the point, as surveyors write it."""
        return f"{math.floor(self.east + 1e-6)} {math.floor(self.north + 1e-6)}"

    @property
    def is_coarse(self) -> bool:
        """Whether so large a square was named that only its middle is answered for."""
        return self.within_m > MOST_UNSURE_M


@dataclass(frozen=True)
class FoundPlace:
    """A place that a register knows by what was typed; ``kind`` says which register in a word, ``detail`` what else tells it apart."""

    kind: str
    words: str
    east: float
    north: float
    detail: str = ""
    plot: BaseGeometry | None = None
    application: str = ""

    def place(self, how: str) -> Place:
        """The place to ask about."""
        return Place(self.east, self.north, self.words, how, plot=self.plot, application=self.application)
