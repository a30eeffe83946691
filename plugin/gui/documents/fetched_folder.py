"""A folder for what is fetched while a window shows it: beside the case file, so that a purge reaches what a crash leaves there."""

from __future__ import annotations

import tempfile
from pathlib import Path

from qgis.PyQt.QtCore import QTemporaryDir

from ...casefile.personal.leftovers import fetched_folder


class FetchedFolder:
    """Made when it is first asked for, and again after a purge; gone with its owner."""

    def __init__(self) -> None:
        self._made: QTemporaryDir | None = None
        self._beside: Path | None = None

    def path(self, case_file: Path) -> Path:
        """Where to write. Where no folder can be made beside the case file, one of the system's for temporary files."""
        if self._made is None or self._beside != case_file or not Path(self._made.path()).is_dir():
            try:
                beside = fetched_folder(case_file)
            except OSError:
                beside = Path(tempfile.gettempdir())
            self._made, self._beside = QTemporaryDir(str(beside / "redline-XXXXXX")), case_file
        return Path(self._made.path())
