"""What an officer says of the red line after looking at it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class BoundaryCheck:
    """``version_uuid`` and ``version`` say which red line was looked at: another one has to be checked anew."""

    right: bool
    version: int
    version_uuid: str

    @property
    def key(self) -> str:
        return "boundary_check"

    @property
    def lacking(self) -> str:
        return "" if self.version_uuid else "There is no red line that could be checked."
