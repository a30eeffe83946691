"""What a legal agreement has to secure before a permission is issued."""

from __future__ import annotations

from dataclasses import dataclass

from .titled_text import TitledText


@dataclass(frozen=True)
class HeadOfTerms(TitledText):
    """One head of the terms of a planning obligation (section 106, 1990 Act)."""

    called = "head of terms"
