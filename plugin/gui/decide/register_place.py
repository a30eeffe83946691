"""The register's entry of the open case: what becomes public is shown first, then written where the officer says."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QObject, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QFileDialog, QWidget

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
        """Reads what was submitted beside the window, then shows what becomes public."""
        case = self._desk.case
        if case is None:
            return
        stop_task(self.reading)
        task = RegisterTask(case, self._desk.settings, self._desk.clock)
        task.ready.connect(partial(self._show, task, case.reference, parent))
        task.failed.connect(partial(self._failed, task))
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

    def _write(self, write: Callable[[], Path], words: str, then: Callable[[], None] = lambda: None) -> None:
        task = RegisterWritingTask(write)
        task.written.connect(partial(self._written, words, then))
        task.failed.connect(self._messages.error)
        start_task(task)

    def _written(self, words: str, then: Callable[[], None], path: Path) -> None:
        then()
        address = QUrl.fromLocalFile(str(path.parent))
        self._messages.done(f"{words}: {path}", "Open folder", lambda: QDesktopServices.openUrl(address))

    def _show(self, task: RegisterTask, reference: str, parent: QWidget, entry: RegisterEntry) -> None:
        from .register_dialog import RegisterDialog

        if task is not self.reading:
            return
        self.reading = None
        if self.dialog is not None:
            self.dialog.reject()
        self.dialog = RegisterDialog(reference, entry, parent)
        self.dialog.file_wanted.connect(partial(self._choose_file, self.dialog))
        self.dialog.folder_wanted.connect(partial(self._choose_folder, self.dialog))
        self.dialog.finished.connect(partial(self._closed, self.dialog))
        self.dialog.open()

    def _closed(self, dialog: RegisterDialog, _result: int) -> None:
        if self.dialog is dialog:
            self.dialog = None
        dialog.deleteLater()

    def _failed(self, task: RegisterTask, sentence: str) -> None:
        if task is self.reading:
            self.reading = None
            self._messages.error(sentence)

    def _choose_file(self, dialog: RegisterDialog) -> None:
        from ...reports.register.writing import file_name

        usual = str(self._folder() / file_name(dialog.entry))
        chosen, _kind = QFileDialog.getSaveFileName(dialog, "Write the register's entry", usual, "JSON (*.json)")
        if chosen:
            self.write_file(dialog.entry, Path(chosen))

    def _choose_folder(self, dialog: RegisterDialog) -> None:
        chosen = QFileDialog.getExistingDirectory(dialog, "The folder that the web server shows as the register", str(self._folder()))
        if chosen:
            self.publish(dialog.entry, Path(chosen))

    def _folder(self) -> Path:
        return Path(str(QgsSettings().value(_FOLDER, "") or Path.home()))
