"""Writes the letter to an applicant, its page and its line, beside the window."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ...domain.errors import RedlineError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...reports.letter import Letter
    from ..requests.letter_ground import LetterGround


class LetterTask(QgsTask):
    """``written`` brings the three files; ``failed`` the error that says why they are not, or not all, there.

    ``ground`` is opened and read, and ``line``, which gives the proposed line as GeoJSON, is called beside the window.
    """

    written = pyqtSignal(object)
    failed = pyqtSignal(object)

    def __init__(
        self,
        letter: Letter,
        line: Callable[[], Mapping[str, Any]],
        folder: Path,
        name: str,
        ground: LetterGround,
        attribution: str,
    ) -> None:
        super().__init__(f"Redline: writing the letter {name}", QgsTask.Flag.Hidden)
        self._letter = letter
        self._line = line
        self._folder = folder
        self._name = name
        self._ground = ground
        self._attribution = attribution
        self._made: list[Path] = []
        self._error = RedlineError(f"The letter {name} was not written; the log under Python says why.")

    def run(self) -> bool:
        from ..layouts.letter_printer import write_letter

        # The layout, its project and all of its layers live and end in this thread
        try:
            self._made = write_letter(
                self._letter,
                self._line(),
                self._folder,
                self._name,
                ground=self._ground.layers(),
                attribution=self._attribution,
                surroundings=self._ground.surroundings(),
            )
        except RedlineError as error:
            self._error = error
            return False
        except OSError as error:
            self._error = RedlineError(f"The letter could not be written to {self._folder}: {error.strerror or error}.")
            return False
        return True

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        if result:
            self.written.emit(self._made)
        else:
            self.failed.emit(self._error)
