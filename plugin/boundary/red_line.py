"""One red line on its way from the polygons as drawn to a boundary that can be measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..domain.accuracy import Accuracy
from ..domain.application import Application
from ..domain.areas import Areas
from ..domain.boundary import Boundary, Original, SourceCrs
from ..domain.check import Check, Severity
from ..domain.reading import Proposal
from ..rules.rules import Rules
from .assembly import Assembly, assemble
from .claim_checks import address_checks, area_checks
from .drawing import Drawing, Polygon
from .locate import Location, locate
from .measure import measure
from .rings import tidy
from .shape_checks import enormous_site, no_area, shape_checks
from .transformer import Transformer

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
        "arcs-straightened",
        "grid-missing",
    }
)


@dataclass(frozen=True)
class BoundaryReading:
    """What came of one red line: the boundary, or a proposal, or neither; ``areas`` of whichever there is."""

    boundary: Boundary | None = None
    proposal: Proposal | None = None
    areas: Areas | None = None
    checks: tuple[Check, ...] = field(default=())


@dataclass
class RedLine:
    """What is known of one red line while it is read; each step adds its ``checks``.

    ``accuracy`` is that of bringing the polygons here, where that happened before they were drawn.
    """

    transformer: Transformer
    rules: Rules
    original: Original
    application: Application
    accuracy: Accuracy | None = None
    checks: list[Check] = field(default_factory=list)

    def read(self, drawing: Drawing) -> BoundaryReading:
        """Locate, tidy, assemble, check and measure. A shape that defeats the geometry library is an error on this red line alone."""
        self.checks += drawing.checks
        if drawing.polygons and not self._has_errors():
            try:
                return self._located(drawing)
            except shapely.errors.GEOSException as error:
                message = f"The red line could not be checked: {str(error).rstrip('.')}. Ask for it again, or plot it from the plan."
                self.checks.append(Check("not-checkable", Severity.ERROR, message))
        return self._nothing()

    def _located(self, drawing: Drawing) -> BoundaryReading:
        location = locate([position for polygon in drawing.polygons for ring in polygon for position in ring], drawing.label)
        polygons, tidied = tidy(drawing.polygons)
        self.checks += (*location.checks, *tidied)
        if location.crs is None:
            return self._nothing()
        moved = self._on_the_grid(polygons, location, location.crs)
        if moved is None:
            return self._nothing()
        assembly = assemble(moved, self.rules.number("boundary.join-area"))
        self.checks += assembly.checks
        accuracy = self.accuracy or self.transformer.accuracy(location.crs)
        self._say_what_it_is_worth(accuracy)
        geometry = assembly.geometry if assembly.geometry is not None else assembly.repaired
        if geometry is None:
            return self._nothing()
        areas = self._checked(geometry)
        if areas is None:
            return self._nothing()
        notes = tuple(check.message for check in self.checks if check.code in _NOTES)
        boundary = Boundary(geometry, self.original, location.crs, accuracy, notes)
        if self._has_errors():
            enormous = any(check.code == "enormous-site" for check in self.checks)
            return BoundaryReading(None, _proposal(boundary, location, assembly, enormous), areas, tuple(self.checks))
        return BoundaryReading(boundary, None, areas, tuple(self.checks))

    def _on_the_grid(self, polygons: Sequence[Polygon], location: Location, crs: SourceCrs) -> list[shapely.Polygon] | None:
        """The polygons in EPSG:27700; None, and a check, where they can't be brought there."""
        turned = [[_turned(ring, location.swapped) for ring in polygon] for polygon in polygons]
        drawn = np.asarray([shapely.Polygon(rings[0], rings[1:]) for rings in turned], dtype=object)
        moved = self.transformer.to_national_grid(drawn, crs)
        if np.isfinite(shapely.get_coordinates(moved)).all():
            return list(moved)
        message = "The red line lies where positions can't be brought to the British National Grid. Is it the right site?"
        self.checks.append(Check("coordinates-nowhere", Severity.ERROR, message))
        return None

    def _say_what_it_is_worth(self, accuracy: Accuracy) -> None:
        if accuracy.metres is not None and accuracy.metres <= self.rules.number("boundary.trustworthy-transform"):
            return
        worth = "an unknown distance" if accuracy.metres is None else f"about {accuracy.metres:.0f} m, in the far west and east up to 4 m,"
        message = (
            f"Positions may be {worth} out: the OSTN15 grid is missing here. "
            "Install it before you judge by what touches or lies next to the site."
        )
        self.checks.append(Check("grid-missing", Severity.WARNING, message))

    def _checked(self, geometry: BaseGeometry) -> Areas | None:
        """The areas of a valid geometry in EPSG:27700, after every check on it; None where it encloses nothing to speak of."""
        application = self.application
        nothing = no_area(geometry, application.type_code, self.rules)
        if nothing is not None:
            self.checks.append(nothing)
            return None
        areas = measure(geometry, self.transformer.to_wgs84(geometry), self.rules, application.declared_area_m2)
        self.checks += shape_checks(geometry, application.type_code, self.rules)
        self.checks += enormous_site(geometry, self.rules)
        self.checks += area_checks(areas, self.rules)
        self.checks += address_checks(geometry, application.address, self.transformer, self.rules)
        return areas

    def _has_errors(self) -> bool:
        return any(check.severity is Severity.ERROR for check in self.checks)

    def _nothing(self) -> BoundaryReading:
        return BoundaryReading(checks=tuple(self.checks))


def _turned(ring: Sequence[tuple[float, float]], swapped: bool) -> list[tuple[float, float]]:
    return [(y, x) for x, y in ring] if swapped else list(ring)


def _proposal(boundary: Boundary, location: Location, assembly: Assembly, enormous: bool) -> Proposal:
    """What would be used after an officer's yes: the axes the other way round, the repaired line, or the line as drawn."""
    repaired = assembly.geometry is None
    before, after = assembly.area_before_m2, boundary.area_m2
    if repaired:
        boundary = replace(boundary, notes=(*boundary.notes, f"The line was repaired: {before:,.1f} m² before, {after:,.1f} m² after."))
    sentences = []
    if location.swapped:
        order = "northing before easting" if location.crs is SourceCrs.NATIONAL_GRID else "latitude before longitude"
        sentences.append(f"Read the coordinates as {order}: then the site lies in England.")
    if repaired:
        sentences.append(
            f"Use the repaired line: {before:,.1f} m² as drawn, {after:,.1f} m² after the repair. The submitted line is kept as it is."
        )
    if enormous:
        sentences.append("Use a red line as large as that.")
    if location.swapped:
        return Proposal("axes-swapped", " ".join(sentences), boundary, before if repaired else None, after)
    if repaired:
        return Proposal("repair", " ".join(sentences), boundary, before, after)
    return Proposal("enormous-site", " ".join(sentences), boundary, after, after)
