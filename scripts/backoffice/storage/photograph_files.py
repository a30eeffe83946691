"""The pictures themselves, each once, under its digest."""

from __future__ import annotations

import secrets
from pathlib import Path


class PhotographFiles:
    """A folder of them; what is said of each stands in the tables."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, sha256: str, content: bytes) -> None:
        """Whole or not at all."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / sha256
        if not path.is_file():
            beside = self._folder / f".{sha256}.{secrets.token_hex(4)}"
            beside.write_bytes(content)
            beside.replace(path)

    def read(self, sha256: str) -> bytes:
        """The picture of a digest."""
        return (self._folder / sha256).read_bytes()
