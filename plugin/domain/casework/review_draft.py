"""What a reviewer is writing of a recommendation before it is accepted or challenged."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ReviewDraft:
    """``officer`` is the reviewer's name: each has one draft of an application."""

    officer: str
    comment: str

    @property
    def key(self) -> str:
        return self.officer.casefold() or "-"

    @property
    def lacking(self) -> str:
        return ""
