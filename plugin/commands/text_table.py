"""A table in columns of plain text, aligned by what a terminal shows, not by the count of characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def text_table(rows: Sequence[Sequence[str]], *, indent: str = "", right: Sequence[int] = ()) -> list[str]:
    """Lines of ``rows``; columns numbered in ``right`` align right (figures), the last column is left as long as it is."""
    if not rows:
        return []
    widths = [max(shown_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [_padded(cell, widths[column], column in right) for column, cell in enumerate(row)]
        lines.append((indent + "  ".join(cells)).rstrip())
    return lines


def shown_width(text: str) -> int:
    """How many columns a terminal needs: two for the wide characters of east Asia, none for combining marks."""
    return sum(0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _padded(cell: str, width: int, right: bool) -> str:
    space = " " * (width - shown_width(cell))
    return space + cell if right else cell + space
