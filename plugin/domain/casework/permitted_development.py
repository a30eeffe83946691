"""What an officer finds of permitted development rights on a site."""

from __future__ import annotations

from dataclasses import dataclass

from .said import Said


@dataclass(frozen=True)
class PermittedDevelopment:
    """``is_development`` is whether the proposal is development at all (section 55, 1990 Act).

    ``on_affected_part`` says whether the work lies on the part of the land that a designation or direction covers: the test is the house
    and its curtilage, not the red line. ``removed`` says whether rights were taken away, by a condition on an earlier permission (never in
    national data) or by a direction, with ``removed_reason``.
    """

    is_development: Said = Said.UNKNOWN
    on_affected_part: Said = Said.UNKNOWN
    removed: Said = Said.UNKNOWN
    removed_reason: str = ""
    note: str = ""

    @property
    def key(self) -> str:
        return "permitted_development"

    @property
    def lacking(self) -> str:
        if self.removed is Said.YES and not self.removed_reason.strip():
            return "Say by which condition or direction the rights were removed: it stands in the report."
        return ""
