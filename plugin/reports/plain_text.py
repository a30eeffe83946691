"""Text from outside as harmless lines: whatever a file says, it can neither move a cursor nor reorder a sentence."""

from __future__ import annotations

import unicodedata

#: Cc: controls (escape sequences), Cf: invisible formatting (reordering of right-to-left text), Cs: halves of characters.
_DROPPED = frozenset({"Cc", "Cf", "Cs"})


def plain_text(text: str) -> str:
    """``text`` on one line, without control, formatting or broken characters; never markup, so nothing is escaped."""
    spaced = " ".join(text.split())
    if spaced.isascii() and spaced.isprintable():
        # Most words are: a panel that follows the mouse asks for hundreds of them at each move
        return spaced
    return " ".join("".join(character for character in spaced if unicodedata.category(character) not in _DROPPED).split())


def without_controls(text: str) -> str:
    """``text`` with its lines and spaces, without what moves a cursor or reorders a sentence."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in _DROPPED)


def plain_lines(text: str) -> str:
    """``text`` as ``plain_text`` has it, each of its lines by itself, without the empty ones."""
    return "\n".join(line for line in map(plain_text, text.splitlines()) if line)
