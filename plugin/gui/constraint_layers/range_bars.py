"""A cell with a bar from the lower to the upper quartile and a mark at the median, on the scale of its measure."""

from __future__ import annotations

from qgis.PyQt.QtCore import QModelIndex, QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QPainter, QPen
from qgis.PyQt.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

#: Where a cell keeps (lower, median, upper, longest of its measure); nothing where no figures are told.
RANGE = Qt.ItemDataRole.UserRole + 1
_MARGIN = 6.0


class RangeBars(QStyledItemDelegate):
    """The figures stand in words in the cells before it, so that nobody has to see the bar."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        super().paint(painter, option, index)
        told = index.data(RANGE)
        if not told:
            return
        lower, median, upper, longest = told
        room = QRectF(option.rect).adjusted(_MARGIN, 2, -_MARGIN, -2)
        scale = room.width() / longest if longest > 0 else 0.0
        middle, left = room.center().y(), room.left()
        palette = option.palette
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(palette.mid().color(), 1))
        painter.drawLine(QPointF(left, middle), QPointF(room.right(), middle))
        bar = QRectF(left + scale * lower, middle - 5, max(scale * (upper - lower), 2.0), 10)
        painter.fillRect(bar, palette.highlight())
        painter.setPen(QPen(palette.text().color(), 3))
        at = left + scale * median
        painter.drawLine(QPointF(at, room.top()), QPointF(at, room.bottom()))
        painter.restore()
