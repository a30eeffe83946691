"""Sentences below one another, each with its picture, as high as they need."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QGridLayout, QLabel, QWidget

from ...reports.plain_text import plain_text
from ..rich_text import tooltip

_ICON = 14


class SaidRow(NamedTuple):
    """``tip`` is what is said of it further."""

    icon: QIcon
    words: str
    tip: str = ""


class SaidRows(QWidget):
    """``name`` is what the sentences are together, for those who hear them."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 2, 0, 2)
        self._layout.setHorizontalSpacing(5)
        self._layout.setVerticalSpacing(3)
        self._layout.setColumnStretch(1, 1)
        self.words: list[str] = []

    def show_rows(self, rows: Iterable[SaidRow]) -> None:
        """Shows these in place of those before."""
        while self._layout.count():
            widget = self._layout.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        self.words = []
        for number, row in enumerate(rows):
            picture, said = QLabel(), QLabel()
            picture.setPixmap(row.icon.pixmap(QSize(_ICON, _ICON)))
            picture.setFixedWidth(_ICON)
            said.setTextFormat(Qt.TextFormat.PlainText)
            said.setWordWrap(True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            said.setText(plain_text(row.words))
            said.setToolTip(tooltip(row.tip or row.words))
            self._layout.addWidget(picture, number, 0, Qt.AlignmentFlag.AlignTop)
            self._layout.addWidget(said, number, 1)
            self.words.append(row.words)
        self.setVisible(bool(self.words))
