"""Tabs with little room round their words, so that six of them stand beside each other in a panel that leaves the map its room."""

from __future__ import annotations

from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtWidgets import QTabBar, QWidget

#: Pixels of the room beside the words of a tab that it can do without.
_SPARED = 14
_LETTERS = 0.88


class NarrowTabBar(QTabBar):
    """As wide as its words need; given to a QTabWidget before its tabs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * _LETTERS)
        self.setFont(font)

    def tabSizeHint(self, index: int) -> QSize:
        size = super().tabSizeHint(index)
        return QSize(size.width() - _SPARED, size.height())
