"""One page of the Constraint layers window, and when it is told that it comes into sight and leaves."""

from __future__ import annotations

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from .surroundings import Surroundings


class WindowPage(QWidget):
    """``around`` is what the window has. ``titled`` gives the tab another title, with a count perhaps.

    A page reads nothing when it is made: the window opens at once, and each page reads when it comes into sight.
    """

    titled = pyqtSignal(str)

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.around = around

    def count_again(self) -> None:
        """The window comes into sight, on whichever page: say in the title what waits here, if that is read at once."""

    def show_again(self) -> None:
        """The page comes into sight, or another generation of the store is in use while it is in sight: read what it shows."""

    def leave(self) -> None:
        """The page goes out of sight, with its tab or with the window: take off the map what it drew there."""

    def close_for_good(self) -> None:
        """QGIS closes, or Redline is unloaded: end what runs, and take away what was put on the map."""
