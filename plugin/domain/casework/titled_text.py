"""A piece of casework that is a title and a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .one_of_many import OneOfMany


@dataclass(frozen=True)
class TitledText(OneOfMany):
    """``called`` is what an officer calls a piece of this kind."""

    called: ClassVar[str]

    title: str
    text: str

    @property
    def lacking(self) -> str:
        """What still has to be written, as a sentence; "" where nothing has."""
        return "" if self.title.strip() and self.text.strip() else f"Give the {self.called} a title and a text."
