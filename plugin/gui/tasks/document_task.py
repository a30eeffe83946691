"""Fetches one document of a case beside the window; the token never goes with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ..back_office import bops_of
from ..safe_name import safe_name
from ..settings import Settings

if TYPE_CHECKING:
    from ...domain.clock import Clock
    from ...domain.document import Document


class DocumentTask(QgsTask):
    """``fetched`` brings the file's path; ``failed`` a sentence, "" when it was cancelled."""

    fetched = pyqtSignal(str)
    failed = pyqtSignal(str)

    def __init__(self, document: Document, folder: Path, settings: Settings, clock: Clock) -> None:
        super().__init__(f"Redline: fetching {document.name}", QgsTask.Flag.CanCancel)
        self._document = document
        self._folder = folder
        self._settings = settings
        self._clock = clock
        self._path = ""
        self._failure = "The document could not be fetched; the log under Python says why."

    def run(self) -> bool:
        from ...backoffice.errors import Cancelled
        from ...domain.errors import RedlineError

        part = self._folder / "arriving.part"
        try:
            client = bops_of(self._settings, self._clock, self.isCanceled)
            try:
                with part.open("wb") as into:
                    arrival = client.fetch_file(self._document.url, into)
            finally:
                client.close()
            name = safe_name(self._document.name, arrival.content_type)
            if not name:
                kind = arrival.content_type or "something unknown"
                self._failure = f"{self._document.name} is of a kind that Redline does not open ({kind}). Look at it in the back office."
                return False
            self._path = str(part.replace(self._folder / name))
        except Cancelled:
            self._failure = ""
            return False
        except RedlineError as error:
            self._failure = str(error)
            return False
        except OSError as error:
            self._failure = f"{self._document.name} could not be kept on this computer: {error.strerror or error}."
            return False
        return True

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        if result:
            self.fetched.emit(self._path)
        else:
            self.failed.emit(self._failure)
