"""The counts of a case in one line: red-line errors, and how many datasets overlap, touch, were not checked or are clear."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QWidget

from ...domain.case import CaseRow
from ...domain.check import Severity
from ...domain.finding import DatasetState
from ..case_list.case_words import count_sentence
from ..icons import severity_icon, state_icon


class CaseCounts(QWidget):
    """Each count is a picture, the number and its word; a count that is not known reads "?"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        self._labels: dict[str, QLabel] = {}
        for name, picture in _PICTURES.items():
            image = QLabel()
            image.setPixmap(picture().pixmap(QSize(14, 14)))
            row.addWidget(image)
            label = QLabel()
            label.setObjectName(f"count-{name.replace(' ', '-')}")
            label.setTextFormat(Qt.TextFormat.PlainText)
            row.addWidget(label)
            row.addSpacing(6)
            self._labels[name] = label
        row.addStretch(1)

    def show_case(self, row: CaseRow) -> None:
        self.setToolTip(count_sentence(row))
        counts = {"errors": row.red_line_errors, "overlap": row.overlaps, "touch": row.touches, "not checked": row.not_checked}
        for name, count in counts.items():
            self._labels[name].setText(f"{'?' if count is None else count} {_word(name, count)}")

    def text(self) -> str:
        """What is shown, in words."""
        return ", ".join(label.text() for label in self._labels.values())


def _word(name: str, count: int | None) -> str:
    singular = {"errors": "error", "overlap": "overlaps", "touch": "touches"}
    return singular.get(name, name) if count == 1 else name


def _error() -> QIcon:
    return severity_icon(Severity.ERROR)


def _state(state: DatasetState) -> Callable[[], QIcon]:
    return lambda: state_icon(state)


_PICTURES: dict[str, Callable[[], QIcon]] = {
    "errors": _error,
    "overlap": _state(DatasetState.OVERLAPS),
    "touch": _state(DatasetState.TOUCHES),
    "not checked": _state(DatasetState.NOT_CHECKED),
}
