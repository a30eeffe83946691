"""That an officer has looked at all constraints of an application."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ConstraintsCheck:
    """``version_uuid`` and ``version`` say over which red line they were looked at: over another one there may be others."""

    version: int
    version_uuid: str

    @property
    def key(self) -> str:
        return "constraints_check"

    @property
    def lacking(self) -> str:
        return "" if self.version_uuid else "There is no red line over which constraints could be checked."
