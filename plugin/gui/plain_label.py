"""A label that shows words as they read and wraps them."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel


def plain_label(words: str = "") -> QLabel:
    """Nothing in ``words`` is markup, whoever wrote them."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
