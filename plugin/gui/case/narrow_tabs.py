"""Tabs with little room round their words, so that all of them stand beside each other in a panel that leaves the map its room."""

from __future__ import annotations

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QPaintEvent
from qgis.PyQt.QtWidgets import QStyle, QStyleOptionFocusRect, QStyleOptionTab, QStylePainter, QTabBar, QWidget

#: Pixels on each side of a tab's words.
_MARGIN = 4
_LETTERS = 0.88


class NarrowTabBar(QTabBar):
    """As wide as its words need; given to a QTabWidget before its tabs.

    A style keeps a margin of its own inside a tab and cuts the words where the tab is narrower: they are drawn here over the whole tab.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * _LETTERS)
        self.setFont(font)

    def words_width(self, index: int) -> int:
        """How wide the words of a tab are, in pixels."""
        return int(self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.tabText(index)).width())

    def tabSizeHint(self, index: int) -> QSize:
        return QSize(self.words_width(index) + 2 * _MARGIN, super().tabSizeHint(index).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        # The chosen tab lies over its neighbours
        for index in sorted(range(self.count()), key=lambda other: other == self.currentIndex()):
            option = QStyleOptionTab()
            self.initStyleOption(option, index)
            painter.drawControl(QStyle.ControlElement.CE_TabBarTabShape, option)
            words = self.tabRect(index)
            painter.drawItemText(
                words,
                Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic,
                self.palette(),
                self.isTabEnabled(index),
                self.tabText(index),
                self.foregroundRole(),
            )
            if index == self.currentIndex() and self.hasFocus():
                focus = QStyleOptionFocusRect()
                focus.initFrom(self)
                focus.rect = words.adjusted(3, 3, -3, -3)
                painter.drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, focus)
