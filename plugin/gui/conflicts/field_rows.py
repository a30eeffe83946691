"""One field in conflict: what it was, mine, the back office's, side by side, and the officer's choice between them."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QButtonGroup, QFrame, QGridLayout, QLabel, QPlainTextEdit, QRadioButton, QVBoxLayout, QWidget

from ...domain.conflict import Choice, Conflict, ConflictKind, Side
from ...reports.conflict_words import GONE, LINE, change_words, field_words, may_be_worded_anew, side_words, standing_words
from ...reports.word_differences import runs
from ..rich_text import escape
from .lines_map import LinesMap

_NOTHING = "(nothing)"
_COLUMNS = {"base": 0, "mine": 1, "theirs": 2}
_LINE_WORDS = {"base": "dotted on the map", "mine": "solid on the map", "theirs": "dashed on the map"}


class FieldRows(QFrame):
    """``chosen`` is emitted when the choice, or the third wording, has changed."""

    chosen = pyqtSignal()

    def __init__(self, conflict: Conflict, choice: Choice | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.conflict = conflict
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.isLine = conflict.field == LINE
        title = field_words(conflict.field)
        self.titleLabel = _label(f"{title}: {standing_words(conflict)}", "Field")
        font = self.titleLabel.font()
        font.setBold(True)
        self.titleLabel.setFont(font)
        self.texts = {name: _rich(f"{title}, {name}") for name in _COLUMNS}
        self.changes = {name: _label("", f"{title}, what {name} changes") for name in ("mine", "theirs")}
        self.mineButton = QRadioButton("Mine")
        self.theirsButton = QRadioButton("The back office's")
        self.otherButton = QRadioButton("Another wording:")
        self.otherEdit = QPlainTextEdit()
        self.otherEdit.setTabChangesFocus(True)
        self.otherEdit.setAccessibleName(f"{title}, another wording")
        self.otherEdit.setMaximumHeight(90)
        self._buttons = {Side.MINE: self.mineButton, Side.THEIRS: self.theirsButton, Side.OTHER: self.otherButton}
        self._group = QButtonGroup(self)
        for side, button in self._buttons.items():
            button.setAccessibleName(f"{title}: {side.value}")
            self._group.addButton(button)
        grid = QGridLayout()
        for name, column in _COLUMNS.items():
            grid.setColumnStretch(column, 1)
            grid.addWidget(self.texts[name], 0, column, Qt.AlignmentFlag.AlignTop)
        for name, label in self.changes.items():
            grid.addWidget(label, 1, _COLUMNS[name], Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.mineButton, 2, 1)
        grid.addWidget(self.theirsButton, 2, 2)
        grid.addWidget(self.otherButton, 2, 0)
        grid.addWidget(self.otherEdit, 3, 0, 1, 3)
        column_of = QVBoxLayout(self)
        column_of.addWidget(self.titleLabel)
        self.map: LinesMap | None = None
        if self.isLine:
            self.map = LinesMap(self)
            self.map.show_lines(**{name: str(self._value(name) or "") for name in _COLUMNS})
            column_of.addWidget(self.map, 1)
        column_of.addLayout(grid)
        self._fill()
        self._offer(choice)
        self._group.buttonToggled.connect(lambda _button, on: self._changed() if on else None)
        self.otherEdit.textChanged.connect(self.chosen)

    @property
    def answers(self) -> tuple[QWidget, ...]:
        """What an officer answers with, in the order in which the keyboard reaches it."""
        return (self.mineButton, self.theirsButton, self.otherButton, self.otherEdit)

    @property
    def choice(self) -> Choice | None:
        """What was chosen; None while nothing was."""
        for side, button in self._buttons.items():
            if button.isChecked():
                return Choice(side, self.otherEdit.toPlainText() if side is Side.OTHER else None)
        return None

    def choose(self, side: Side) -> None:
        """Sets the choice as a press on its button does; what the back office alone has changed stays as it is there."""
        if self.conflict.kind is not ConflictKind.THEIRS_ONLY:
            self._buttons[side].setChecked(True)

    def _value(self, name: str) -> object:
        return getattr(self.conflict, name)

    def _fill(self) -> None:
        for name, label in self.texts.items():
            words = _LINE_WORDS[name] if self.isLine else side_words(self.conflict, self._value(name))
            before = "" if self.isLine else side_words(self.conflict, self.conflict.base)
            head = {"base": "Before", "mine": "Mine", "theirs": "Back office"}[name]
            plain = name == "base" or self.isLine or not before or words == GONE
            marked = escape(words) if plain else _marked(before, words)
            label.setText(f"<small>{head}</small><br>{marked or escape(_NOTHING)}")
        for name, label in self.changes.items():
            label.setText("" if self.isLine else change_words(self.conflict, self._value(name)))
            label.setVisible(bool(label.text()))

    def _offer(self, choice: Choice | None) -> None:
        only_theirs = self.conflict.kind is ConflictKind.THEIRS_ONLY
        anew = may_be_worded_anew(self.conflict) and not only_theirs
        for button in (self.mineButton, self.theirsButton):
            button.setVisible(not only_theirs)
        self.otherButton.setVisible(anew)
        mine = self.conflict.mine if isinstance(self.conflict.mine, str) else ""
        self.otherEdit.setPlainText(str(choice.value) if choice is not None and choice.side is Side.OTHER else mine)
        if choice is not None and not only_theirs:
            self._buttons[choice.side].setChecked(True)
        self.otherEdit.setVisible(self.otherButton.isChecked())

    def _changed(self) -> None:
        self.otherEdit.setVisible(self.otherButton.isChecked())
        self.chosen.emit()


def _marked(before: str, after: str) -> str:
    """The words that are not in what was before, underlined and bold; what they are is said in words below as well."""
    return "".join(
        f"<b><u>{escape(run.text)}</u></b>" if run.is_new and run.text.strip() else escape(run.text) for run in runs(before, after)
    )


def _label(words: str, name: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAccessibleName(name)
    return label


def _rich(name: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
    label.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    label.setAccessibleName(name)
    return label
