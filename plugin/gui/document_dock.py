"""A picture of a case beside the map: a plan, a photograph. The wheel zooms, the hand moves."""

from __future__ import annotations

from qgis.gui import QgisInterface, QgsDockWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QImageReader, QPainter, QPixmap, QResizeEvent, QWheelEvent
from qgis.PyQt.QtWidgets import QGraphicsPixmapItem, QGraphicsScene, QGraphicsView, QLabel, QVBoxLayout, QWidget

from .docks import make_dock

#: Pixels beyond which a picture is read smaller: A0 at 150 dots an inch has 35 million.
_MOST_PIXELS = 60_000_000
_STEP = 1.25


class PictureView(QGraphicsView):
    """One picture, fitted to its room until somebody zooms."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
        self._item = QGraphicsPixmapItem()
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self.scene().addItem(self._item)
        self._fitted = True
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)

    def show_file(self, path: str) -> str:
        """Shows a picture; a sentence where it can't be read, else ""."""
        reader = QImageReader(path)
        reader.setAutoTransform(True)
        size = reader.size()
        if size.isValid() and size.width() * size.height() > _MOST_PIXELS:
            reader.setScaledSize(size / (size.width() * size.height() / _MOST_PIXELS) ** 0.5)
        image = reader.read()
        if image.isNull():
            self._item.setPixmap(QPixmap())
            return f"This picture can't be shown: {reader.errorString()}."
        self._item.setPixmap(QPixmap.fromImage(image))
        self.scene().setSceneRect(self._item.boundingRect())
        self._fitted = True
        self._fit()
        return ""

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._fitted = False
        step = _STEP if event.angleDelta().y() > 0 else 1 / _STEP
        self.scale(step, step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._fitted and not self._item.pixmap().isNull():
            self.fitInView(self._item, Qt.AspectRatioMode.KeepAspectRatio)


class DocumentDock:
    """The dock "Document", behind nothing and closed until a picture is opened."""

    def __init__(self, iface: QgisInterface) -> None:
        self._panel = QWidget()
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self.view = PictureView()
        layout = QVBoxLayout(self._panel)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self._title)
        layout.addWidget(self.view, 1)
        self.dock: QgsDockWidget = make_dock(iface, "Document", "redlineDocument", self._panel)
        self._iface = iface
        iface.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.dock)
        self.dock.hide()

    def put_away(self) -> None:
        """Another case is looked at: a plan must not be taken for one of its own."""
        if self.dock.isUserVisible():
            self.dock.setUserVisible(False)

    def show_picture(self, path: str, title: str) -> None:
        """Shows a picture beside the map."""
        first = not self.dock.isVisible()
        self.dock.setUserVisible(True)
        if first:
            self._iface.mainWindow().resizeDocks([self.dock], [300], Qt.Orientation.Vertical)
        self._title.setText(self.view.show_file(path) or title)
