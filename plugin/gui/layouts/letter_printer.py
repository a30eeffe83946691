"""Writes the letter to an applicant: as a PDF with text that can be selected, as a web page, and the proposed line as GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsCoordinateReferenceSystem, QgsLayoutExporter, QgsMapLayer, QgsProject, QgsProjectMetadata

from ...domain.errors import RedlineError
from ..layers.change_layers import change_layers
from .letter_sheet import LetterSheet
from .pdf_settings import pdf_settings
from .written_whole import written_whole

if TYPE_CHECKING:
    from ...reports.change_map.surroundings import Surroundings
    from ...reports.letter import Letter


def print_letter(letter: Letter, path: Path, ground: Sequence[QgsMapLayer] = (), attribution: str = "") -> Path:
    """Write the PDF; a file that is there is replaced as a whole. ``ground`` are copies of layers that lie beneath the lines, from the top.

    For any one thread, which the copies must belong to: they end with the letter. Raises RedlineError where the file can't be written.
    """
    if not path.parent.is_dir():
        raise RedlineError(f"The letter {path} could not be written: the folder {path.parent} is not there. Make it, or name another.")
    project = QgsProject()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:27700"))
    lines = change_layers(letter.present, letter.proposed, letter.change, letter.other_land)
    project.addMapLayers([*lines.values(), *ground], False)
    metadata = QgsProjectMetadata()
    metadata.setTitle(letter.subject)
    metadata.setAuthor(letter.writer.officer)
    project.setMetadata(metadata)
    try:
        paper = LetterSheet(letter, project, lines, ground, attribution).build()
        with written_whole(path) as (beside,):
            result = QgsLayoutExporter(paper.layout).exportToPdf(str(beside), pdf_settings())
            if result != QgsLayoutExporter.ExportResult.Success:
                raise RedlineError(f"The letter {path} could not be written; check that the folder exists and may be written to.")
    finally:
        # A layer that outlives GDAL takes the process with it
        project.clear()
    return path


def write_letter(
    letter: Letter,
    geojson: Mapping[str, Any],
    folder: Path,
    name: str,
    *,
    ground: Sequence[QgsMapLayer] = (),
    attribution: str = "",
    surroundings: Surroundings | None = None,
) -> list[Path]:
    """Write ``name``.pdf, ``name``.html and ``name``.geojson into a folder; RedlineError where one of them can't be written."""
    from ...reports.letter_page import letter_page

    made = [print_letter(letter, folder / f"{name}.pdf", ground, attribution)]
    for ending, text in (("html", letter_page(letter, surroundings)), ("geojson", json.dumps(geojson, indent=1))):
        path = folder / f"{name}.{ending}"
        try:
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise RedlineError(f"{path} could not be written ({error.strerror}). Choose another folder.") from error
        made.append(path)
    return made
