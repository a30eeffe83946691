"""The SQL of the case file that is too long for a line of Python: constants under resources/casefile/."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache

from ..resources_path import resources_path


@cache
def statement(name: str) -> str:
    """The text of ``resources/casefile/<name>.sql``."""
    return resources_path("casefile", f"{name}.sql").read_text(encoding="utf-8")


def statements_of(script: str) -> Iterator[str]:
    """The statements of a script one by one, so that they can run inside a transaction (``executescript`` would end it)."""
    collected = ""
    for line in script.splitlines(keepends=True):
        collected += line
        if sqlite3.complete_statement(collected):
            yield collected
            collected = ""
