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

if TYPE_CHECKING:
    from ...constraints.base_map import BaseMap
    from ...domain.reading import SiteReading


def write_report(report: OfficerReport, reading: SiteReading | None, layers: SheetLayers, base_map: BaseMap, path: Path) -> list[Path]:
    """Write ``path`` as PDF and beside it the same as .odt; files that are there are replaced as a whole.

    ``reading`` has the red line in force, None where there is none. RedlineError where one of them can't be written.
    """
    if not path.parent.is_dir():
        raise RedlineError(f"The report could not be written: the folder {path.parent} is not there. Make it, or name another.")
    maps = ReportMaps(layers, base_map, reading) if reading is not None and reading.boundary is not None else None
    metadata = QgsProjectMetadata()
    metadata.setTitle(report.title)
    metadata.setAuthor(report.authority)
    layers.project.setMetadata(metadata)
    paper = ReportSheet(report, layers.project, maps).build()
    beside = path.with_name(f".{path.name}.part")
    result = QgsLayoutExporter(paper.layout).exportToPdf(str(beside), pdf_settings())
    if result != QgsLayoutExporter.ExportResult.Success:
        beside.unlink(missing_ok=True)
        raise RedlineError(f"The report {path} could not be written; check that the folder exists and may be written to.")
    editable = path.with_suffix(".odt")
    pictures = {kind: maps.picture(kind) for kind in MapKind} if maps is not None else {}
    try:
        editable.write_bytes(open_document(report, pictures))
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise RedlineError(f"{editable} could not be written ({error.strerror}). Close it where it is open, or name another.") from error
    return [beside.replace(path), editable]
