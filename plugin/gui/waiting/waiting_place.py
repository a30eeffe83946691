"""Where the officer sees what waits to be sent: the open case's page, the list of all, and the pack to be done by hand."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QObject, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QFileDialog, QWidget
from qgis.PyQt.sip import isdeleted

from ..case_list.cases_desk import CasesDesk
from ..documents.safe_name import safe_stem
from ..environment.transformer_of import transformer_of
from ..layouts.page_printer import print_page
from ..messages import Messages
from ..tasks.act_task import ActTask
from ..tasks.start_task import start_task
from .all_waiting_dialog import AllWaitingDialog


class WaitingPlace(QObject):
    """One per window; ``exporting`` is the task that writes a pack, while it runs."""

    def __init__(self, desk: CasesDesk, messages: Messages, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._messages = messages
        self._window = parent
        self._folder = Path.home()
        self.dialog: AllWaitingDialog | None = None
        self.exporting: ActTask | None = None

    def show_all(self) -> None:
        """Shows what waits of every case, beside the window."""
        if self.dialog is None or isdeleted(self.dialog):
            self.dialog = AllWaitingDialog(self._desk, self._window)
        self.dialog.show_all()
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def ask_where(self) -> None:
        """Lets the officer choose the zip, and writes what waits of the open case."""
        case = self._desk.case
        if case is None:
            return
        usual = self._folder / f"{safe_stem(case.reference.replace('/', '-'))} changes.zip"
        chosen, _kind = QFileDialog.getSaveFileName(self._window, "Export what waits, to be done by hand", str(usual), "Zip (*.zip)")
        if chosen:
            self.export(Path(chosen))

    def export(self, path: Path) -> None:
        """Writes what waits of the open case into a zip."""
        case, file, settings = self._desk.case, self._desk.file, self._desk.settings
        if case is None or file is None or self.exporting is not None:
            return
        path = path if path.suffix.lower() == ".zip" else path.with_name(f"{path.name}.zip")
        self._folder = path.parent
        uuid = case.uuid
        task = ActTask(file, "exporting what waits", lambda it: it.export_changes(uuid, path, transformer_of(settings), print_page))
        task.done.connect(lambda _pack: self._written(path))
        task.failed.connect(self._failed)
        self.exporting = task
        start_task(task)

    def close(self) -> None:
        """Takes the list of all away."""
        if self.dialog is not None and not isdeleted(self.dialog):
            self.dialog.close()
            self.dialog.deleteLater()
        self.dialog = None

    def _written(self, path: Path) -> None:
        self.exporting = None
        address = QUrl.fromLocalFile(str(path))
        words = f"What waits is written: {path}. It goes on waiting until you record each act as done by hand."
        self._messages.done(words, "Open", lambda: QDesktopServices.openUrl(address))
        self._desk.read_again()

    def _failed(self, sentence: str) -> None:
        self.exporting = None
        self._messages.error(sentence)
