"""Work beside the window that ends with what it brings, or with a sentence on why it brings nothing."""

from __future__ import annotations

import sqlite3
from abc import abstractmethod

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ...domain.errors import RedlineError
from .window_first import WindowFirst


class StoppedError(Exception):
    """Somebody has stopped it, or nobody waits for it any more. It is no RedlineError, which the work itself may tell as a fault."""


class SentenceTask(QgsTask):
    """``failed`` brings a sentence, "" where it was stopped; what it brings else has a signal of its own, sent by ``bring``."""

    failed = pyqtSignal(str)

    def __init__(self, words: str, failure: str, *, hidden: bool = False, stoppable: bool = True) -> None:
        """``words`` name it in the list of tasks; ``failure`` is said where the work ends with a fault of the program. One that is
        not ``stoppable`` is hidden too, and done once it is begun."""
        hide, can_stop = QgsTask.Flag.Hidden, QgsTask.Flag.CanCancel
        super().__init__(f"Redline: {words}", hide if not stoppable else can_stop | hide if hidden else can_stop)
        self._failure = failure
        self._stoppable = stoppable

    @abstractmethod
    def work(self) -> None:
        """Called beside the window; RedlineError and faults of files are told, StoppedError and Cancelled end it in silence."""

    @abstractmethod
    def bring(self) -> None:
        """Called on the GUI thread once the work is done."""

    def stop_if_asked(self) -> None:
        """To be called between two steps of the work."""
        if self.isCanceled():
            raise StoppedError

    def run(self) -> bool:
        from ...backoffice.errors import Cancelled

        try:
            with WindowFirst():
                self.work()
        except StoppedError:
            self._failure = ""
            return False
        except (RedlineError, OSError, sqlite3.Error) as error:
            # What fails because it was stopped is no news
            stopped = self._stoppable and (isinstance(error, Cancelled) or self.isCanceled())
            self._failure = "" if stopped else str(error)
            return False
        return True

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        if result:
            self.bring()
        else:
            self.failed.emit(self._failure)
