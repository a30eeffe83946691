"""How everything that Redline prints becomes a PDF."""

from __future__ import annotations

from qgis.core import Qgis, QgsLayoutExporter

_DPI = 300


def pdf_settings() -> QgsLayoutExporter.PdfExportSettings:
    """Vectors, and text that can be selected and searched."""
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = _DPI
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    settings.forceVectorOutput = True
    settings.exportMetadata = True
    return settings
