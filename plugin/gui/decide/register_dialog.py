"""What would become public of an application, for the officer's eye before it does: every value, and what stays out and why."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...domain.check import Severity
from ...reports.plain_text import plain_text
from ...reports.register.entry import RegisterEntry
from ...reports.register.preview import public_rows
from ..icons import severity_icon
from ..rich_text import tooltip
from .said_rows import SaidRow, SaidRows

_EXPLAINS = "This is all that the public register gets of the application. Nothing has left this computer yet."


class RegisterDialog(QDialog):
    """``file_wanted`` asks for one file, ``folder_wanted`` for the folder that the authority's web server shows."""

    file_wanted = pyqtSignal()
    folder_wanted = pyqtSignal()

    def __init__(self, reference: str, entry: RegisterEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self.setWindowTitle(f"What becomes public: {reference}")
        self.resize(640, 560)
        explains = QLabel(_EXPLAINS)
        explains.setWordWrap(True)
        self.filterEdit = QLineEdit()
        self.filterEdit.setPlaceholderText("Look for a word: a name, a street, a number")
        self.filterEdit.setAccessibleName("Look for a word in what becomes public")
        self.filterEdit.setClearButtonEnabled(True)
        self.foundLabel = QLabel()
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(["Where", "What becomes public"])
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setAccessibleName("What becomes public")
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.tree.header().resizeSection(0, 290)
        self._rows = public_rows(entry.document)
        for place, words in self._rows:
            item = QTreeWidgetItem([plain_text(place), plain_text(words)])
            for column, text in enumerate((place, words)):
                item.setToolTip(column, tooltip(text))
            self.tree.addTopLevelItem(item)
        left_out = QLabel("Left out")
        font = left_out.font()
        font.setBold(True)
        left_out.setFont(font)
        self.leftOut = SaidRows("What is left out")
        self.leftOut.show_rows(SaidRow(severity_icon(Severity.INFORMATION), words) for words in entry.left_out)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.fileButton = buttons.addButton("Write a &file…", QDialogButtonBox.ButtonRole.ActionRole)
        self.folderButton = buttons.addButton("Put into the register's f&older…", QDialogButtonBox.ButtonRole.ActionRole)
        self.fileButton.clicked.connect(self.file_wanted)
        self.folderButton.clicked.connect(self.folder_wanted)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (explains, self.filterEdit, self.foundLabel):
            layout.addWidget(widget)
        layout.addWidget(self.tree, 1)
        for widget in (left_out, self.leftOut, buttons):
            layout.addWidget(widget)
        self.filterEdit.textChanged.connect(self.look_for)
        self.look_for("")

    def look_for(self, word: str) -> None:
        """Shows the rows that hold a word, and says how many do."""
        sought = word.strip().casefold()
        found = 0
        for number, (place, words) in enumerate(self._rows):
            there = sought in place.casefold() or sought in words.casefold()
            self.tree.topLevelItem(number).setHidden(not there)
            found += there
        self.foundLabel.setTextFormat(Qt.TextFormat.PlainText)
        self.foundLabel.setText(
            plain_text(f"“{word.strip()}” stands in {found} of {len(self._rows)} values." if sought else f"{found} values.")
        )
