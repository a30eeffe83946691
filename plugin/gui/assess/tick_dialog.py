"""Ticks what is to be taken from a list in groups, each line with all of its words beneath: figures for a text, standard conditions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..tree_heading import add_heading

_PLACE = Qt.ItemDataRole.UserRole
_CHOOSE = "Tick what is to be taken. All of the words of the chosen line stand here."


class Choice(NamedTuple):
    """``group`` is the heading, ``label`` the line, ``words`` all that it says."""

    group: str
    label: str
    words: str


class TickDialog(QDialog):
    """``chosen`` are the places of the ticked choices; ``verb`` is what its button says, ``empty`` what is shown where there are none."""

    def __init__(self, title: str, choices: Sequence[Choice], verb: str, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verb = verb
        self.setWindowTitle(title)
        self.resize(560, 480)
        self.searchEdit = QLineEdit()
        self.searchEdit.setPlaceholderText("Search")
        self.searchEdit.setAccessibleName("Search the list")
        self.searchEdit.setClearButtonEnabled(True)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(10)
        self.tree.setAccessibleName(f"{title}: the space bar ticks a line")
        self.preview = QPlainTextEdit(_CHOOSE if choices else empty)
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setAccessibleName("All of its words")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.takeButton = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.tree)
        splitter.addWidget(self.preview)
        splitter.setSizes([270, 130])
        splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        for each in (self.searchEdit, splitter, self.buttons):
            layout.addWidget(each)
        layout.setStretch(1, 1)
        self._choices = tuple(choices)
        self._fill()
        self.searchEdit.textChanged.connect(self._search)
        self.tree.currentItemChanged.connect(self._show)
        self.tree.itemChanged.connect(self._ticked)
        self._count()
        self.tree.setFocus()

    @property
    def chosen(self) -> list[int]:
        """What is ticked, in the order of the list."""
        return [item.data(0, _PLACE) for item in self.lines() if item.checkState(0) == Qt.CheckState.Checked]

    def tick(self, words: str) -> None:
        """Ticks every line that has these words."""
        for item in self.lines():
            if words in item.text(0):
                item.setCheckState(0, Qt.CheckState.Checked)

    @property
    def words(self) -> list[str]:
        """All that the ticked choices say."""
        return [self._choices[place].words for place in self.chosen]

    def lines(self) -> list[QTreeWidgetItem]:
        """The lines of the list, headings apart."""
        tops = [self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount())]
        return [top.child(row) for top in tops for row in range(top.childCount())]

    def _fill(self) -> None:
        for group in dict.fromkeys(choice.group for choice in self._choices):
            items = []
            for place, choice in enumerate(self._choices):
                if choice.group == group:
                    item = QTreeWidgetItem([choice.label])
                    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                    item.setCheckState(0, Qt.CheckState.Unchecked)
                    item.setData(0, _PLACE, place)
                    items.append(item)
            add_heading(self.tree, group, items)

    def _search(self, words: str) -> None:
        for item in self.lines():
            choice = self._choices[item.data(0, _PLACE)]
            item.setHidden(words.lower() not in f"{choice.label} {choice.words}".lower())

    def _show(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None = None) -> None:
        place = item.data(0, _PLACE) if item is not None else None
        if place is not None:
            self.preview.setPlainText(self._choices[place].words)

    def _ticked(self, item: QTreeWidgetItem, _column: int) -> None:
        """What was ticked is what is read beneath, also where the tick alone was pressed."""
        if item.data(0, _PLACE) is not None:
            self.tree.setCurrentItem(item)
            self._show(item)
        self._count()

    def _count(self) -> None:
        count = len(self.chosen)
        self.takeButton.setText(f"{self._verb} {count}" if count else self._verb)
        self.takeButton.setEnabled(count > 0)
