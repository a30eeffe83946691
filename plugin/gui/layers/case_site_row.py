"""One case as a row of the layer "Cases"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...domain.case import CaseRow
from ...domain.status import status_words
from .specification import column

if TYPE_CHECKING:
    import shapely


@dataclass(frozen=True)
class CaseSiteRow:
    """The red line in force with what the list says; ``site`` is the case file's own name of the case. No personal data."""

    geometry: shapely.Geometry | None
    site: str = column("Case", str)
    reference: str = column("Reference", str)
    address: str = column("Address", str)
    status: str = column("Status", str)
    next_date: str = column("Next date", str)

    @classmethod
    def of(cls, row: CaseRow, geometry: shapely.Geometry) -> CaseSiteRow:
        return cls(
            geometry=geometry,
            site=row.uuid,
            reference=row.reference,
            address=row.address,
            status=status_words(row.status),
            next_date=row.next_date.text if row.next_date is not None else "",
        )
