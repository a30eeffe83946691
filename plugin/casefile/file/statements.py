"""The SQL of the case file that is too long for a line of Python: constants under resources/casefile/."""

from __future__ import annotations

from functools import cache

from ...resources_path import resources_path


@cache
def statement(name: str) -> str:
    """The text of ``resources/casefile/<name>.sql``."""
    return resources_path("casefile", f"{name}.sql").read_text(encoding="utf-8")
