"""What an officer's eye says to a question of validation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CheckAnswer:
    """``code`` is that of the question (resources/rules/validation_checks.csv); ``passes`` what the officer saw; ``note`` what is wrong."""

    code: str
    passes: bool
    note: str = ""

    @property
    def key(self) -> str:
        return self.code

    @property
    def lacking(self) -> str:
        return "" if self.code else "Say which question it answers."
