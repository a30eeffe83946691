"""Printing the screening sheet of the site that is shown: asks where to, prints beside the window, says what came of it."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QObject, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QFileDialog, QWidget

from ...domain.clock import Clock
from ..documents.safe_name import safe_name
from ..messages import Messages
from ..session import Session
from ..tasks.sheet_task import SheetTask
from ..tasks.start_task import start_task
from ..tasks.stop_task import stop_task

_NO_SITE = "No site is shown, so there is no sheet to print. Choose a site first."


class SheetPlace(QObject):
    """One sheet at a time; ``printing`` is its task while it runs."""

    def __init__(self, session: Session, clock: Clock, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._clock = clock
        self._messages = messages
        self._folder = Path.home()
        self.printing: SheetTask | None = None

    def ask(self, parent: QWidget) -> None:
        """Lets the officer choose the file, and prints."""
        if self.refused():
            return
        usual = self._folder / safe_name(self._session.current.replace("/", "-"), "application/pdf")
        chosen, _kind = QFileDialog.getSaveFileName(parent, "Print the screening sheet", str(usual), "PDF (*.pdf)")
        if chosen:
            self.print(Path(chosen))

    def refused(self) -> bool:
        """Whether no sheet can be printed now; says why."""
        session = self._session
        if session.reading is None:
            self._messages.warning(_NO_SITE)
        elif session.store_problem:
            self._messages.warning(f"No sheet was printed: {session.store_problem}")
        elif self.printing is not None:
            self._messages.warning("A sheet is being printed: wait until it is done.")
        else:
            return False
        return True

    def print(self, path: Path) -> None:
        """Prints the sheet of the site that is shown, for the version that is shown."""
        session = self._session
        if self.refused() or session.reading is None:
            return
        path = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
        self._folder = path.parent
        version = session.version(session.current)
        task = SheetTask(session.reading, session.screening, version, path, session.settings, self._clock, session.other_land)
        task.ended.connect(self._ended)
        self.printing = task
        self._messages.information(f"Printing {path.name} ...")
        start_task(task)

    def stop(self) -> None:
        """Gives up a sheet that is being printed."""
        stop_task(self.printing)
        self.printing = None

    def _ended(self, path: str, failure: str) -> None:
        self.printing = None
        if path:
            address = QUrl.fromLocalFile(path)
            self._messages.done(f"The screening sheet is printed: {path}", "Open", lambda: QDesktopServices.openUrl(address))
        elif failure:
            self._messages.error(failure)
