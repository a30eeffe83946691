"""Which rules were used: a digest of the tables, so that two reports with the same one were made by the same rules."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from ..resources_path import resources_path

_LETTERS = 12


@lru_cache(maxsize=4)
def tables_version(folder: Path | None = None) -> str:
    """The first letters of the SHA-256 of every rules table with its name, in the order of the names."""
    digest = hashlib.sha256()
    for path in sorted((folder or resources_path("rules")).rglob("*.csv")):
        digest.update(path.name.encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:_LETTERS]
