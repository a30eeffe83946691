"""A document that should be JSON and is not."""

from __future__ import annotations

from ..domain.errors import UnreadableFile


class NotJson(UnreadableFile):
    """What was read is not JSON at all; ``is_empty`` where it holds nothing."""

    def __init__(self, message: str, file: str, *, is_empty: bool = False) -> None:
        super().__init__(message, file)
        self.is_empty = is_empty
