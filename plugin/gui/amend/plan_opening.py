"""Choosing a plan: one of the case's documents, or a file; it is fetched and opened beside the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsTask
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog, QWidget

from ...domain.clock import Clock
from ..documents.fetched_folder import FetchedFolder
from ..settings import Settings
from ..tasks.document_task import DocumentTask
from ..tasks.plan_picture_task import PlanPictureTask
from ..tasks.start_task import start_task
from ..tasks.stop_task import stop_task

if TYPE_CHECKING:
    from ...domain.case import Case
    from ...domain.document import Document

_KINDS = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp", ".webp")
_FILTER = f"Plans ({' '.join(f'*{kind}' for kind in _KINDS)})"
#: Tags of documents that show where a site lies come first.
_LOCATION = ("location", "siteplan", "site plan")
_MOST = 12


class PlanOpening(QObject):
    """``opened`` brings a PlanPicture, ``failed`` a sentence; ``working`` a sentence while something runs, else ""."""

    opened = pyqtSignal(object)
    failed = pyqtSignal(str)
    working = pyqtSignal(str)

    def __init__(self, window: QWidget, settings: Settings, clock: Clock, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._settings = settings
        self._clock = clock
        self._folder = folder
        self._fetched = FetchedFolder()
        self._path: Path | None = None
        self._name = ""
        self._task: QgsTask | None = None

    def offered(self, case: Case) -> list[tuple[str, Callable[[], None]]]:
        """What a menu offers: the case's plans, those of its location first, then a file."""
        plans = [each for each in case.documents if not each.gone and each.url and each.name.lower().endswith(_KINDS)]
        plans.sort(key=lambda each: (not _shows_location(each), each.name))
        offers: list[tuple[str, Callable[[], None]]] = [(each.name, partial(self.fetch, each)) for each in plans[:_MOST]]
        return [*offers, ("A file on this computer…", self.choose)]

    def choose(self) -> None:
        """Lets the officer choose a file."""
        path, _ = QFileDialog.getOpenFileName(self._window, "Open a plan", str(Path.home()), _FILTER)
        if path:
            self.open(Path(path), Path(path).name)

    def fetch(self, document: Document) -> None:
        """Fetches a document of the case, then opens it."""
        task = DocumentTask(document, self._fetched.path(self._settings.case_file_path()), self._settings, self._clock)
        task.fetched.connect(lambda path: self.open(Path(path), document.name))
        task.failed.connect(self._failed)
        self._run(task, f"Fetching {document.name} ...")

    def open(self, path: Path, name: str, page: int = 1) -> None:
        """Opens a page of a file."""
        self._path, self._name = path, name
        task = PlanPictureTask(path, name, page, self._folder)
        task.opened.connect(self._opened)
        task.failed.connect(self._failed)
        self._run(task, f"Opening {name} ...")

    def turn_to(self, page: int) -> None:
        """Opens another page of the same file."""
        if self._path is not None:
            self.open(self._path, self._name, page)

    def stop(self) -> None:
        stop_task(self._task)

    def _run(self, task: QgsTask, sentence: str) -> None:
        self.stop()
        self._task = task
        self.working.emit(sentence)
        start_task(task)

    def _opened(self, page: object) -> None:
        self.working.emit("")
        self.opened.emit(page)

    def _failed(self, sentence: str) -> None:
        self.working.emit("")
        if sentence:
            self.failed.emit(sentence)


def _shows_location(document: Document) -> bool:
    words = " ".join((document.name, *document.tags)).lower()
    return any(word in words for word in _LOCATION)
