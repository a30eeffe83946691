"""Prints screening sheets as PDF: one printer for many sheets, because opening the layers costs more than drawing them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, final

from qgis.core import QgsLayoutExporter, QgsProjectMetadata
from qgis.PyQt.QtCore import QDateTime, Qt

from ...domain.errors import RedlineError
from ...reports.plain_text import plain_text
from ..layers.attribution import credits_of
from ..layers.constraint_layers import MapStore
from ..layers.site_row import SiteRow
from .overview import Overview
from .pdf_settings import pdf_settings
from .screening_sheet import ScreeningSheet
from .sheet_layers import SheetLayers
from .written_whole import written_whole

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...constraints.catalogue import Catalogue
    from ...constraints.profile import Profile
    from ...domain.finding import Screening
    from ...domain.reading import SiteReading
    from ...domain.settings import ScreeningSettings


@final
class SheetPrinter:
    """Prints the sheets of one store and one profile. A context manager, for the thread that runs QGIS; close it before QGIS ends."""

    def __init__(self, store: MapStore, catalogue: Catalogue, profile: Profile) -> None:
        self._store = store
        self._catalogue = catalogue
        self._profile = profile
        self._layers = SheetLayers(store, catalogue, profile.base_map)

    def __enter__(self) -> SheetPrinter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the layers."""
        self._layers.close()

    def print(
        self,
        reading: SiteReading,
        screening: Screening,
        path: Path,
        settings: ScreeningSettings | None = None,
        version: str = "",
        other_land: BaseGeometry | None = None,
    ) -> Path:
        """Write the sheet of one site; a file that is there is replaced as a whole.

        ``settings`` are the distances that the screening was made with, the profile's unless told; ``version`` is what the boundary is
        called, by what was done to it unless told; ``other_land`` of the applicant (EPSG:27700) is edged blue. Raises RedlineError where
        the file can't be written.
        """
        from ...reports.sheet import Sheet

        if not path.parent.is_dir():
            raise RedlineError(
                f"The screening sheet {path} could not be written: the folder {path.parent} is not there. Make it, or name another."
            )
        sheet = Sheet.build(reading, screening, self._store.snapshots(), self._catalogue, self._profile, settings=settings, version=version)
        metadata = QgsProjectMetadata()
        metadata.setTitle(sheet.title)
        metadata.setAuthor(screening.engine)
        metadata.setCreationDateTime(QDateTime.fromString(screening.screened_at, Qt.DateFormat.ISODate))
        self._layers.project.setMetadata(metadata)
        paper = ScreeningSheet(sheet, reading, self._layers, self._profile.base_map, other_land).build()
        with written_whole(path) as (beside,):
            result = QgsLayoutExporter(paper.layout).exportToPdf(str(beside), pdf_settings())
            if result != QgsLayoutExporter.ExportResult.Success:
                raise RedlineError(f"The screening sheet {path} could not be written; check that the folder exists and may be written to.")
        return path

    def overview(self, screened: Sequence[tuple[SiteReading, Screening]], path: Path) -> Path:
        """Write a picture of all sites that have a boundary. Raises RedlineError where there is none, or it can't be written."""
        rows = [SiteRow.of(reading, screening) for reading, screening in screened if reading.boundary is not None]
        incomplete = sum(row.not_checked > 0 for row in rows)
        sites = "1 site" if len(rows) == 1 else f"{len(rows):,} sites"
        says = f"{sites} of {len(screened):,} applications on the map; {incomplete:,} with datasets that were not checked."
        title = (
            f"{plain_text(self._profile.authority_name)}: applications screened"
            if self._profile.authority_name
            else "Applications screened"
        )
        shown = (*self._layers.base_map.values(), *self._layers.constraints.values())
        attributions = [f"{each}." for each in credits_of(shown)]
        return Overview(self._layers, self._profile).export(rows, title, says, attributions, path)
