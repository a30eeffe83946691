"""The case file whose cases a task in the Constraint layers window tells: the one that the window has open, or would open."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..settings import Settings

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile
    from ...casefile.reader import CaseFileReader
    from ...casefile.screened.refreshing import CasesNear
    from ...domain.clock import Clock
    from ...domain.identity import Identity


@dataclass(frozen=True)
class WindowCases:
    """``file`` is the one that the window has open. To be used beside the window."""

    settings: Settings
    file: CaseFile | None
    clock: Clock
    identity: Identity

    @property
    def near(self) -> CasesNear:
        """The cases that may be touched, as far as the options count as near."""
        from ...casefile.screened.refreshing import CasesNear

        return CasesNear(self._reader, self.settings.near)

    def opened(self) -> AbstractContextManager[CaseFile]:
        """To be written to. Raises CaseFileError."""
        if self.file is not None:
            return self.file.for_this_thread()
        from ...casefile.case_file import CaseFile

        return CaseFile.open(self.settings.case_file_path(), clock=self.clock, identity=self.identity)

    def _reader(self) -> CaseFileReader | None:
        from ...casefile.read_only import read_only

        if self.file is not None:
            return self.file.reader()
        path = self.settings.case_file_path()
        return read_only(path, self.clock) if path.is_file() else None
