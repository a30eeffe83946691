"""What a run over many sites came to, in a line and an exit code."""

from __future__ import annotations

from ...domain.errors import UnreadableFile
from ..exit_code import ExitCode
from ..output import Output


class Totals:
    """Counts while the run goes on."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self.sites = 0
        self._not_checked = 0
        self._unreadable = 0

    def add(self, sites: int, not_checked: int) -> None:
        """So many sites were screened, at so many of them something was not checked."""
        self.sites += sites
        self._not_checked += not_checked

    def unreadable(self, error: UnreadableFile) -> None:
        """A file gave no sites: said at once."""
        self._unreadable += 1
        self._output.fault(str(error))

    def told(self) -> ExitCode:
        """Say the counts; NOT_READABLE outranks SOMETHING_NOT_CHECKED."""
        counted = "1 site screened" if self.sites == 1 else f"{self.sites:,} sites screened"
        parts = [counted, f"{self._not_checked:,} with something not checked"]
        if self._unreadable:
            parts.append("1 file could not be read" if self._unreadable == 1 else f"{self._unreadable:,} files could not be read")
        self._output.line("; ".join(parts) + ".")
        if self._unreadable:
            return ExitCode.NOT_READABLE
        return ExitCode.SOMETHING_NOT_CHECKED if self._not_checked or self.sites == 0 else ExitCode.EVERYTHING_CHECKED
