"""From a value that should be a red line to a boundary that can be measured, and a word on everything found on the way."""

from __future__ import annotations

from typing import Any

from ..domain.application import Application
from ..domain.boundary import Original
from ..rules.rules import Rules
from .drawing import read_drawing
from .red_line import BoundaryReading, RedLine
from .transformer import Transformer
from .unwrapping import unwrapped


def read_boundary(
    value: Any,
    original: Original,
    transformer: Transformer,
    rules: Rules,
    application: Application | None = None,
    label: str = "",
) -> BoundaryReading:
    """Read one JSON value as a red line; never raises for what the value holds.

    ``label`` is the coordinate system that the reader was told ("EPSG:27700"), for a value that does not name its own.
    """
    drawing = read_drawing(unwrapped(value))
    drawing.label = drawing.label or label
    return RedLine(transformer, rules, original, application or Application(reference="")).read(drawing)
