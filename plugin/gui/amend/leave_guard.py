"""Asks before QGIS ends, and before it opens another project, while a line is being amended."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QObject, QTimer
from qgis.PyQt.QtWidgets import QApplication, QMainWindow, QMessageBox
from qgis.PyQt.sip import isdeleted

_SAVE, _DISCARD, _CANCEL = QMessageBox.StandardButton.Save, QMessageBox.StandardButton.Discard, QMessageBox.StandardButton.Cancel


class LeaveGuard(QObject):
    """At work from ``begin`` to ``end``. ``may_leave`` asks the officer; ``goes`` is called when the project goes whatever was answered.

    QGIS has no hook that could stop another project from being opened. But whichever way that is done, and before it ends, it asks
    whether to save a project that was changed: that question can be cancelled, so the line's is asked over it.
    """

    def __init__(self, window: QMainWindow, project: QgsProject, may_leave: Callable[[], bool], goes: Callable[[], None]) -> None:
        super().__init__()
        self._window = window
        self._project = project
        self._may_leave = may_leave
        self._goes = goes
        self._at_work = False
        self._asking = False
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.setInterval(0)
        self._looking.timeout.connect(self._look)

    def begin(self) -> None:
        if self._at_work:
            return
        self._at_work = True
        self._window.installEventFilter(self)
        self._project.aboutToBeCleared.connect(self._goes)
        self._project.projectSaved.connect(self._mark)
        self._mark()

    def end(self) -> None:
        if not self._at_work:
            return
        self._at_work = False
        self._looking.stop()
        self._project.aboutToBeCleared.disconnect(self._goes)
        self._project.projectSaved.disconnect(self._mark)
        if not isdeleted(self._window):
            self._window.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and not self._ask():
            event.ignore()
            return True
        if event.type() == QEvent.Type.WindowBlocked and not self._asking:
            self._looking.start()
        return False

    def _mark(self) -> None:
        """QGIS asks about a changed project alone."""
        self._project.setDirty(True)

    def _look(self) -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox) and asks_about_the_project(box) and not self._ask() and not isdeleted(box):
            box.button(_CANCEL).click()

    def _ask(self) -> bool:
        if self._asking or not self._at_work:
            return not self._asking
        self._asking = True
        try:
            return self._may_leave()
        finally:
            self._asking = False


def asks_about_the_project(box: QMessageBox) -> bool:
    """Whether this is QGIS's question if the project is to be saved, in whatever language it is asked."""
    asked = QCoreApplication.translate("QgisApp", "Do you want to save the current project? %1").split("%1", maxsplit=1)[0].strip()
    return box.standardButtons() == _SAVE | _DISCARD | _CANCEL and asked in box.text()
