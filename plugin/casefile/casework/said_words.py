"""What an officer writes at a field, held to what fits."""

from __future__ import annotations

from ..errors import NotAsked

_LONGEST = 5000


def said_words(field: str, text: str, missing: str) -> str:
    """The words without the space around them. NotAsked at the field: ``missing`` where there are none, or that they are too long."""
    words = text.strip()
    if not words:
        raise NotAsked(field, missing)
    if len(words) > _LONGEST:
        raise NotAsked(field, f"This is longer than {_LONGEST:,} letters. Shorten it.")
    return words
