"""Writes a site notice as a PDF with text that can be selected."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem, QgsLayoutExporter, QgsMapLayer, QgsProject, QgsProjectMetadata

from ...domain.errors import RedlineError
from ..layers.notice_layer import notice_layer
from .notice_sheet import NoticeSheet
from .pdf_settings import pdf_settings
from .written_whole import written_whole

if TYPE_CHECKING:
    from ...reports.site_notice import SiteNotice


def print_notice(notice: SiteNotice, path: Path, ground: Sequence[QgsMapLayer] = (), attribution: str = "") -> Path:
    """Write the PDF; a file that is there is replaced as a whole. ``ground`` are copies of layers beneath the line, from the top.

    For any one thread, which the copies must belong to: they end with the notice. RedlineError where the file can't be written.
    """
    if not path.parent.is_dir():
        raise RedlineError(f"The notice {path} could not be written: the folder {path.parent} is not there. Choose another.")
    project = QgsProject()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:27700"))
    line = notice_layer(notice.line)
    project.addMapLayers([line, *ground], False)
    metadata = QgsProjectMetadata()
    metadata.setTitle(f"{notice.title.capitalize()}: {notice.reference}")
    metadata.setAuthor(notice.writer.authority)
    project.setMetadata(metadata)
    try:
        paper = NoticeSheet(notice, project, [line, *ground], attribution).build()
        with written_whole(path) as (beside,):
            result = QgsLayoutExporter(paper.layout).exportToPdf(str(beside), pdf_settings())
            if result != QgsLayoutExporter.ExportResult.Success:
                raise RedlineError(f"The notice {path} could not be written; check that the folder may be written to.")
    finally:
        # A layer that outlives GDAL takes the process with it
        project.clear()
    return path
