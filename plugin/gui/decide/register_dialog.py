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
from ...reports.wording import moment_words
from ..icons import severity_icon
from ..rich_text import tooltip
from .said_rows import SaidRow, SaidRows

_EXPLAINS = "This is all that the public register gets of the application."
_NOTHING_YET = "Nothing of it has been published from here yet."


class RegisterDialog(QDialog):
    """``file_wanted`` asks for one file, ``folder_wanted`` for the folder that the authority's web server shows.

    ``entry`` is None where there is none, ``why_none`` says why. ``stands`` is the moment (ISO 8601) since which an entry stands in the
    register's folder, "" where none does: ``take_out_wanted`` asks that it goes.
    """

    file_wanted = pyqtSignal()
    folder_wanted = pyqtSignal()
    take_out_wanted = pyqtSignal()

    def __init__(
        self, reference: str, entry: RegisterEntry | None, parent: QWidget | None = None, *, why_none: str = "", stands: str = ""
    ) -> None:
        super().__init__(parent)
        self.entry = entry
        self.setWindowTitle(f"What becomes public: {reference}")
        self.resize(640, 560)
        explains = QLabel(_EXPLAINS if stands else f"{_EXPLAINS} {_NOTHING_YET}")
        explains.setWordWrap(True)
        explains.setVisible(entry is not None)
        self.stands = SaidRows("How the application stands in the register")
        self.stands.show_rows(_standing_rows(entry, why_none, stands))
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
        self._rows = public_rows(entry.document) if entry is not None else []
        for place, words in self._rows:
            item = QTreeWidgetItem([plain_text(place), plain_text(words)])
            for column, text in enumerate((place, words)):
                item.setToolTip(column, tooltip(text))
            self.tree.addTopLevelItem(item)
        left_out = QLabel("Left out, and what to know of the rest")
        font = left_out.font()
        font.setBold(True)
        left_out.setFont(font)
        self.leftOut = SaidRows("What is left out")
        known = entry.left_out if entry is not None else ()
        self.leftOut.show_rows(SaidRow(severity_icon(Severity.INFORMATION), words) for words in known)
        left_out.setVisible(bool(known))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.fileButton = buttons.addButton("Write a &file…", QDialogButtonBox.ButtonRole.ActionRole)
        self.folderButton = buttons.addButton("Put into the register's f&older…", QDialogButtonBox.ButtonRole.ActionRole)
        self.takeOutButton = buttons.addButton("&Take out of the folder…", QDialogButtonBox.ButtonRole.ActionRole)
        for button in (self.fileButton, self.folderButton):
            button.setVisible(entry is not None)
            button.setEnabled(entry is not None and not entry.faults)
        self.takeOutButton.setVisible(bool(stands))
        self.takeOutButton.clicked.connect(self.take_out_wanted)
        self.fileButton.clicked.connect(self.file_wanted)
        self.folderButton.clicked.connect(self.folder_wanted)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (explains, self.stands, self.filterEdit, self.foundLabel):
            layout.addWidget(widget)
        layout.addWidget(self.tree, 1)
        for widget in (self.filterEdit, self.foundLabel, self.tree):
            widget.setVisible(entry is not None)
        if entry is None:
            self.resize(480, 160)
            layout.addStretch(1)
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


def _standing_rows(entry: RegisterEntry | None, why_none: str, stands: str) -> list[SaidRow]:
    """Why there is no entry, or why it can't be written, and whether one stands in the register's folder already."""
    rows = [SaidRow(severity_icon(Severity.ERROR), why_none)] if entry is None else []
    faults = entry.faults if entry is not None else ()
    if faults:
        rows.append(SaidRow(severity_icon(Severity.ERROR), "This entry is not valid by its schema, so it can't be written:"))
    rows += [SaidRow(severity_icon(Severity.ERROR), fault) for fault in faults]
    if stands:
        rows.append(SaidRow(severity_icon(Severity.INFORMATION), f"It stands in the register's folder as of {moment_words(stands)}."))
    return rows
