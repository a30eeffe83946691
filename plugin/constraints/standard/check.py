"""Checks a file against the national standard, as the platform's own service does, and further where that is blind."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import shapely

from .alike_checks import check_alike
from .issue import Issue, Severity
from .row_checks import check_blanks, check_columns, check_links, check_own_pages, check_pairs, check_published, check_references
from .shape_checks import check_ground, check_shapes, check_writing
from .standard_table import StandardTable
from .value_checks import check_value


@dataclass(frozen=True)
class StandardReport:
    """What a file lacks. ``not_asked`` names the fields whose links could not be followed, because their dataset was not given."""

    dataset: str
    rows: int
    issues: tuple[Issue, ...]
    unmapped: tuple[str, ...]
    not_asked: tuple[str, ...]

    def of(self, severity: Severity) -> tuple[Issue, ...]:
        return tuple(issue for issue in self.issues if issue.severity is severity)

    @property
    def is_met(self) -> bool:
        """Whether nothing must or should be mended."""
        return all(issue.severity is Severity.WARNING for issue in self.issues)

    def counts(self) -> dict[tuple[str, str], int]:
        """How often each fault of each field was found, by field and code."""
        counts: dict[tuple[str, str], int] = {}
        for issue in self.issues:
            counts[(issue.field, issue.code)] = counts.get((issue.field, issue.code), 0) + 1
        return counts

    def as_json(self) -> dict[str, Any]:
        return {
            "dataset": self.dataset,
            "rows": self.rows,
            "issues": [issue.as_json() for issue in self.issues],
            "unmapped_columns": list(self.unmapped),
            "links_not_checked": list(self.not_asked),
        }


@dataclass(frozen=True)
class Known:
    """What else is known. ``references`` by dataset: those that links lead to; under the dataset's own name, those published before.

    ``ground`` is the authority's area in EPSG:27700.
    """

    references: Mapping[str, frozenset[str]] = dataclasses.field(default_factory=dict)
    ground: shapely.Geometry | None = None


def check_standard(
    table: StandardTable, today: date, known: Known | None = None, told: Callable[[float], None] = lambda _share: None
) -> StandardReport:
    """Every fault of a table, by row. ``told`` hears how much of the work is done, 0 to 1, and stops it by raising what it likes."""
    known = known or Known()
    asked = known.references
    checks = (
        check_columns(table),
        check_writing(table),
        check_blanks(table),
        check_references(table),
        check_own_pages(table),
        check_pairs(table),
        check_links(table, asked, today),
        check_published(table, asked),
        _values(table, today),
        check_shapes(table),
        check_ground(table, known.ground),
        check_alike(table),
    )
    issues: list[Issue] = []
    for number, check in enumerate(checks):
        told(number / len(checks))
        issues.extend(check)
    issues.sort(key=lambda issue: issue.row or 0)
    not_asked = tuple(field.name for field in table.standard.links if table.has(field.name) and field.of not in asked)
    return StandardReport(table.standard.dataset, len(table.rows), tuple(issues), table.unmapped, not_asked)


def _values(table: StandardTable, today: date) -> Iterator[Issue]:
    fields = [field for field in table.standard.fields if table.has(field.name) and not field.is_geometry]
    for row in table.rows:
        for field in fields:
            text = row[field.name]
            if text:
                yield from check_value(row.number, field, text, today)
