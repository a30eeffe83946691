"""What comes of a verb of drawing: the line as it then is and what was done, or the reason why it can't be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...domain.errors import RedlineError

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


class CannotDraw(RedlineError):
    """What was asked can't be drawn; the sentence says why and what to do instead. The line is as it was."""


@dataclass(frozen=True)
class Drawn:
    """A red line after one verb, as Polygon or MultiPolygon in EPSG:27700.

    ``said`` tells what was done, for the history and for undo: everything that the verb did beyond its name is in it.
    """

    geometry: BaseGeometry
    said: str


def in_passing(sentence: str) -> str:
    """A sentence as it stands behind a colon."""
    return f"{sentence[:1].lower()}{sentence[1:]}"


def metres(distance: float) -> str:
    """A distance as drawing speaks of it, to the centimetre."""
    return f"{distance:.2f} m"


def square_metres(area: float) -> str:
    """An area as drawing speaks of it."""
    return f"{area:,.1f} m²"
