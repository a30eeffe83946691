"""Writes an officer's report as PDF and for a word processor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsLayoutExporter, QgsProjectMetadata

from ...domain.errors import RedlineError
from ...reports.officer_report.content import MapKind, OfficerReport
from ...reports.officer_report.open_document import open_document
from .pdf_settings import pdf_settings
from .report_maps import ReportMaps
from .report_sheet import ReportSheet
from .sheet_layers import SheetLayers
from .written_whole import written_whole

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...constraints.base_map import BaseMap
    from ...domain.reading import SiteReading


def write_report(
    report: OfficerReport,
    reading: SiteReading | None,
    layers: SheetLayers,
    base_map: BaseMap,
    path: Path,
    other_land: BaseGeometry | None = None,
) -> list[Path]:
    """Write ``path`` as PDF and beside it the same as .odt; files that are there are replaced together, or not at all.

    ``reading`` has the red line in force, None where there is none; ``other_land`` of the applicant (EPSG:27700) is edged blue.
    RedlineError where one of them can't be written.
    """
    if not path.parent.is_dir():
        raise RedlineError(f"The report could not be written: the folder {path.parent} is not there. Make it, or name another.")
    maps = ReportMaps(layers, base_map, reading, other_land) if reading is not None and reading.boundary is not None else None
    metadata = QgsProjectMetadata()
    metadata.setTitle(report.title)
    metadata.setAuthor(report.authority)
    layers.project.setMetadata(metadata)
    paper = ReportSheet(report, layers.project, maps).build()
    editable = path.with_suffix(".odt")
    with written_whole(path, editable) as (printed, written):
        result = QgsLayoutExporter(paper.layout).exportToPdf(str(printed), pdf_settings())
        if result != QgsLayoutExporter.ExportResult.Success:
            raise RedlineError(f"The report {path} could not be written; check that the folder exists and may be written to.")
        pictures = {kind: maps.picture(kind) for kind in MapKind} if maps is not None else {}
        written.write_bytes(open_document(report, pictures))
    return [path, editable]
