"""Tabs with little room round their words, in a second row where one is too short for all of them: a panel leaves the map its room."""

from __future__ import annotations

from qgis.PyQt.QtCore import QEvent, QPoint, QRect, QSize, Qt
from qgis.PyQt.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPaintEvent
from qgis.PyQt.QtWidgets import QStyle, QStyleOptionFocusRect, QStyleOptionTab, QStylePainter, QTabBar, QToolTip, QWidget

#: Pixels on each side of a tab's words.
_MARGIN = 4
_LETTERS = 0.88
#: What a panel is never narrower than, in pixels.
_LEAST_WIDTH = 300


class NarrowTabBar(QTabBar):
    """As wide as its words need; given to a QTabWidget before its tabs.

    ``second_row`` is the tab that a second row begins with where one row is too short; a row that is too short still goes on below. Qt
    lays tabs out in one row only: where each tab stands, is painted and is pressed, is told here.
    """

    def __init__(self, second_row: int = -1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._second_row = second_row
        self._widths: dict[str, int] = {}
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * _LETTERS)
        self.setFont(font)

    def words_width(self, index: int) -> int:
        """How wide the words of a tab are, in pixels."""
        words = self.tabText(index)
        if words not in self._widths:
            self._widths[words] = int(self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, words).width())
        return self._widths[words]

    def changeEvent(self, event: QEvent) -> None:
        # Qt asks where tabs stand a hundred times while a case is shown: words are measured once a font
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._widths.clear()
        super().changeEvent(event)

    def tabSizeHint(self, index: int) -> QSize:
        return QSize(self.words_width(index) + 2 * _MARGIN, super().tabSizeHint(index).height())

    def tabRect(self, index: int) -> QRect:
        """Where a tab stands, in the bar's own pixels."""
        places = self._places(self.width())
        return places[index] if 0 <= index < len(places) else QRect()

    def tabAt(self, position: QPoint) -> int:
        """The tab at a place, -1 without one."""
        return next((index for index, place in enumerate(self._places(self.width())) if place.contains(position)), -1)

    def sizeHint(self) -> QSize:
        width = self.parentWidget().width() if self.parentWidget() is not None else self.width()
        places = self._places(width)
        return QSize(width, max((place.bottom() + 1 for place in places), default=0))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(_LEAST_WIDTH, self.sizeHint().width()), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tabToolTip(self.tabAt(event.pos())), self)
            return True
        return bool(super().event(event))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.tabAt(event.pos())
        if event.button() == Qt.MouseButton.LeftButton and index >= 0:
            self.setCurrentIndex(index)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from tab to tab, home and end to the first and last one; the others are the panel's."""
        last = self.count() - 1
        to = {
            Qt.Key.Key_Left: max(self.currentIndex() - 1, 0),
            Qt.Key.Key_Right: min(self.currentIndex() + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(event.key())
        if to is None:
            event.ignore()
            return
        self.setCurrentIndex(to)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        places = self._places(self.width())
        # The chosen tab lies over its neighbours, and a lower row over the one above it
        for index in sorted(range(self.count()), key=lambda other: (places[other].top(), other == self.currentIndex())):
            option = QStyleOptionTab()
            self.initStyleOption(option, index)
            option.rect = places[index]
            painter.setClipRect(places[index])
            painter.drawControl(QStyle.ControlElement.CE_TabBarTabShape, option)
            painter.drawItemText(
                places[index],
                Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic,
                self.palette(),
                self.isTabEnabled(index),
                self.tabText(index),
                self.foregroundRole(),
            )
            if index == self.currentIndex() and self.hasFocus():
                focus = QStyleOptionFocusRect()
                focus.initFrom(self)
                focus.rect = places[index].adjusted(3, 3, -3, -3)
                painter.drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, focus)

    def _places(self, width: int) -> list[QRect]:
        sizes = [self.tabSizeHint(index) for index in range(self.count())]
        one_row = sum(size.width() for size in sizes) <= width
        places: list[QRect] = []
        left = top = 0
        for index, size in enumerate(sizes):
            begins = not one_row and index == self._second_row
            if left and (begins or left + size.width() > width):
                left, top = 0, top + size.height()
            places.append(QRect(left, top, size.width(), size.height()))
            left += size.width()
        return places
