"""One site as a row of the layer "Sites"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...domain.application import Application
from ...domain.check import Severity
from ...domain.finding import DatasetState, Screening
from ...domain.reading import SiteReading
from .specification import column

if TYPE_CHECKING:
    import shapely


@dataclass(frozen=True)
class SiteRow:
    """A site with its counts of states and checks; ``area_m2`` is planar in EPSG:27700, 0 without a boundary."""

    geometry: shapely.Geometry | None
    site: str = column("Site", str)
    file: str = column("File", str)
    reference: str = column("Reference", str)
    type: str = column("Type", str)
    status: str = column("Status", str)
    address: str = column("Address", str)
    area_m2: float = column("Area (m²)", float)
    overlaps: int = column("Datasets that overlap", int)
    touches: int = column("Datasets that touch", int)
    clear: int = column("Datasets that are clear", int)
    not_checked: int = column("Datasets not checked", int)
    errors: int = column("Errors", int)
    warnings: int = column("Warnings", int)
    information: int = column("Information", int)

    @classmethod
    def of(cls, reading: SiteReading, screening: Screening | None) -> SiteRow:
        application = reading.application or Application(reference="")
        checks = (*reading.checks, *(screening.checks if screening is not None else ()))
        states = [result.state for result in screening.datasets] if screening is not None else []
        severities = [check.severity for check in checks]
        return cls(
            site=reading.site,
            file=reading.file,
            reference=application.reference,
            type=application.type_description or application.type_code,
            status=application.status,
            address=application.address.text,
            area_m2=round(reading.boundary.area_m2, 2) if reading.boundary is not None else 0.0,
            overlaps=states.count(DatasetState.OVERLAPS),
            touches=states.count(DatasetState.TOUCHES),
            clear=states.count(DatasetState.CLEAR),
            not_checked=sum(not result.fully_checked for result in screening.datasets) if screening is not None else 0,
            errors=severities.count(Severity.ERROR),
            warnings=severities.count(Severity.WARNING),
            information=severities.count(Severity.INFORMATION),
            geometry=reading.boundary.geometry if reading.boundary is not None else None,
        )


def site_rows(readings: Sequence[SiteReading], screenings: Sequence[Screening]) -> list[SiteRow]:
    """A row for every reading that has a boundary; those without have no place on a map."""
    screened: Mapping[tuple[str, str], Screening] = {(each.file, each.site): each for each in screenings}
    return [SiteRow.of(reading, screened.get((reading.file, reading.site))) for reading in readings if reading.boundary is not None]
