"""What the tasks have in common that read what lies round a boundary which is being drawn."""

from __future__ import annotations

import time
from typing import Any

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal


class GatheringTask(QgsTask):
    """``came`` brings what ``gather`` gave, ``failed`` the reason. A cancelled task brings neither.

    What it brings is unprepared and belongs to the window from then on.
    """

    came = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(self, what: str) -> None:
        super().__init__(f"Redline: reading the {what} round the boundary", QgsTask.Flag.CanCancel | QgsTask.Flag.Hidden)
        self._gathered: Any = None
        self._failure = f"The {what} round the boundary could not be read; the log under Python says why."

    def gather(self) -> Any:
        """Reads beside the window, and calls ``give_way`` after each batch; RedlineError with a sentence where it can't."""
        raise NotImplementedError

    def give_way(self) -> None:
        """Lets the window have its turn; ends the reading where nobody waits for it any more."""
        if self.isCanceled():
            raise _CancelledError
        time.sleep(0)

    def run(self) -> bool:
        from ...domain.errors import RedlineError

        try:
            self._gathered = self.gather()
        except _CancelledError:
            return False
        except RedlineError as error:
            self._failure = str(error)
            return False
        return True

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        if self.isCanceled():
            return
        if result:
            self.came.emit(self._gathered)
        else:
            self.failed.emit(self._failure)


class _CancelledError(Exception):
    """Nobody waits for it any more."""
