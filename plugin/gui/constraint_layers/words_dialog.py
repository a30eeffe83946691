"""What a council's own words are in the codes of a register: kept in the mapping, so that nobody has to change the layer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qgis.PyQt.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ...reports.plain_text import plain_text
from ..plain_label import plain_label

_LEAVE = "Leave it: no code fits"


class WordsDialog(QDialog):
    """``said`` has, by the council's word, the code that was chosen for it; words that were left are not in it."""

    def __init__(self, field: str, words: Mapping[str, int], codes: Sequence[str], parent: QWidget | None = None) -> None:
        """``words`` are those that are no code, with the rows that have them, the most frequent first."""
        super().__init__(parent)
        self.setWindowTitle("Words and codes")
        self.resize(560, 320)
        self.combos: dict[str, QComboBox] = {}
        tree = QTreeWidget()
        tree.setHeaderLabels(["Your word", "Rows", "Code of the standard"])
        tree.setRootIsDecorated(False)
        tree.setAccessibleName("Which code each word is")
        tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate((220, 70)):
            tree.setColumnWidth(column, width)
        for word, count in words.items():
            item, combo = QTreeWidgetItem([plain_text(word), f"{count:,}"]), QComboBox()
            combo.addItem(_LEAVE, "")
            for code in codes:
                combo.addItem(code, code)
            combo.setAccessibleName(plain_text(f"Code for {word}"))
            tree.addTopLevelItem(item)
            tree.setItemWidget(item, 2, combo)
            self.combos[word] = combo
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(f"Say which code of {field} each of these words is. The mapping keeps it; the layer stays as it is."))
        layout.addWidget(tree, 1)
        layout.addWidget(buttons)

    @property
    def said(self) -> dict[str, str]:
        return {word: str(combo.currentData()) for word, combo in self.combos.items() if combo.currentData()}
