"""What a sheet says of the site and its red line: address, version, area by every method, coordinates and how they were brought over."""

from __future__ import annotations

from ..domain.application import Application
from ..domain.areas import Areas
from ..domain.boundary import SourceCrs
from ..domain.plain_days import plain_day
from ..domain.plain_figures import area_words
from ..domain.reading import SiteReading
from .accuracy_words import accuracy_words
from .plain_text import plain_text
from .sheet_rows import SheetFact
from .wording import crs_words


def site_facts(reading: SiteReading) -> tuple[SheetFact, ...]:
    """The application as far as the source told it."""
    application = reading.application or Application(reference="")
    submitted = plain_day(application.submitted_on) if application.submitted_on is not None else ""
    facts = (
        ("Reference", application.reference or reading.site),
        ("Submission", application.submission_id),
        ("Type", application.type_description or application.type_code),
        ("Address", application.address.text),
        ("UPRN", application.address.uprn),
        ("Description", application.description),
        ("Status", application.status),
        ("Submitted", submitted),
        ("Read from", f"{reading.file} ({reading.found})" if reading.found else reading.file),
    )
    return _facts(facts)


def boundary_facts(reading: SiteReading, version: str) -> tuple[SheetFact, ...]:
    """The red line: its version, areas with their uncertainty, parts, holes, coordinate system, transform and checksum."""
    boundary = reading.boundary
    if boundary is None:
        return _facts(
            (("Boundary", "none that can be used"), ("Submitted line, SHA-256", reading.original.sha256 if reading.original else ""))
        )
    untouched = boundary.crs is SourceCrs.NATIONAL_GRID
    facts = (
        ("Boundary version", version),
        *_area_facts(reading.areas, boundary.area_m2),
        ("Parts", str(len(boundary.polygons))),
        ("Holes", str(boundary.hole_count)),
        ("Coordinates as submitted", crs_words(boundary.crs.value)),
        ("Transform", "none needed" if untouched else f"to British National Grid (EPSG:27700) by {accuracy_words(boundary.accuracy)}"),
        ("Notes", _notes(reading)),
        ("Submitted line, SHA-256", boundary.original.sha256),
    )
    return _facts(facts)


def _notes(reading: SiteReading) -> str:
    """What goes with the boundary wherever it is used, without what the checks below say already."""
    said = {plain_text(check.message) for check in reading.checks}
    notes = reading.boundary.notes if reading.boundary is not None else ()
    return " ".join(note for note in notes if plain_text(note) not in said)


def _area_facts(areas: Areas | None, planar: float) -> tuple[tuple[str, str], ...]:
    if areas is None:
        return (("Area", area_words(planar)),)
    declared = area_words(areas.declared) if areas.declared is not None else "none given"
    return (
        ("Area", f"{area_words(areas.planar)}, give or take {area_words(areas.uncertainty)}"),
        ("Area on the ellipsoid", area_words(areas.ellipsoidal)),
        ("Area as PlanX and BOPS draw it", area_words(areas.spherical)),
        ("Area declared by the applicant", declared),
    )


def _facts(pairs: tuple[tuple[str, str], ...]) -> tuple[SheetFact, ...]:
    cleaned = ((label, plain_text(value)) for label, value in pairs)
    return tuple(SheetFact(label, value) for label, value in cleaned if value)
