"""What a legal agreement has to secure before a permission is issued."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class HeadOfTerms:
    """One head of the terms of a planning obligation (section 106, 1990 Act)."""

    title: str
    text: str

    @property
    def key(self) -> str:
        return ""

    @property
    def lacking(self) -> str:
        return "" if self.title.strip() and self.text.strip() else "Give the head of terms a title and a text."
