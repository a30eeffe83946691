"""Grid references of the National Grid: two letters for a square of 100 km, and figures that make it smaller.

Source: Ordnance Survey, "A guide to coordinate systems in Great Britain", 5.1: squares of 500 km in a grid of five by five letters without
I, each divided again in five by five; the false origin is the corner of S and V.
"""

from __future__ import annotations

import math
import re
from string import ascii_uppercase
from typing import NamedTuple

from ...domain.place import PlaceRefused

#: All but I, which looks like a figure.
_LETTERS = ascii_uppercase.replace("I", "")
_HUNDRED_KM = 100_000
_WRITTEN = re.compile(r"(?P<letters>[A-Za-z]{2})(?P<figures>[\d\s]*)")
#: "SE1" is far more often a district of a postcode than a slip of a reference.
_LEAST_FIGURES = 2
_MOST_FIGURES = 10
#: The squares of 500 km that hold anything of Great Britain.
_LARGE = frozenset("SNTHOJ")


class GridSquare(NamedTuple):
    """The south-western corner in metres (EPSG:27700) and the side; ``words`` is the reference as it is usually written."""

    east: float
    north: float
    side: int
    words: str

    @property
    def middle(self) -> tuple[float, float]:
        return self.east + self.side / 2, self.north + self.side / 2

    @property
    def half_diagonal(self) -> float:
        """How far from the middle a place in the square may lie, in metres."""
        return self.side * math.sqrt(0.5)


def grid_square(text: str) -> GridSquare | None:
    """The square that a grid reference names; None for a text that is none.

    Raises PlaceRefused for letters that name no square of the grid, and for figures that are odd in number, too many or of unequal halves.
    """
    match = _WRITTEN.fullmatch(text.strip())
    if match is None or len("".join(match["figures"].split())) < _LEAST_FIGURES:
        return None
    letters, groups = match["letters"].upper(), match["figures"].split()
    figures = "".join(groups)
    written = f"{letters} {' '.join(groups)}"
    if letters[0] not in _LARGE or letters[1] not in _LETTERS:
        raise PlaceRefused(f"{written}: no square of the National Grid is called {letters}. London is TQ, Manchester SJ, Newcastle NZ.")
    if len(groups) == 2 and len(groups[0]) != len(groups[1]):
        raise PlaceRefused(f"{written} has {len(groups[0])} figures for the easting and {len(groups[1])} for the northing: which is short?")
    if len(figures) % 2:
        raise PlaceRefused(f"{written} has {len(figures)} figures, and a grid reference has as many for the easting as for the northing.")
    if len(figures) > _MOST_FIGURES:
        raise PlaceRefused(f"{written} has {len(figures)} figures; ten name a square metre, and more name nothing.")
    half = len(figures) // 2
    side = _HUNDRED_KM // 10**half
    east, north = _corner(letters)
    words = f"{letters} {figures[:half]} {figures[half:]}"
    return GridSquare(east + int(figures[:half]) * side, north + int(figures[half:]) * side, side, words)


def grid_reference(east: float, north: float, figures: int = 10) -> str:
    """The reference of the square that holds a position in EPSG:27700, "" outside the grid; ``figures`` is even, 2 to 10."""
    if not (0 <= east < 7 * _HUNDRED_KM and 0 <= north < 13 * _HUNDRED_KM):
        return ""
    # From the north-west of all squares, whose own origin lies 1,000 km west and 1,500 km south of this grid's with rows counted down
    column, row = int(east // _HUNDRED_KM) + 10, 19 - int(north // _HUNDRED_KM)
    large, small = _LETTERS[row // 5 * 5 + column // 5], _LETTERS[row % 5 * 5 + column % 5]
    half = figures // 2
    side = _HUNDRED_KM // 10**half
    return f"{large}{small} {int(east % _HUNDRED_KM // side):0{half}d} {int(north % _HUNDRED_KM // side):0{half}d}"


def _corner(letters: str) -> tuple[int, int]:
    large, small = (_LETTERS.index(letter) for letter in letters)
    column, row = large % 5 * 5 + small % 5 - 10, 19 - (large // 5 * 5 + small // 5)
    return column * _HUNDRED_KM, row * _HUNDRED_KM
