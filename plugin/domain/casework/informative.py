"""What a decision notice tells the applicant beside the conditions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Informative:
    """It binds nobody."""

    title: str
    text: str

    @property
    def key(self) -> str:
        return ""

    @property
    def lacking(self) -> str:
        return "" if self.title.strip() and self.text.strip() else "Give the informative a title and a text."
