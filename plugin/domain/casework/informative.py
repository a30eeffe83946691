"""What a decision notice tells the applicant beside the conditions."""

from __future__ import annotations

from dataclasses import dataclass

from .titled_text import TitledText


@dataclass(frozen=True)
class Informative(TitledText):
    """It binds nobody."""

    called = "informative"
