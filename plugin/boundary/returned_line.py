"""Whether the line that a back office returned is the line that was proposed to it."""

from __future__ import annotations

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from ..domain.plain_figures import metres_words
from ..rules.rules import Rules
from .assembly import part_count
from .outlines import Outline
from .same_line import ROUND_TRIP


@dataclass(frozen=True)
class ReturnedLine:
    """How a returned line stands to the proposed one.

    ``unchanged`` says that it is the same line, whatever the order of its parts and vertices; ``farthest_m`` is how far a vertex of one
    lies from the other, at most.
    """

    unchanged: bool
    farthest_m: float
    sentence: str


def match_returned(proposed: BaseGeometry, returned: BaseGeometry, rules: Rules) -> ReturnedLine:
    """Compare two lines in EPSG:27700, of which one went to WGS84 and back.

    They are the same where their outlines run along each other within the distance that a round trip may move a vertex by
    (boundary-change.round-trip, 0.02 m), and the number of parts is the same.
    """
    if returned.is_empty:
        return ReturnedLine(False, float("inf"), "The back office returned no red line.")
    one, other = Outline.of(proposed), Outline.of(returned)
    farthest = one.farthest_vertex(other)
    parts, returned_parts = part_count(proposed), part_count(returned)
    if parts != returned_parts:
        have = f"{returned_parts} part{'s' if returned_parts != 1 else ''}, the proposed one {parts}"
        return ReturnedLine(False, farthest, f"The line that came back is not the proposed one: it has {have}.")
    if one.is_along(other, rules.number(ROUND_TRIP)):
        sentence = f"The line that came back is the proposed one: no vertex is more than {max(farthest, 0.001):.3f} m from it."
        return ReturnedLine(True, farthest, sentence)
    return ReturnedLine(False, farthest, f"The line that came back is not the proposed one: it differs by up to {metres_words(farthest)}.")
