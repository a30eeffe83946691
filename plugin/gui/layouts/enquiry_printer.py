"""Writes the answer to an enquiry as a PDF of one page, with text that can be selected."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem, QgsLayoutExporter, QgsMapLayer, QgsProject, QgsProjectMetadata

from ...domain.errors import RedlineError
from .enquiry_sheet import EnquirySheet
from .pdf_settings import pdf_settings
from .written_whole import written_whole

if TYPE_CHECKING:
    from ...reports.enquiry.answer import EnquiryAnswer


def print_enquiry(answer: EnquiryAnswer, path: Path, ground: Sequence[QgsMapLayer] = (), attribution: str = "") -> Path:
    """Write the PDF; a file that is there is replaced as a whole. ``ground`` are layers beneath what applies, from the top.

    For any one thread, which the layers must belong to: they end with the page. RedlineError where the file can't be written.
    """
    if not path.resolve().parent.is_dir():
        raise RedlineError(f"The answer {path} could not be written: the folder {path.parent} is not there. Choose another.")
    project = QgsProject()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:27700"))
    project.addMapLayers(list(ground), False)
    metadata = QgsProjectMetadata()
    metadata.setTitle(answer.title)
    metadata.setAuthor(answer.authority)
    project.setMetadata(metadata)
    try:
        paper = EnquirySheet(answer, project, ground, attribution).build()
        with written_whole(path) as (beside,):
            result = QgsLayoutExporter(paper.layout).exportToPdf(str(beside), pdf_settings())
            if result != QgsLayoutExporter.ExportResult.Success:
                raise RedlineError(f"The answer {path} could not be written; check that the folder may be written to.")
    finally:
        # A layer that outlives GDAL takes the process with it
        project.clear()
    return path
