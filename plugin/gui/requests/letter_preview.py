"""The letter as the officer writes it: the words at once, the map as soon as it is drawn beside the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem, QgsMapLayer, QgsMapRendererParallelJob, QgsMapSettings, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QSize, QUrl, QVariant
from qgis.PyQt.QtGui import QColor, QImage, QTextDocument
from qgis.PyQt.QtWidgets import QTextBrowser, QWidget

from ..layers.change_layers import change_layers
from ..layouts.map_scale import close_scale
from ..layouts.site_map import map_extent

if TYPE_CHECKING:
    from ...reports.letter import Letter

_MAP = "redline:map"
#: No larger than the form beside it.
_STYLE = "h1 { font-size: large; } h2 { font-size: medium; } th { text-align: left; font-weight: normal; padding-right: 12px; }"
_WIDTH, _HEIGHT = 430, 300
_PIXELS_PER_MM = 3.0
_SIGNS = {
    "Present boundary": "black, dashed",
    "Proposed boundary": "red",
    "Other land of the applicant": "blue",
    "Land added": "green stripes",
    "Land taken away": "violet dots",
}


class LetterPreview(QTextBrowser):
    """Shows nothing but words that are escaped and its own map; links lead nowhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAccessibleName("Preview of the letter")
        self.document().setDefaultStyleSheet(_STYLE)
        self._letter: Letter | None = None
        self._picture = QImage()
        self._job: QgsMapRendererParallelJob | None = None
        self._lines: Mapping[str, QgsVectorLayer] = {}

    def show_letter(self, letter: Letter) -> None:
        """Show these words; the map stays as it is."""
        from ...reports.letter_page import letter_body

        self._letter = letter
        bar = self.verticalScrollBar()
        at = bar.value()
        self.setHtml(letter_body(letter, self._figure()))
        bar.setValue(at)

    def draw_map(self, letter: Letter, ground: Sequence[QgsMapLayer]) -> None:
        """Draw the map of the change over these layers, beside the window."""
        import shapely

        self.stop()
        self._lines = change_layers(letter.present, letter.proposed, letter.change, letter.other_land)
        west, south, east, north = shapely.total_bounds([shape for shape in (letter.present, letter.proposed) if shape is not None])
        width, height = _WIDTH / _PIXELS_PER_MM, _HEIGHT / _PIXELS_PER_MM
        scale = close_scale(float(east - west), float(north - south), width, height)
        ratio = self.devicePixelRatioF()
        settings = QgsMapSettings()
        settings.setLayers([*self._lines.values(), *ground])
        settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:27700"))
        settings.setTransformContext(QgsProject.instance().transformContext())
        settings.setExtent(map_extent((float(west + east) / 2, float(south + north) / 2), scale, width, height))
        settings.setOutputSize(QSize(_WIDTH, _HEIGHT))
        settings.setDevicePixelRatio(ratio)
        settings.setOutputDpi(25.4 * _PIXELS_PER_MM)
        settings.setBackgroundColor(QColor("#ffffff"))
        job = QgsMapRendererParallelJob(settings)
        job.finished.connect(lambda: self._drawn(job))
        self._job = job
        job.start()

    def stop(self) -> None:
        """Give up a map that is being drawn."""
        if self._job is not None:
            self._job.cancelWithoutBlocking()
            self._job = None

    def loadResource(self, kind: int, address: QUrl) -> object:
        """Its own map, and never a file or an address."""
        if kind == QTextDocument.ResourceType.ImageResource and address.toString() == _MAP:
            return self._picture
        return QVariant()

    @property
    def has_map(self) -> bool:
        return not self._picture.isNull()

    def _drawn(self, job: QgsMapRendererParallelJob) -> None:
        if job is not self._job or self._job is None:
            return
        self._picture = self._job.renderedImage()
        self._job = None
        if self._letter is not None:
            self.show_letter(self._letter)

    def _figure(self) -> str:
        signs = "; ".join(f"{name}: {_SIGNS[name]}" for name in self._lines)
        picture = f'<img src="{_MAP}" width="{_WIDTH}" height="{_HEIGHT}">' if self.has_map else "The map is being drawn ..."
        return f"<p>{picture}<br><small>{signs}. Both to one scale; north is at the top.</small></p>"
