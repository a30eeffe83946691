"""Using a shape that is there already: taken over from a layer, or read from a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ...boundary.editing.drawn import CannotDraw

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...boundary.editing.drawn import Drawn

    Use = Callable[[BaseGeometry, BaseGeometry], Drawn]


def uses(line: BaseGeometry) -> tuple[tuple[str, Use], ...]:
    """What can be done with a shape, in the order in which it is usually meant; each by the words on its button."""
    from ...boundary.editing.parts import add_part, cut_hole, replace_line
    from ...boundary.editing.rings import parts_of

    if not parts_of(line):
        return (("Use it", replace_line),)
    return (("Use it instead", replace_line), ("Add this land", add_part), ("Take it out", cut_hole))


def refuse_lines(shape: BaseGeometry, name: str) -> BaseGeometry:
    """The shape itself; CannotDraw for one that encloses no land."""
    import shapely

    if shapely.area(shape) <= 0:
        raise CannotDraw(f"{name} is a line, which encloses no land. Choose an area, or lay the red line on it instead.")
    return shape


def verb_of_shape(name: str) -> Use:
    """What is done to the line with a shape that was drawn for it: "add", "cut" or "reshape"."""
    from ...boundary.editing.parts import add_part, cut_hole
    from ...boundary.editing.reshape import reshape

    verbs: dict[str, Use] = {"add": add_part, "cut": cut_hole, "reshape": reshape}
    return verbs[name]
