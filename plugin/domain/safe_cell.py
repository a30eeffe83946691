"""A cell of a table for others, as a spreadsheet may see it."""

from __future__ import annotations

from typing import Any

#: A spreadsheet takes a cell that begins so for a formula, and runs it.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(value: Any) -> Any:
    """Text that would be a formula begins with an apostrophe; figures stay figures."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def unsafe_cell(text: str) -> str:
    """What stood there before ``safe_cell`` put its apostrophe in front."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA_STARTS) else text
