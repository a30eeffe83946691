"""The picture of how ready the datasets are, in the colours of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QByteArray, QEvent, QRectF
from qgis.PyQt.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from qgis.PyQt.QtSvg import QSvgRenderer
from qgis.PyQt.QtWidgets import QScrollArea, QWidget

from ...reports.readiness.colours import Colours
from ...reports.readiness.readiness_picture import WIDTH, picture_height, readiness_picture
from ...reports.readiness.readiness_summary import heading_words, summary_sentences

if TYPE_CHECKING:
    from ...constraints.readiness.dataset_readiness import Readiness

#: Below this share of white a window is a dark one.
_DARK = 128
#: A wider window makes the picture no larger than this.
_LARGEST = 1.15


class ReadinessPicture(QWidget):
    """Drawn anew in every size, so that it is sharp on every screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._readiness: Readiness | None = None
        self._renderer = QSvgRenderer(self)

    def show_readiness(self, readiness: Readiness) -> None:
        """Draws it, and says the same to whoever can't see it."""
        self._readiness = readiness
        self.setAccessibleName(f"How ready the datasets are: {heading_words(readiness)}")
        self.setAccessibleDescription(" ".join(summary_sentences(readiness)))
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._be_high_enough()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and self._readiness is not None:
            self._draw()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self._readiness is not None:
            scale = self._scale(self.width())
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._renderer.render(painter, QRectF(0, 0, scale * WIDTH, scale * self._height))
            painter.end()

    @property
    def _height(self) -> int:
        return picture_height(self._readiness) if self._readiness is not None else 1

    @staticmethod
    def _scale(width: int) -> float:
        return min(width / WIDTH, _LARGEST)

    def _draw(self) -> None:
        if self._readiness is not None:
            drawn = readiness_picture(self._readiness, colours_of(self.palette()))
            self._renderer.load(QByteArray(drawn.encode("utf-8")))
            self._be_high_enough()
            self.update()

    def _be_high_enough(self) -> None:
        """A scroll area asks no widget how high it is for its width."""
        self.setFixedHeight(max(round(self._scale(self.width()) * self._height), 1))


class ReadinessView(QScrollArea):
    """The picture, which is scrolled where it is higher than the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = ReadinessPicture()
        self.setWidget(self.picture)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.picture.setAutoFillBackground(False)


def colours_of(palette: QPalette) -> Colours:
    """Colours that can be told from the ground of a window, light or dark."""
    dark = palette.color(QPalette.ColorRole.Window).lightness() < _DARK
    signs = ("#6fb1e4", "#5fd28f", "#f0b952", "#ff8a80") if dark else ("#3d7fb8", "#00703c", "#8a5a00", "#b3261e")
    return Colours(palette.color(QPalette.ColorRole.WindowText).name(), "#9aa1a8" if dark else "#767b80", *signs)
