"""The state of every dataset in a few lines that are always in sight: a picture, the count and the word, then the names."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from ...domain.finding import DatasetResult, DatasetState
from ...reports.plain_text import plain_text
from ..icons import state_icon
from ..rich_text import escape

#: The order in which an officer needs them.
STATES = (DatasetState.OVERLAPS, DatasetState.TOUCHES, DatasetState.NOT_CHECKED, DatasetState.CLEAR)

_WORDS = {
    DatasetState.OVERLAPS: ("overlaps", "overlap"),
    DatasetState.TOUCHES: ("touches", "touch"),
    DatasetState.NOT_CHECKED: ("not checked", "not checked"),
    DatasetState.CLEAR: ("clear", "clear"),
}


def count_words(state: DatasetState, count: int) -> str:
    """Such as: 1 touches, 3 overlap."""
    singular, plural = _WORDS[state]
    return f"{count} {singular if count == 1 else plural}"


class StateBoard(QWidget):
    """Four lines, one per state, in the order of need; each dataset's name is a link that ``dataset_chosen`` reports."""

    dataset_chosen = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        self._lines: dict[DatasetState, QLabel] = {}
        for row, state in enumerate(STATES):
            picture = QLabel()
            picture.setPixmap(state_icon(state).pixmap(QSize(16, 16)))
            grid.addWidget(picture, row, 0, Qt.AlignmentFlag.AlignTop)
            line = QLabel()
            line.setObjectName(f"board-{state.value.replace(' ', '-')}")
            line.setTextFormat(Qt.TextFormat.RichText)
            line.setWordWrap(True)
            line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard)
            line.linkActivated.connect(self.dataset_chosen)
            grid.addWidget(line, row, 1)
            self._lines[state] = line

    def show_results(self, results: Sequence[DatasetResult]) -> None:
        for state, line in self._lines.items():
            mine = [result for result in results if result.state is state]
            names = ", ".join(self._name(result) for result in mine)
            line.setText(f"<b>{escape(count_words(state, len(mine)))}</b>{': ' if mine else ''}{names}")

    def text(self, state: DatasetState) -> str:
        """The line as it is shown, with its markup."""
        return self._lines[state].text()

    def _name(self, result: DatasetResult) -> str:
        colour = self.palette().color(QPalette.ColorRole.WindowText).name()
        name = escape(plain_text(result.name) or result.dataset)
        several = f" ({result.count})" if result.count > 1 else ""
        return f'<a href="{escape(result.dataset)}" style="color: {colour}; text-decoration: none">{name}{several}</a>'
