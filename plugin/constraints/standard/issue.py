"""What a file lacks of the national standard, in a sentence (resources/standard/issues.csv)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any, NamedTuple

from ...resources_path import resources_path


class Severity(Enum):
    """What the platform makes of an issue: it refuses the file, it asks for better, or it puts up with it."""

    MUST_FIX = "must fix"
    SHOULD_FIX = "should fix"
    WARNING = "warning"


@dataclass(frozen=True)
class Fix:
    """What may be written in place of what is there without changing what it says.

    ``before`` and ``after`` are texts; where ``is_shape``, they are WKT in EPSG:27700, ``before`` "" for what can't be placed.
    """

    before: str
    after: str
    words: str
    is_shape: bool = False


@dataclass(frozen=True)
class Issue:
    """One fault of one field of one row; ``row`` counts from 1, None for what is true of the whole file. ``code`` never changes.

    ``other`` is another row that has to do with it.
    """

    row: int | None
    field: str
    code: str
    severity: Severity
    message: str
    fix: Fix | None = None
    other: int | None = None

    def as_json(self) -> dict[str, Any]:
        fields: dict[str, Any] = {"row": self.row, "field": self.field, "code": self.code, "severity": self.severity.value}
        fields["message"] = self.message
        if self.fix is not None:
            fields["fix"] = {"before": self.fix.before, "after": self.fix.after, "words": self.fix.words}
        return fields


def issue(code: str, row: int | None, field: str, *, fix: Fix | None = None, **words: object) -> Issue:
    """The issue of a code, its sentence filled with ``words`` (value, other, why, wanted); an ``other`` that is a number is a row."""
    kind, other = _table()[code], words.get("other")
    message = kind.message.format(field=field, **words)
    return Issue(row, field, code, kind.severity, message, fix, other if isinstance(other, int) else None)


def title_of(code: str) -> str:
    """What all issues of a code have in common, in a few words."""
    return _table()[code].title


class _Kind(NamedTuple):
    severity: Severity
    title: str
    message: str


@lru_cache(maxsize=1)
def _table() -> dict[str, _Kind]:
    with resources_path("standard", "issues.csv").open(encoding="utf-8", newline="") as table:
        return {row["code"]: _Kind(Severity(row["severity"]), row["title"], row["message"]) for row in csv.DictReader(table)}
