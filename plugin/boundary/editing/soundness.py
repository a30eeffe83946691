"""Whether a line as drawn encloses land that can be measured, and in words why not."""

from __future__ import annotations

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from ...domain.check import Severity
from ..assembly import assemble
from .drawn import CannotDraw, in_passing
from .rings import parts_of

#: Square metres; parts that share less are taken to share an edge only, and then count as one. As at intake (boundary.join-area).
JOIN_AREA_M2 = 0.1


@dataclass(frozen=True)
class Soundness:
    """``geometry`` is valid, in EPSG:27700, parts that share an edge joined; without one it is None and ``problem`` says why."""

    geometry: BaseGeometry | None
    problem: str = ""


def soundness(geometry: BaseGeometry) -> Soundness:
    """Look at a line as it is drawn; nothing is repaired."""
    parts = parts_of(geometry)
    if not parts:
        return Soundness(None, "Nothing is drawn yet.")
    if len(parts) == 1 and parts[0].is_valid and parts[0].area > 0:
        return Soundness(parts[0])
    assembly = assemble(parts, JOIN_AREA_M2)
    if assembly.geometry is not None:
        return Soundness(assembly.geometry)
    errors = [check.message for check in assembly.checks if check.severity is Severity.ERROR]
    return Soundness(None, errors[0] if errors else "The red line encloses no area.")


def sound(geometry: BaseGeometry) -> BaseGeometry:
    """The valid geometry of a line as drawn; CannotDraw where it has none, because a verb needs one to go on from."""
    found = soundness(geometry)
    if found.geometry is None:
        raise CannotDraw(f"Put the line right first: {in_passing(found.problem)}")
    return found.geometry


def sound_shape(polygon: BaseGeometry) -> BaseGeometry:
    """The same for a shape that was drawn or taken over in order to be used on the line."""
    found = soundness(polygon)
    if found.geometry is None:
        problem = found.problem.replace("The red line", "The shape").replace("the red line", "the shape")
        raise CannotDraw(f"This shape can't be used. {problem}")
    return found.geometry
