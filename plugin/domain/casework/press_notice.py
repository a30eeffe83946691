"""Whether an application is advertised in a newspaper, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class PressNotice:
    """``reasons`` are codes of BOPS's list (resources/casework/press_notice_reasons.csv); ``other`` is a reason in the officer's words.

    ``published_on`` and ``newspaper`` say where and when it appeared.
    """

    required: bool
    reasons: tuple[str, ...] = field(default=())
    other: str = ""
    published_on: date | None = None
    newspaper: str = ""
    note: str = ""

    @property
    def key(self) -> str:
        return "press_notice"

    @property
    def lacking(self) -> str:
        if self.required and not self.reasons:
            return "Tick why a press notice is needed."
        if "other" in self.reasons and not self.other.strip():
            return "Write the other reason: it stands in the record."
        if self.published_on is not None and not self.newspaper.strip():
            return "Name the newspaper: a notice without its place is no evidence."
        return ""
