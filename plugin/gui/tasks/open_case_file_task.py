"""Opens the case file beside the window: checking and migrating a large one takes a moment."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile
    from ...domain.clock import Clock
    from ...domain.identity import Identity

_NEXT = ("...constraints.profile", "...constraints.open_store", "..environment.transform_check")


class OpenCaseFileTask(QgsTask):
    """``opened`` brings the CaseFile, closed again: each thread takes a connection of its own from it; ``refused`` the reason."""

    opened = pyqtSignal(object)
    refused = pyqtSignal(str)

    def __init__(self, path: Path, clock: Clock, identity: Identity) -> None:
        super().__init__("Redline: opening the case file", QgsTask.Flag.CanCancel | QgsTask.Flag.Hidden)
        self._path = path
        self._clock = clock
        self._identity = identity
        self._file: CaseFile | None = None
        self._failure = "The case file could not be opened; the log under Python says why."

    def run(self) -> bool:
        from ...casefile.case_file import CaseFile
        from ...domain.errors import RedlineError

        _import_what_follows()
        try:
            self._file = CaseFile.open(self._path, clock=self._clock, identity=self._identity)
            self._file.close()
        except RedlineError as error:
            self._failure = str(error)
            return False
        return True

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        if result and self._file is not None:
            self.opened.emit(self._file)
        else:
            self.refused.emit(self._failure)


def _import_what_follows() -> None:
    """What the window needs next, for the store and the first case: on its own thread that would hold it up for half a second."""
    from ...boundary.transformer import Transformer

    for name in _NEXT:
        import_module(name, __package__)
    # With its first operation comes pyproj, on the thread where that may be
    Transformer()
