"""The register's entry of the open case: what becomes public is shown first, then written where the officer says."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QObject, Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QFileDialog, QMessageBox, QWidget

from ...domain.case import SUBMISSION_KIND
from ...domain.errors import RedlineError
from ...reports.plain_text import plain_text
from ..case_list.cases_desk import CasesDesk
from ..messages import Messages
from ..tasks.register_task import RegisterTask
from ..tasks.register_writing_task import RegisterWritingTask
from ..tasks.start_task import start_task
from ..tasks.stop_task import stop_task

if TYPE_CHECKING:
    from ...reports.register.entry import RegisterEntry
    from .register_dialog import RegisterDialog

#: Where the last entry was put; a folder is never written to without being asked for.
_FOLDER = "redline/register_folder"


class RegisterPlace(QObject):
    """One preview at a time; ``reading`` is its task while it runs, ``dialog`` the preview while it is open."""

    def __init__(self, desk: CasesDesk, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._messages = messages
        self.reading: RegisterTask | None = None
        self.dialog: RegisterDialog | None = None

    def ask(self, parent: QWidget) -> None:
        """Shows what becomes public, from the case file, or read from the back office beside the window."""
        case, reader = self._desk.case, self._desk.reader
        if case is None or reader is None:
            return
        stop_task(self.reading)
        try:
            submission = reader.raw_answer(case.uuid, SUBMISSION_KIND)
        except RedlineError as error:
            self._messages.error(str(error))
            return
        told = str(QgsSettings().value(_FOLDER, "") or "")
        task = RegisterTask(case, submission, self._desk.settings, self._desk.clock, Path(told) if told else None)
        task.ready.connect(partial(self._show, task, case.full_reference or case.reference, parent))
        self.reading = task
        self._messages.information("Reading what was submitted ...")
        start_task(task)

    def stop(self) -> None:
        """Gives up what runs and closes the preview."""
        stop_task(self.reading)
        self.reading = None
        if self.dialog is not None:
            self.dialog.reject()

    def write_file(self, entry: RegisterEntry, path: Path) -> None:
        """Writes one file."""
        from ...reports.register.writing import write_entry

        self._write(lambda: write_entry(entry, path), "Written for the register")

    def publish(self, entry: RegisterEntry, folder: Path) -> None:
        """Puts the entry into the folder that the authority's web server shows, which is remembered for the next one."""
        from ...reports.register.writing import publish

        self._write(lambda: publish(entry, folder)[0], "In the register's folder", lambda: QgsSettings().setValue(_FOLDER, str(folder)))

    def take_out(self, reference: str, folder: Path) -> None:
        """Takes an application out of the folder that the authority's web server shows, after it was published by mistake, say."""
        from ...reports.register.writing import take_out

        self._write(lambda: take_out(reference, folder), f"{reference} is out of the register's folder", self._close)

    def _close(self) -> None:
        if self.dialog is not None:
            self.dialog.reject()

    def _write(self, write: Callable[[], Path], words: str, then: Callable[[], None] = lambda: None) -> None:
        task = RegisterWritingTask(write)
        task.written.connect(partial(self._written, words, then))
        task.failed.connect(self._messages.error)
        start_task(task)

    def _written(self, words: str, then: Callable[[], None], path: Path) -> None:
        then()
        address = QUrl.fromLocalFile(str(path.parent))
        self._messages.done(f"{words}: {path}", "Open folder", lambda: QDesktopServices.openUrl(address))

    def _show(self, task: RegisterTask, reference: str, parent: QWidget, entry: RegisterEntry | None, failure: str, stands: str) -> None:
        from .register_dialog import RegisterDialog

        if task is not self.reading:
            return
        self.reading = None
        if entry is None and not stands:
            self._messages.error(failure)
            return
        if self.dialog is not None:
            self.dialog.reject()
        self.dialog = RegisterDialog(reference, entry, parent, why_none=failure, stands=stands)
        self.dialog.take_out_wanted.connect(partial(self._ask_take_out, self.dialog, reference))
        self.dialog.file_wanted.connect(partial(self._choose_file, self.dialog))
        self.dialog.folder_wanted.connect(partial(self._choose_folder, self.dialog))
        self.dialog.finished.connect(partial(self._closed, self.dialog))
        self.dialog.open()

    def _closed(self, dialog: RegisterDialog, _result: int) -> None:
        if self.dialog is dialog:
            self.dialog = None
        dialog.deleteLater()

    def _ask_take_out(self, dialog: RegisterDialog, reference: str) -> None:
        folder = self._folder()
        words = f"Take {reference} out of the register's folder {folder}? Whoever looks there finds it no more. It can be put there again."
        box = QMessageBox(QMessageBox.Icon.Question, "Redline", "", QMessageBox.StandardButton.Cancel, dialog)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(plain_text(words))
        box.addButton("&Take out", QMessageBox.ButtonRole.AcceptRole).clicked.connect(lambda: self.take_out(reference, folder))
        box.finished.connect(lambda _result: box.deleteLater())
        box.open()

    def _choose_file(self, dialog: RegisterDialog) -> None:
        from ...reports.register.writing import file_name

        if dialog.entry is None:
            return
        usual = str(self._folder() / file_name(dialog.entry))
        chosen, _kind = QFileDialog.getSaveFileName(dialog, "Write the register's entry", usual, "JSON (*.json)")
        if chosen:
            self.write_file(dialog.entry, Path(chosen))

    def _choose_folder(self, dialog: RegisterDialog) -> None:
        chosen = QFileDialog.getExistingDirectory(dialog, "The folder that the web server shows as the register", str(self._folder()))
        if chosen and dialog.entry is not None:
            self.publish(dialog.entry, Path(chosen))

    def _folder(self) -> Path:
        return Path(str(QgsSettings().value(_FOLDER, "") or Path.home()))
