"""Reading a line that was drawn here, with the same checks and measurements as one that was submitted."""

from __future__ import annotations

from dataclasses import replace

import shapely
from shapely.geometry.base import BaseGeometry

from ..domain.accuracy import UNTRANSFORMED, Accuracy
from ..domain.application import Application
from ..domain.boundary import Original
from ..domain.reading import SiteReading
from ..rules.rules import Rules
from .drawing import read_drawing
from .red_line import RedLine
from .transformer import Transformer
from .wkt import geojson_of_wkt

_GRID = "EPSG:27700"


def read_proposed(
    geometry: BaseGeometry,
    over: SiteReading,
    transformer: Transformer,
    rules: Rules,
    *,
    said: str = "",
) -> SiteReading:
    """The reading of a line drawn in EPSG:27700 over the one of ``over``, whose application and accuracy it takes on.

    Its original is well-known text in EPSG:27700 with every digit, since that is what was drawn. Where there was no line before, the new
    one is as exact as the map that it was traced from. ``said`` becomes a note of the boundary ("Plotted from ...").
    """
    application = over.application or Application(reference=over.site)
    text = f"SRID=27700;{shapely.to_wkt(geometry, rounding_precision=-1, trim=True)}"
    value, _ = geojson_of_wkt(text)
    drawing = read_drawing(value)
    drawing.label = _GRID
    accuracy: Accuracy = over.boundary.accuracy if over.boundary is not None else UNTRANSFORMED
    read = RedLine(transformer, rules, Original(text, "wkt"), application, accuracy).read(drawing)
    boundary = read.boundary
    if boundary is not None and said:
        boundary = replace(boundary, notes=(*boundary.notes, said))
    return SiteReading(
        site=over.site,
        file=over.file,
        found="drawn in Redline",
        application=over.application,
        original=Original(text, "wkt"),
        boundary=boundary,
        proposal=read.proposal,
        areas=read.areas,
        checks=read.checks,
    )
