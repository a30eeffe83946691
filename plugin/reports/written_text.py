"""A text that appears in a file whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from ..domain.errors import RedlineError


def write_whole(path: Path, text: str) -> Path:
    """Write a text in place of what a file held, and give its path. RedlineError where that fails; the file is then as it was."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(text, encoding="utf-8", errors="replace")
        beside.replace(path)
    except OSError as error:
        # What could not be written can often not be taken away either
        with suppress(OSError):
            beside.unlink()
        raise RedlineError(f"{path} could not be written ({error.strerror or error}). Choose another folder.") from error
    return path
