"""One field of a mapping table: what it is, the column that it takes, and how that column's values begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon, QPixmap, QWheelEvent
from qgis.PyQt.QtWidgets import QComboBox, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ...domain.check import Severity
from ...reports.plain_text import plain_text
from ..icons import severity_icon
from ..rich_text import tooltip

_FIELD, _WORDS, _COLUMN, _VALUES = range(4)
_NONE, _CONSTANT = "", object()
_NO_COLUMN, _EVERY_ROW = "No column", "Every row says…"
_SHOWN, _LONGEST = 3, 20


@dataclass(frozen=True)
class WantedField:
    """A field that is to be filled, and what it is in one sentence. A field that ``is_shape`` is filled by the layer's own shapes."""

    name: str
    words: str
    needed: bool = False
    is_shape: bool = False


class MappingRow(QObject):
    """``changed`` says that another column, or another text for every row, was chosen."""

    changed = pyqtSignal()

    def __init__(self, field: WantedField, columns: Sequence[str], tree: QTreeWidget, words: Mapping[str, str]) -> None:
        """``words`` are the council's words of this field, and what they are in the standard's."""
        super().__init__(tree)
        self.field = field
        self.lost = ""
        self._words = words
        self._values: Mapping[str, Sequence[str]] = {}
        self._item = QTreeWidgetItem(["", plain_text(field.words)])
        tree.addTopLevelItem(self._item)
        self.combo, self.edit = _SteadyCombo(), QLineEdit()
        if field.is_shape:
            return
        self.combo.addItem(_NO_COLUMN, _NONE)
        for name in columns:
            self.combo.addItem(plain_text(name), name)
        self.combo.addItem(_EVERY_ROW, _CONSTANT)
        self.combo.setAccessibleName(f"Column for {field.name}")
        self.combo.setMinimumContentsLength(10)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.edit.setAccessibleName(f"What every row says as {field.name}")
        self.edit.setPlaceholderText("the same for every row")
        tree.setItemWidget(self._item, _COLUMN, _in_the_middle(self.combo))
        tree.setItemWidget(self._item, _VALUES, _in_the_middle(self.edit))
        self.combo.currentIndexChanged.connect(lambda _index: self._settle())
        self.edit.textChanged.connect(lambda _text: self._settle())

    def choose(self, column: str, constant: str, lost: str) -> None:
        """Shows what a mapping says: a column, or else a text for every row; ``lost`` is a column that it names and that is not there."""
        self.lost = lost
        self.combo.blockSignals(True)
        self.edit.blockSignals(True)
        self.combo.setCurrentIndex(self.combo.findData(column) if column or not constant else self.combo.count() - 1)
        self.edit.setText(constant)
        self.combo.blockSignals(False)
        self.edit.blockSignals(False)
        self.show_state()

    def show_shapes(self, words: str) -> None:
        """Says what fills a field of shapes; "" where the layer has none for it."""
        self._item.setText(_COLUMN, plain_text(words))
        self._item.setToolTip(_COLUMN, tooltip(words))
        self.show_state()

    def show_values(self, values: Mapping[str, Sequence[str]]) -> None:
        """How the values of each column begin."""
        self._values = values
        self.show_state()

    @property
    def column(self) -> str:
        """The chosen column, "" where there is none."""
        return str(self.combo.currentData()) if self.combo.currentIndex() > 0 and not self._says_the_same else ""

    @property
    def constant(self) -> str:
        """What every row says, "" where each has its own."""
        return self.edit.text().strip() if self._says_the_same else ""

    @property
    def is_lacking(self) -> bool:
        """Whether the field is needed and nothing fills it."""
        filled = self._item.text(_COLUMN) if self.field.is_shape else self.column or self.constant
        return self.field.needed and not filled

    @property
    def _says_the_same(self) -> bool:
        return not self.field.is_shape and self.combo.currentIndex() == self.combo.count() - 1

    def _settle(self) -> None:
        self.lost = ""
        self.show_state()
        self.changed.emit()

    def show_state(self) -> None:
        """Says whether something is wanting, by picture and words, and how the values begin."""
        need = "needed" if self.field.needed else "optional"
        if self.lost:
            need = f"“{self.lost}” is not there"
        elif self.is_lacking:
            need = "needed: not filled"
        wrong = bool(self.lost) or self.is_lacking
        self._item.setText(_FIELD, f"{plain_text(self.field.name)}\n{plain_text(need)}")
        self._item.setIcon(_FIELD, severity_icon(Severity.WARNING) if wrong else _no_icon())
        if self.field.is_shape:
            return
        self.edit.setVisible(self._says_the_same)
        begin = [self._shown(text) for text in self._values.get(self.column, ())[:_SHOWN]]
        self._item.setText(_VALUES, "" if self._says_the_same else plain_text(" · ".join(begin)))
        self._item.setToolTip(_VALUES, tooltip("\n".join(begin)))

    @property
    def values_shown(self) -> str:
        """How the column's values begin, as they stand in the table."""
        return str(self._item.text(_VALUES))

    def _shown(self, text: str) -> str:
        short = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
        return f"{short} → {self._words[text]}" if text in self._words else short


def _in_the_middle(widget: QWidget) -> QWidget:
    """A cell of a row that may be higher than what stands in it."""
    cell = QWidget()
    layout = QVBoxLayout(cell)
    layout.setContentsMargins(2, 1, 2, 1)
    layout.addStretch(1)
    layout.addWidget(widget)
    layout.addStretch(1)
    return cell


def _no_icon() -> QIcon:
    """Nothing to see, as wide as a picture, so that names stand below each other."""
    nothing = QPixmap(16, 16)
    nothing.fill(Qt.GlobalColor.transparent)
    return QIcon(nothing)


class _SteadyCombo(QComboBox):
    """Keeps its choice while the table under the mouse is scrolled."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
