"""Fetches one document of a case beside the window; the token never goes with it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ..documents.safe_name import safe_name
from ..network.back_office import bops_of
from ..settings import Settings

if TYPE_CHECKING:
    from ...domain.clock import Clock
    from ...domain.document import Document


class DocumentTask(QgsTask):
    """``fetched`` brings the file's path; ``failed`` a sentence, "" when it was cancelled.

    Each fetch has a folder of its own within ``folder``, so that two never write to the same file; nothing is left of one that failed.
    """

    fetched = pyqtSignal(str)
    failed = pyqtSignal(str)

    def __init__(self, document: Document, folder: Path, settings: Settings, clock: Clock) -> None:
        super().__init__(f"Redline: fetching {document.name}", QgsTask.Flag.CanCancel | QgsTask.Flag.Silent)
        self._document = document
        self._folder = folder
        self._settings = settings
        self._clock = clock
        self._path = ""
        self._failure = "The document could not be fetched; the log under Python says why."

    def run(self) -> bool:
        from ...domain.errors import RedlineError

        try:
            own = Path(tempfile.mkdtemp(dir=self._folder))
        except OSError as error:
            self._failure = f"{self._document.name} could not be kept on this computer: {error.strerror or error}."
            return False
        try:
            self._fetch(own)
        except RedlineError as error:
            self._failure = str(error)
        except OSError as error:
            self._failure = f"{self._document.name} could not be kept on this computer: {error.strerror or error}."
        finally:
            if not self._path:
                shutil.rmtree(own, ignore_errors=True)
        return bool(self._path)

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        if result:
            self.fetched.emit(self._path)
        else:
            self.failed.emit(self._failure)

    def _fetch(self, own: Path) -> None:
        from ...backoffice.errors import Cancelled

        part = own / "arriving.part"
        try:
            client = bops_of(self._settings, self._clock, self.isCanceled)
            try:
                with part.open("wb") as into:
                    arrival = client.fetch_file(self._document.url, into)
            finally:
                client.close()
        except Cancelled:
            self._failure = ""
            return
        name = safe_name(self._document.name, arrival.content_type)
        if self.isCanceled():
            self._failure = ""
        elif not name:
            kind = arrival.content_type or "something unknown"
            self._failure = f"{self._document.name} is of a kind that Redline does not open ({kind}). Look at it in the back office."
        else:
            self._path = str(part.replace(own / name))
