"""Writes a site notice beside the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsMapLayer, QgsTask
from qgis.PyQt.QtCore import QThread, pyqtSignal

from ...domain.errors import RedlineError

if TYPE_CHECKING:
    from ...reports.site_notice import SiteNotice


class NoticeTask(QgsTask):
    """``ended`` brings the path, or why there is no notice. ``ground`` are layers that nobody else has; they end with the notice."""

    ended = pyqtSignal(str, str)

    def __init__(self, notice: SiteNotice, path: Path, ground: Sequence[QgsMapLayer], attribution: str) -> None:
        super().__init__(f"Redline: printing the site notice of {notice.reference}", QgsTask.Flag.Hidden)
        self._notice = notice
        self._path = path
        self._ground = list(ground)
        self._attribution = attribution
        self._failure = "The site notice was not printed; the log under Python says where it stopped."

    def run(self) -> bool:
        from ..layouts.notice_printer import print_notice

        # The layout, its project and all of its layers live and end in this thread
        ground, self._ground = self._ground, []
        for layer in ground:
            layer.moveToThread(QThread.currentThread())
        try:
            print_notice(self._notice, self._path, ground, self._attribution)
        except RedlineError as error:
            self._failure = str(error)
            return False
        except OSError as error:
            self._failure = f"The site notice could not be written to {self._path}: {error.strerror or error}."
            return False
        return True

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        self.ended.emit(str(self._path) if result else "", "" if result else self._failure)
