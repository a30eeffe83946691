"""Has something of Qt's done by the thread of the window, from any other thread.

QGIS's network manager and its replies must live there. PyQt learns by a signal to the window's thread that a C++ object is gone; of an
object that lived in another thread it learns late, when its address may belong to the next one, and then takes that one for gone
(seen with PyQt 5.15: of 1,000 replies in a thread of their own 3 were lost while they were read).
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TypeVar

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QEventLoop, QObject, QThread, pyqtSignal, pyqtSlot

Given = TypeVar("Given")


class _Desk(QObject):
    """Lives in the window's thread, so that what is handed in is done there."""

    handed_in = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.moveToThread(QgsApplication.instance().thread())
        self.handed_in.connect(self._do)

    @pyqtSlot(object)
    def _do(self, act: Callable[[], None]) -> None:
        act()


@lru_cache(maxsize=1)
def _desk() -> _Desk:
    return _Desk()


def do_in_window_thread(act: Callable[[], None]) -> None:
    """Hand in an act, which is done when the window's thread comes to it; it must take less than a frame and wait for nothing."""
    _desk().handed_in.emit(act)


def is_window_thread() -> bool:
    """Whether the caller runs in the window's thread, which must never wait for the network."""
    return bool(QThread.currentThread() == QgsApplication.instance().thread())


def beside_window_thread(act: Callable[[], Given]) -> Given:
    """Have an act done that waits for the network, by a thread of its own, while the window's thread, which calls this, serves its events.

    What the act raises is raised here.
    """
    loop = QEventLoop()

    def acted() -> Given:
        try:
            return act()
        finally:
            # Handed in from the other thread, so that it is done within the loop, however soon the act was over
            do_in_window_thread(loop.quit)

    with ThreadPoolExecutor(1, "redline-beside-the-window") as pool:
        done = pool.submit(acted)
        loop.exec()
        return done.result()
