"""One page of a document, opened at what is drawn on it, until somebody zooms. The wheel zooms, the hand moves."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import QRectF, Qt, pyqtSignal
from qgis.PyQt.QtGui import QImage, QKeyEvent, QPainter, QPixmap, QResizeEvent, QWheelEvent
from qgis.PyQt.QtWidgets import QGraphicsPixmapItem, QGraphicsScene, QGraphicsView, QWidget

from .drawn_part import DrawnPart, drawn_part

_STEP = 1.25
#: How much smaller than at the width of the page a drawing may be, so that all of it is in sight.
_WHOLE = 0.6
#: How small a page may get, against its room, and how large a dot of it, in pixels.
_SMALLEST, _LARGEST = 0.5, 16.0


class PageView(QGraphicsView):
    """Shows a picture; nothing before the first. ``turned`` asks for the next page (1) or the one before (-1)."""

    turned = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
        self._item = QGraphicsPixmapItem()
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self.scene().addItem(self._item)
        self._drawn = DrawnPart(QRectF(), QRectF())
        self._fit: Callable[[], None] | None = self._fit_drawn
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setAccessibleName("Page of the document")

    @property
    def is_empty(self) -> bool:
        return bool(self._item.pixmap().isNull())

    def show_image(self, image: QImage) -> None:
        """Shows a page, at least as wide as its room, where it has its drawing."""
        self._item.setPixmap(QPixmap.fromImage(image))
        self.scene().setSceneRect(self._item.boundingRect())
        self._drawn = drawn_part(image)
        self._fit = self._fit_drawn
        self._fit()

    def clear(self) -> None:
        self._item.setPixmap(QPixmap())

    def fit(self) -> None:
        """The whole page in sight, and again whenever its room changes."""
        self._fit = self._fit_page
        self._fit()

    def zoom(self, step: int) -> None:
        """Larger (1) or smaller (-1)."""
        if self.is_empty:
            return
        factor = _STEP if step > 0 else 1 / _STEP
        scale = self.transform().m11() * factor
        whole = min(
            self.viewport().width() / max(1.0, self.sceneRect().width()), self.viewport().height() / max(1.0, self.sceneRect().height())
        )
        if whole * _SMALLEST <= scale <= _LARGEST:
            self._fit = None
            self.scale(factor, factor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1}
        if event.key() in keys:
            self.turned.emit(keys[event.key()])
        elif event.key() in zooms:
            self.zoom(zooms[event.key()])
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(1 if event.angleDelta().y() > 0 else -1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fit is not None:
            self._fit()

    def _fit_page(self) -> None:
        if not self.is_empty:
            self.fitInView(self._item, Qt.AspectRatioMode.KeepAspectRatio)

    def _fit_drawn(self) -> None:
        """The main piece of what is drawn, whole where that does not make it small, else at the width of the page and from its top."""
        if self.is_empty:
            return
        room, main = self.viewport().size(), self._drawn.main
        whole = min(room.width() / main.width(), room.height() / main.height())
        wide = room.width() / self.sceneRect().width()
        scale = min(whole if whole >= wide * _WHOLE else wide, _LARGEST)
        self.resetTransform()
        self.scale(scale, scale)
        across = main if main.width() * scale <= room.width() else self._drawn.all
        self.centerOn(across.center().x(), main.top() + min(main.height(), room.height() / scale) / 2)
