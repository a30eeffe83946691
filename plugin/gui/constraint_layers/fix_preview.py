"""One fault in full, and what its safe fix would make of it: before and after, as texts or as areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFormLayout, QFrame, QLabel, QVBoxLayout, QWidget

from ...reports.plain_text import plain_text
from ..plain_label import plain_label

if TYPE_CHECKING:
    import shapely

    from ...constraints.standard.issue import Fix, Issue

_CHOOSE = "Choose a fault to see it on the map, and what can be done about it."
_NO_FIX = "There is no safe fix: somebody who knows the record must mend it at its source."


class FixPreview(QFrame):
    """Says what is chosen; a map stands beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.messageLabel, self.wordsLabel = plain_label(_CHOOSE), plain_label()
        self.beforeLabel, self.afterLabel = plain_label(), plain_label()
        for label in (self.messageLabel, self.beforeLabel, self.afterLabel):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self._both = QWidget()
        form = QFormLayout(self._both)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(QLabel("Before"), self.beforeLabel)
        form.addRow(QLabel("After"), self.afterLabel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.messageLabel, self._both, self.wordsLabel):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.show_issue(None)

    def show_issue(self, issue: Issue | None) -> None:
        """The fault that was chosen, None where none is."""
        fix = issue.fix if issue is not None else None
        self.messageLabel.setText(plain_text(issue.message) if issue is not None else _CHOOSE)
        self._both.setVisible(fix is not None)
        self.wordsLabel.setVisible(issue is not None and issue.row is not None)
        if fix is None:
            self.wordsLabel.setText(_NO_FIX)
            return
        before, after = _areas(fix) if fix.is_shape else (f"“{fix.before}”", f"“{fix.after}”")
        self.beforeLabel.setText(plain_text(before))
        self.afterLabel.setText(plain_text(after))
        self.wordsLabel.setText(plain_text(fix.words))


def _areas(fix: Fix) -> tuple[str, str]:
    import shapely

    return shape_words(shapely.from_wkt(fix.before) if fix.before else None), shape_words(shapely.from_wkt(fix.after))


def shape_words(shape: shapely.Geometry | None) -> str:
    """How large a shape is, as exactly as a repair is told; None is one that can't be placed. Crossing lines count as they count."""
    from shapely import area

    return f"{float(area(shape)):,.1f} m²" if shape is not None else "nowhere: it can't be placed"
