"""From a value that should be a red line to a boundary that can be measured, and a word on everything found on the way."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import shapely

from ..domain.accuracy import Accuracy
from ..domain.application import Application
from ..domain.areas import Areas
from ..domain.boundary import Boundary, Original, SourceCrs
from ..domain.check import Check, Severity
from ..domain.reading import Proposal
from ..rules.rules import Rules
from .assembly import assemble
from .claim_checks import address_checks, area_checks
from .drawing import Drawing, Polygon, read_drawing
from .json_depth import is_deeper_than
from .locate import Location, locate
from .measure import measure
from .rings import tidy
from .shape_checks import shape_checks
from .transformer import Transformer

#: A boundary is sometimes serialised into a text, and that text once more.
_MOST_SERIALISATIONS = 3
#: Brackets within brackets; a geometry collection of multipolygons has 10.
_DEEPEST = 100


@dataclass(frozen=True)
class BoundaryReading:
    """What came of one red line: the boundary, or a proposal, or neither; ``areas`` of whichever there is."""

    boundary: Boundary | None = None
    proposal: Proposal | None = None
    areas: Areas | None = None
    checks: tuple[Check, ...] = field(default=())


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
    return read_drawn(drawing, original, transformer, rules, application)


def unwrapped(value: Any) -> Any:
    """The value inside text that is itself JSON, even twice serialised; other text as it is."""
    for _ in range(_MOST_SERIALISATIONS):
        if not isinstance(value, str):
            break
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            break
    return None if is_deeper_than(value, _DEEPEST) else value


def read_drawn(
    drawing: Drawing,
    original: Original,
    transformer: Transformer,
    rules: Rules,
    application: Application | None = None,
    accuracy: Accuracy | None = None,
) -> BoundaryReading:
    """The same for polygons that are drawn already, whichever file they come from.

    ``accuracy`` is that of bringing them here, where it happened before.
    """
    application = application or Application(reference="")
    if any(check.severity is Severity.ERROR for check in drawing.checks) or not drawing.polygons:
        return BoundaryReading(checks=tuple(drawing.checks))
    location = locate([position for polygon in drawing.polygons for ring in polygon for position in ring], drawing.label)
    tidied, tidied_checks = tidy(drawing.polygons)
    checks = [*drawing.checks, *location.checks, *tidied_checks]
    if location.crs is None:
        return BoundaryReading(checks=tuple(checks))
    worth = accuracy or transformer.accuracy(location.crs)
    return _assembled(tidied, location, checks, original, transformer, rules, application, worth)


def _assembled(
    polygons: Sequence[Polygon],
    location: Location,
    checks: list[Check],
    original: Original,
    transformer: Transformer,
    rules: Rules,
    application: Application,
    accuracy: Accuracy,
) -> BoundaryReading:
    crs = location.crs or SourceCrs.WGS84
    drawn = [
        shapely.Polygon(_turned(polygon[0], location.swapped), [_turned(hole, location.swapped) for hole in polygon[1:]])
        for polygon in polygons
    ]
    moved = transformer.to_national_grid(np.asarray(drawn, dtype=object), crs)
    if not np.isfinite(shapely.get_coordinates(moved)).all():
        message = "The red line lies where positions can't be brought to the British National Grid. Is it the right site?"
        return BoundaryReading(checks=(*checks, Check("coordinates-nowhere", Severity.ERROR, message)))
    assembly = assemble(list(moved), rules.number("boundary.join-area"))
    checks += assembly.checks
    if accuracy.metres is None or accuracy.metres > rules.number("boundary.trustworthy-transform"):
        worth = "an unknown distance" if accuracy.metres is None else f"about {accuracy.metres:.0f} m, in the far west and east up to 4 m,"
        message = (
            f"Positions may be {worth} out: the OSTN15 grid is missing here. "
            "Install it before you judge by what touches or lies next to the site."
        )
        checks.append(Check("grid-missing", Severity.WARNING, message))
    geometry = assembly.geometry if assembly.geometry is not None else assembly.repaired
    if geometry is None:
        return BoundaryReading(checks=tuple(checks))
    checks += shape_checks(geometry, application.type_code, rules)
    areas = measure(geometry, transformer.to_wgs84(geometry), rules, application.declared_area_m2)
    checks += area_checks(areas, rules)
    checks += address_checks(geometry, application.address, transformer, rules)
    notes = tuple(check.message for check in checks if check.code in _NOTES)
    boundary = Boundary(geometry, original, crs, accuracy, notes)
    if assembly.geometry is not None and not location.swapped:
        return BoundaryReading(boundary, None, areas, tuple(checks))
    return BoundaryReading(None, _proposal(boundary, location, assembly.geometry is None, assembly.area_before_m2), areas, tuple(checks))


#: The checks whose sentences stay with the boundary wherever it is used: what was assumed or done to it.
_NOTES = frozenset(
    {
        "crs-assumed",
        "crs-label-ignored",
        "axes-swapped",
        "ring-closed",
        "vertex-repeated",
        "parts-joined",
        "heights-dropped",
        "not-a-polygon",
        "grid-missing",
    }
)


def _turned(ring: Sequence[tuple[float, float]], swapped: bool) -> list[tuple[float, float]]:
    return [(y, x) for x, y in ring] if swapped else list(ring)


def _proposal(boundary: Boundary, location: Location, repaired: bool, before: float) -> Proposal:
    after = boundary.area_m2
    sentences = []
    if location.swapped:
        sentences.append("Read the coordinates as latitude before longitude: then the site lies in England.")
    if repaired:
        sentences.append(
            f"Use the repaired line: {before:,.1f} m² as drawn, {after:,.1f} m² after the repair. The submitted line is kept as it is."
        )
        boundary = replace(boundary, notes=(*boundary.notes, f"The line was repaired: {before:,.1f} m² before, {after:,.1f} m² after."))
    code = "axes-swapped" if location.swapped else "repair"
    return Proposal(code, " ".join(sentences), boundary, before if repaired else None, after)
