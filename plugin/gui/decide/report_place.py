"""The officer's report of the open case: asks where to, writes it beside the window, says what came of it."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QObject, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QFileDialog, QWidget

from ...domain.clock import today
from ..case_list.cases_desk import CasesDesk
from ..documents.safe_name import safe_name
from ..messages import Messages
from ..tasks.report_task import ReportTask
from ..tasks.start_task import start_task
from ..tasks.stop_task import stop_task


class ReportPlace(QObject):
    """One report at a time; ``writing`` is its task while it runs."""

    def __init__(self, desk: CasesDesk, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._messages = messages
        self._folder = Path.home()
        self.writing: ReportTask | None = None

    def ask(self, parent: QWidget) -> None:
        """Lets the officer choose the file, and writes."""
        case = self._desk.case
        if case is None:
            return
        usual = self._folder / safe_name(f"{case.reference.replace('/', '-')} officer's report", "application/pdf")
        chosen, _kind = QFileDialog.getSaveFileName(
            parent, "Write the officer's report as PDF, and beside it for editing", str(usual), "PDF (*.pdf)"
        )
        if chosen:
            self.write(Path(chosen))

    def write(self, path: Path) -> None:
        """Writes the report of the open case as PDF, and beside it as .odt."""
        case = self._desk.case
        if case is None:
            return
        if self.writing is not None:
            self._messages.warning("A report is being written: wait until it is done.")
            return
        path = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
        self._folder = path.parent
        task = ReportTask(case, path, self._desk.settings, today(self._desk.clock))
        task.ended.connect(self._ended)
        self.writing = task
        self._messages.information(f"Writing {path.name} ...")
        start_task(task)

    def stop(self) -> None:
        """Gives up a report that is being written."""
        stop_task(self.writing)
        self.writing = None

    def _ended(self, path: str, failure: str) -> None:
        self.writing = None
        if path:
            address = QUrl.fromLocalFile(path)
            words = f"The officer's report is written: {path}, and beside it {Path(path).with_suffix('.odt').name} for editing."
            self._messages.done(words, "Open", lambda: QDesktopServices.openUrl(address))
        elif failure:
            self._messages.error(failure)
