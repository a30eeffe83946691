"""A plan over the map: its paper lets the map show through. It is drawn by the window alone, so no project and no sheet ever holds it."""

from __future__ import annotations

from math import floor, log2, sqrt
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCsException, QgsPointXY
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem
from qgis.PyQt.QtCore import QPointF, QRect, QRectF, Qt
from qgis.PyQt.QtGui import QImage, QPainter, QTransform
from qgis.PyQt.sip import isdeleted

if TYPE_CHECKING:
    from ...boundary.georeference import Placement
    from ..tasks.plan_picture_task import PlanPicture

_GRID = "EPSG:27700"
#: Over the map, under the lines and grips that are drawn on it, which stand at 0.
_HEIGHT = -1.0
#: How much more than the window is drawn at once, on each side, so that there is something to see while the map is moved.
_ROUND_ABOUT = 0.25


class PlanItem(QgsMapCanvasItem):
    """One page. White paper is clear and ink darkens the map, as if the plan were printed on glass."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._path: Path | None = None
        self._levels: list[QImage] = []
        self._placement: Placement | None = None
        self._opacity = 1.0
        self._lies: QTransform | None = None
        self._drawn: tuple[tuple[object, ...], QImage, QPointF] | None = None
        self.setZValue(_HEIGHT)

    def show_page(self, page: PlanPicture, placement: Placement, opacity: float) -> bool:
        """Lay the page like this; whether its picture can be read."""
        if page.path != self._path or not self._levels:
            self.prepareGeometryChange()
            self._lies = None
            image = QImage(str(page.path))
            self._path, self._levels = page.path, [] if image.isNull() else [_on_white(image)]
        self._placement, self._opacity, self._drawn = placement, opacity, None
        self.updatePosition()
        return bool(self._levels)

    def set_opacity(self, opacity: float) -> None:
        """From 0 to 1."""
        self._opacity = opacity
        self.update()

    def remove(self) -> None:
        """Take it off the map; the canvas may be gone already when QGIS closes."""
        if not isdeleted(self._canvas) and not isdeleted(self) and self.scene() is not None:
            self.scene().removeItem(self)

    def updatePosition(self) -> None:
        """Called by QGIS whenever the map shows something else."""
        # The scene keeps what boundingRect told it, so that it may change here alone
        self.prepareGeometryChange()
        self._lies = self._on_canvas()
        self.update()

    def boundingRect(self) -> QRectF:
        return self._lies.mapRect(QRectF(self._levels[0].rect())) if self._lies is not None else QRectF()

    def paint(self, painter: QPainter, _option: object = None, _widget: object = None) -> None:
        if self._lies is None:
            return
        image, at = self._picture(self._lies, painter.device().devicePixelRatioF())
        painter.save()
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.setOpacity(self._opacity)
        painter.drawImage(at, image)
        painter.restore()

    def _on_canvas(self) -> QTransform | None:
        """From pixels of the page to those of the canvas, also where the map is turned or of another reference system."""
        if not self._levels or self._placement is None or isdeleted(self._canvas):
            return None
        width, height = self._levels[0].width(), self._levels[0].height()
        settings = self._canvas.mapSettings()
        to_map = QgsCoordinateTransform(QgsCoordinateReferenceSystem(_GRID), settings.destinationCrs(), settings.transformContext())
        places = [self._placement.on_ground(corner) for corner in ((0.0, 0.0), (float(width), 0.0), (0.0, float(height)))]
        try:
            start, across, down = (self.toCanvasCoordinates(to_map.transform(QgsPointXY(*place))) for place in places)
        except QgsCsException:
            return None
        right, below = (across - start) / width, (down - start) / height
        return QTransform(right.x(), right.y(), below.x(), below.y(), start.x(), start.y())

    def _picture(self, lies: QTransform, ratio: float) -> tuple[QImage, QPointF]:
        """The page as the window shows it, and where: made once for each view, because the lines over it move with the mouse."""
        seen = self._canvas.viewport().rect()
        key = (lies.m11(), lies.m12(), lies.m21(), lies.m22(), lies.dx(), lies.dy(), seen.width(), seen.height(), ratio)
        if self._drawn is None or self._drawn[0] != key:
            more, taller = round(seen.width() * _ROUND_ABOUT), round(seen.height() * _ROUND_ABOUT)
            box = lies.mapRect(QRectF(self._levels[0].rect())).toAlignedRect().intersected(seen.adjusted(-more, -taller, more, taller))
            self._drawn = (key, self._laid(lies, box, ratio), QPointF(box.topLeft()))
        return self._drawn[1:]

    def _laid(self, lies: QTransform, box: QRect, ratio: float) -> QImage:
        image = QImage(box.size() * ratio, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.transparent)
        if image.isNull():
            return image
        page = self._level(sqrt(abs(lies.determinant())) * ratio)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setTransform(lies * QTransform.fromTranslate(-box.left(), -box.top()))
        painter.drawImage(QRectF(self._levels[0].rect()), page)
        painter.end()
        return image

    def _level(self, scale: float) -> QImage:
        """The page, halved as often as ``scale`` allows: thin lines would break if many pixels fell on one."""
        wanted = max(0, floor(log2(1 / scale))) if scale > 0 else 0
        while len(self._levels) <= wanted and min(self._levels[-1].width(), self._levels[-1].height()) > 64:
            last = self._levels[-1]
            half = last.size() / 2
            self._levels.append(last.scaled(half, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation))
        return self._levels[min(wanted, len(self._levels) - 1)]


def _on_white(image: QImage) -> QImage:
    """What a picture leaves clear is paper too."""
    page = QImage(image.size(), QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    painter = QPainter(page)
    # A picture may say that it is of a finer screen; here a pixel is a pixel
    painter.drawImage(QRectF(page.rect()), image, QRectF(image.rect()))
    painter.end()
    return page
