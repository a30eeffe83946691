"""How a case stands in the list: reference and counts, address, next date; three lines, no widget."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import QModelIndex, QRect, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QPalette
from qgis.PyQt.QtWidgets import QApplication, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ...domain.case import CaseRow
from ...domain.check import Severity
from ...domain.finding import DatasetState
from ...domain.status import status_words
from ...reports.plain_text import plain_text
from ..icons import icon, severity_icon, state_icon
from ..overdue_colour import overdue_colour
from .case_words import waiting_words
from .cases_model import CASE

_MARGIN = 5
_GAP = 3
_PICTURE = 13
_DOT = 7
_CHANGED = QColor(29, 112, 184)


class CasesDelegate(QStyledItemDelegate):
    """Paints what CasesModel holds."""

    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self._view = parent
        self._line = 0
        self._heading = self._case = QSize()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """Asked of every row at once, so it looks at nothing but the kind of row."""
        line = option.fontMetrics.height()
        if line != self._line:
            self._line = line
            self._heading, self._case = QSize(120, line + 2 * _GAP), QSize(120, 3 * line + 4 + 2 * _GAP)
        return self._heading if self._view.model().is_heading(index.row()) else self._case

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        painter.save()
        row = index.data(CASE)
        if row is None:
            _paint_heading(painter, option, str(index.data()))
        else:
            style = option.widget.style() if option.widget is not None else QApplication.style()
            style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
            _paint_case(painter, option, row)
        painter.restore()


def _paint_heading(painter: QPainter, option: QStyleOptionViewItem, words: str) -> None:
    painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.AlternateBase))
    font = QFont(option.font)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(option.palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Text))
    room = option.rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
    painter.drawText(
        room, int(Qt.AlignmentFlag.AlignVCenter), QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    )


def _paint_case(painter: QPainter, option: QStyleOptionViewItem, row: CaseRow) -> None:
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    palette = option.palette
    plain = palette.color(QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text)
    quiet = QColor(plain)
    quiet.setAlpha(200)
    line = option.fontMetrics.height()
    room = option.rect.adjusted(_MARGIN + _DOT + 3, _GAP, -_MARGIN, -_GAP)
    if row.changed:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(plain if chosen else _CHANGED)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QRect(option.rect.left() + _MARGIN - 1, room.top() + (line - _DOT) // 2, _DOT, _DOT))
    first = QRect(room.left(), room.top(), room.width(), line)
    left = _paint_counts(painter, option, first, row, plain)
    bold = QFont(option.font)
    bold.setBold(True)
    _write(painter, bold, QRect(first.left(), first.top(), left - first.left() - 4, line), plain_text(row.reference), plain)
    second = first.translated(0, line + 1)
    second.setLeft(option.rect.left() + _MARGIN)
    _write(painter, option.font, second, plain_text(row.address) or plain_text(row.description), plain)
    _paint_date(painter, option, second.translated(0, line + 1), row, plain if chosen else None, quiet)
    rule = palette.color(QPalette.ColorRole.Mid)
    rule.setAlpha(90)
    painter.setPen(rule)
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())


def _paint_counts(painter: QPainter, option: QStyleOptionViewItem, room: QRect, row: CaseRow, colour: QColor) -> int:
    """The counts from the right, each with its picture; gives where the leftmost begins. A nought is left out."""
    pictures: list[tuple[QIcon, str]] = []
    if row.waiting:
        pictures.append((icon("waiting-to-send"), str(row.waiting)))
    if row.red_line_errors:
        pictures.append((severity_icon(Severity.ERROR), str(row.red_line_errors)))
    if row.overlaps is None:
        pictures.append((state_icon(DatasetState.NOT_CHECKED) if row.red_line_errors else icon("state-pending"), ""))
    else:
        counted: Sequence[tuple[DatasetState, int | None]] = (
            (DatasetState.OVERLAPS, row.overlaps),
            (DatasetState.TOUCHES, row.touches),
            (DatasetState.NOT_CHECKED, row.not_checked),
        )
        pictures.extend((state_icon(state), str(count)) for state, count in counted if count)
        if len(pictures) == bool(row.red_line_errors) + bool(row.waiting):
            pictures.append((state_icon(DatasetState.CLEAR), ""))
    painter.setFont(option.font)
    painter.setPen(colour)
    right = room.right()
    for picture, words in reversed(pictures):
        width = option.fontMetrics.horizontalAdvance(words)
        painter.drawText(QRect(right - width, room.top(), width + 1, room.height()), int(Qt.AlignmentFlag.AlignVCenter), words)
        right -= width + (3 if words else 0) + _PICTURE
        picture.paint(painter, right, room.top() + (room.height() - _PICTURE) // 2, _PICTURE, _PICTURE)
        right -= 7
    return right


def _paint_date(painter: QPainter, option: QStyleOptionViewItem, room: QRect, row: CaseRow, chosen: QColor | None, quiet: QColor) -> None:
    coming = row.next_date
    status = waiting_words(row) or status_words(row.status)
    words = coming.text if coming is not None else "no date is coming"
    if option.fontMetrics.horizontalAdvance(words) > room.width() - 2 * _PICTURE:
        words = words.replace(" days overdue", " d overdue")
    left = room.left()
    urgent = coming is not None and coming.days <= 0
    if urgent:
        icon("overdue").paint(painter, left, room.top() + (room.height() - _PICTURE) // 2, _PICTURE, _PICTURE)
        left += _PICTURE + 3
    metrics = option.fontMetrics
    width = min(metrics.horizontalAdvance(words) + 4, room.right() - left)
    colour = chosen or (overdue_colour(quiet) if urgent else quiet)
    _write(painter, option.font, QRect(left, room.top(), width, room.height()), words, colour)
    rest = QRect(left + width + 8, room.top(), room.right() - left - width - 8, room.height())
    if rest.width() >= metrics.horizontalAdvance(status):
        painter.setPen(chosen or quiet)
        painter.drawText(rest, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), status)


def _write(painter: QPainter, font: QFont, room: QRect, words: str, colour: QColor) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(
        room, int(Qt.AlignmentFlag.AlignVCenter), QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    )
