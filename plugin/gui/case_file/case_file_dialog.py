"""What an officer can do with the case file as a whole: check its trail, export it, erase personal data, put back a copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...casefile.file.copies import copies_of
from ...domain.clock import today
from ...domain.errors import RedlineError
from ...reports.plain_text import plain_text
from ..case_list.cases_desk import CasesDesk
from ..documents.safe_name import safe_stem
from ..environment.transformer_of import transformer_of
from ..layouts.page_printer import print_page
from ..network.tile_cache import empty_tile_cache, tile_cache_folder
from ..plain_label import plain_label
from ..tasks.act_task import ActTask
from ..tasks.put_back_task import PutBackTask
from ..tasks.start_task import start_task
from .case_file_words import copy_words, size_words, trail_words
from .purge_dialog import PurgeDialog
from .purge_words import purged_words, released_words
from .subject_dialog import SubjectDialog

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile
    from ...casefile.personal.purge import PurgeReport

_COPY = Qt.ItemDataRole.UserRole
_ERASE = (
    "The applicant's and agent's contacts, the words and names of representations, and the applicant's answers are emptied in this case "
    "file and in its copies, with earlier wordings of the casework, and the photographs of visits and notices are deleted. None of it can "
    "be brought back. The back office still holds them: erase there first."
)


_REDACTED = "For a request for information: the case that is open as JSON, as a page and as GeoJSON, with people taken out"
_SUBJECT = "For a request of a person about themselves: what every case holds of them, with the others taken out"
_PUT_BACK = (
    "What was read and done since then is not in it; the next update brings back what the back office has. The present file is kept beside "
    "it, under another name."
)
_NO_CASE = "Open the case whose personal data is to go."


class CaseFileDialog(QDialog):
    """Works on the desk's file, beside the window; ``said`` tells what came of the last thing that was done."""

    def __init__(self, desk: CasesDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._task: ActTask | PutBackTask | None = None
        self.setWindowTitle("Case file")
        self.pathLabel, self.said, self.eraseLabel = plain_label(), plain_label(), plain_label()
        self.pathLabel.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.checkButton = QPushButton("&Check the trail")
        self.exportButton = QPushButton("&Export as GeoPackage…")
        self.redactedButton = QPushButton("&Open case, redacted…")
        self.subjectButton = QPushButton("&Data about one person…")
        for button, words in ((self.redactedButton, _REDACTED), (self.subjectButton, _SUBJECT)):
            button.setToolTip(words)
        self.reasonEdit = QLineEdit()
        self.reasonEdit.setPlaceholderText("Why, for the trail: a request of the person, a retention rule")
        self.reasonEdit.setAccessibleName("Reason for erasing")
        self.eraseButton = QPushButton("E&rase…")
        self.purgeButton = QPushButton("Clo&sed cases past keeping…")
        self.copies = QListWidget()
        self.copies.setAccessibleName("Copies of the case file, newest first")
        self.backButton = QPushButton("&Put back…")
        self._build()
        self._connect()
        self.show_file()

    def show_file(self) -> None:
        """Shows what can be done now."""
        desk = self._desk
        path = desk.settings.case_file_path()
        self.pathLabel.setText(f"{path}{size_words(path)}")
        case = desk.case
        whose = f"Personal data of {case.reference}, the case that is open" if case is not None else _NO_CASE
        self.eraseLabel.setText(plain_text(whose))
        busy, there = self._task is not None, desk.file is not None
        for button in (self.checkButton, self.exportButton, self.subjectButton, self.purgeButton):
            button.setEnabled(there and not busy)
        self.redactedButton.setEnabled(there and case is not None and not busy)
        self.reasonEdit.setEnabled(there and case is not None)
        self.eraseButton.setEnabled(there and case is not None and bool(self.reasonEdit.text().strip()) and not busy)
        self.copies.clear()
        for copy in copies_of(path):
            item = QListWidgetItem(copy_words(copy, desk.clock.now()))
            item.setData(_COPY, copy)
            item.setToolTip(str(copy))
            self.copies.addItem(item)
        if not there:
            # The way back from a file that can't be opened
            self.copies.setCurrentRow(0)
        self.backButton.setEnabled(self.copies.currentItem() is not None and not busy)

    def check(self) -> None:
        """Goes through the whole audit trail."""
        self._act("checking the trail", lambda file: (file.audit_head()[0], file.verify_audit()), lambda found: trail_words(*found))

    def export(self, path: str) -> None:
        """Writes a GeoPackage for others, without personal data."""
        if path:
            self._act("exporting the case file", lambda file: file.export_geopackage(Path(path)), lambda written: f"Written: {written}")

    def export_redacted(self, path: str) -> None:
        """Writes the open case without personal data, for a request for information."""
        case, settings = self._desk.case, self._desk.settings
        if case is not None and path:
            uuid = case.uuid
            self._act(
                "exporting a case without personal data",
                lambda file: file.export_redacted(uuid, Path(path), transformer_of(settings), print_page),
                released_words,
            )

    def export_subject(self, words: Sequence[str], path: str) -> None:
        """Writes everything about one person, without the others."""
        settings = self._desk.settings
        if path:
            self._act(
                "looking for one person's data",
                lambda file: file.export_subject(words, Path(path), transformer_of(settings), print_page),
                released_words,
            )

    def erase(self) -> None:
        """Empties what is personal in the open case, after one more question."""
        case, why = self._desk.case, self.reasonEdit.text().strip()
        if case is None or not why or not self._sure(f"Erase the personal data of {plain_text(case.reference)}?", _ERASE):
            return
        uuid, reference = case.uuid, plain_text(case.reference)
        self._erase([uuid], why, lambda report: " ".join((f"The personal data of {reference} is erased.", *report.undone)))

    def purge(self) -> None:
        """Shows which closed cases are past keeping, and erases those that the officer leaves chosen."""
        reader = self._desk.reader
        if reader is None:
            return
        try:
            dialog = PurgeDialog(self._desk.settings.retention(), reader.cases_past_keeping, self)
        except RedlineError as error:
            self._ended(str(error))
            return
        if dialog.exec() == int(QDialog.DialogCode.Accepted):
            self._erase(dialog.chosen, dialog.reason, lambda report: purged_words(report, today(self._desk.clock)))

    def _erase(self, uuids: Sequence[str], why: str, told: Callable[[PurgeReport], str]) -> None:
        tiles = tile_cache_folder()

        def erase(file: CaseFile) -> PurgeReport:
            report = file.purge(uuids, why)
            empty_tile_cache(tiles)
            return report

        self._act("erasing personal data", erase, told)

    def put_back(self) -> None:
        """Lets the chosen copy take the place of the case file, after one more question."""
        item = self.copies.currentItem()
        if item is None or not self._sure(f"Put back the copy of {item.text()}?", _PUT_BACK):
            return
        task = PutBackTask(self._desk.settings.case_file_path(), item.data(_COPY), self._desk.tasks())
        self._desk.let_go()
        task.done.connect(lambda kept: self._put_back(f"The copy is in its place. The file that stood there is kept as {Path(kept).name}."))
        task.failed.connect(self._put_back)
        self._begin(task)

    def _put_back(self, sentence: str) -> None:
        self._ended(sentence)
        self._desk.start()

    def _act(self, words: str, act: Any, told: Any) -> None:
        file = self._desk.file
        if file is None:
            return
        task = ActTask(file, words, act)
        task.done.connect(lambda given: self._done(told(given)))
        task.failed.connect(self._ended)
        self._begin(task)

    def _begin(self, task: ActTask | PutBackTask) -> None:
        self._task = task
        self.said.setText("One moment ...")
        self.show_file()
        start_task(task)

    def _done(self, sentence: str) -> None:
        self.reasonEdit.clear()
        self._ended(sentence)
        self._desk.show_again()

    def _ended(self, sentence: str) -> None:
        self._task = None
        self.said.setText(plain_text(sentence))
        self.show_file()

    def _sure(self, question: str, consequences: str) -> bool:
        box = QMessageBox(QMessageBox.Icon.Warning, "Redline", "", QMessageBox.StandardButton.Cancel, self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(question)
        box.setInformativeText(consequences)
        yes = box.addButton(question.split(" ", maxsplit=1)[0], QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        return box.clickedButton() is yes

    def _choose_and_redact(self) -> None:
        case = self._desk.case
        if case is not None:
            self.export_redacted(self._zip("Save the case without personal data", f"{case.reference} redacted"))

    def _choose_person(self) -> None:
        dialog = SubjectDialog(self)
        if dialog.exec() == int(QDialog.DialogCode.Accepted):
            self.export_subject(dialog.words, self._zip("Save the data about one person", "data about one person"))

    def _zip(self, title: str, name: str) -> str:
        usual = Path.home() / f"{safe_stem(name)}.zip"
        return str(QFileDialog.getSaveFileName(self, title, str(usual), "Zip (*.zip)")[0])

    def _choose_and_export(self) -> None:
        start = self._desk.settings.case_file_path().with_name("cases.gpkg")
        self.export(QFileDialog.getSaveFileName(self, "Export as GeoPackage", str(Path.home() / start.name), "GeoPackage (*.gpkg)")[0])

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.addWidget(self.pathLabel)
        for title, words, widgets in (
            ("Audit trail", "Who did what to which case, each entry sealed by the one after it.", (self.checkButton,)),
            (
                "Copies for others",
                "For maps: red lines, overlaps and states, without people. For requests for information, and of people about themselves.",
                (self.exportButton, self.redactedButton, self.subjectButton),
            ),
        ):
            layout.addWidget(_group(title, plain_label(words), widgets))
        erase = _group("Erase", self.eraseLabel, (self.reasonEdit, self.eraseButton))
        erase.layout().addWidget(self.purgeButton, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(erase)
        box = QGroupBox("Copies, made before each update")
        inside = QVBoxLayout(box)
        inside.addWidget(self.copies)
        inside.addWidget(self.backButton, 0, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(box, 1)
        layout.addWidget(self.said)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.resize(560, 520)

    def _connect(self) -> None:
        buttons = (self.checkButton, self.exportButton, self.redactedButton, self.subjectButton, self.eraseButton, self.purgeButton)
        for button in (*buttons, self.backButton):
            # Enter in the reason must not press the first of them
            button.setAutoDefault(False)
        self.checkButton.clicked.connect(self.check)
        self.exportButton.clicked.connect(self._choose_and_export)
        self.redactedButton.clicked.connect(self._choose_and_redact)
        self.subjectButton.clicked.connect(self._choose_person)
        self.eraseButton.clicked.connect(self.erase)
        self.purgeButton.clicked.connect(self.purge)
        self.backButton.clicked.connect(self.put_back)
        self.reasonEdit.textChanged.connect(self._enable)
        self.copies.currentItemChanged.connect(lambda _item, _before: self._enable())

    def _enable(self) -> None:
        busy = self._task is not None
        self.eraseButton.setEnabled(self.reasonEdit.isEnabled() and bool(self.reasonEdit.text().strip()) and not busy)
        self.backButton.setEnabled(self.copies.currentItem() is not None and not busy)


def _group(title: str, label: QLabel, widgets: tuple[QWidget, ...]) -> QGroupBox:
    box = QGroupBox(title)
    inside = QVBoxLayout(box)
    inside.addWidget(label)
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget, 1 if isinstance(widget, QLineEdit) else 0)
    if not any(isinstance(widget, QLineEdit) for widget in widgets):
        row.addStretch(1)
    inside.addLayout(row)
    return box
