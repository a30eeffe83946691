"""Two versions of a red line beside each other: who made them and why, how large they are, what differs, what applies to each."""

from __future__ import annotations

from typing import NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry

from ..boundary.assembly import part_count
from ..boundary.compare import compare, measured
from ..boundary.returned_line import match_returned
from ..domain.boundary_change import BoundaryChange
from ..domain.boundary_version import BoundaryVersion
from ..domain.finding import Finding, Screening
from ..domain.plain_figures import counted
from ..rules.rules import Rules
from .area_changes import land_words, measured_words
from .constraint_changes import constraint_changes
from .version_words import version_words
from .wording import moment_words

_NO_LINE = "no line that can be used"
_NOT_SCREENED = "not screened"


class ComparedRow(NamedTuple):
    """One thing about both versions. ``differs`` is for the eye only: the words say it."""

    what: str
    one: str
    other: str
    differs: bool


class VersionComparison(NamedTuple):
    """``change`` is what replacing the first version by the second would be, None where one of them has no line that can be used."""

    title: str
    change: BoundaryChange | None
    rows: tuple[ComparedRow, ...]


def compare_versions(
    one: BoundaryVersion, other: BoundaryVersion, rules: Rules, screenings: tuple[Screening | None, Screening | None] = (None, None)
) -> VersionComparison:
    """Compare two versions; ``screenings`` are the latest of each, None where there is none: their constraints are then not known."""
    lines = [version.boundary.geometry if version.boundary is not None else None for version in (one, other)]
    rows = [
        _row("Made by", one.author, other.author),
        _row("When", moment_words(one.created_at), moment_words(other.created_at)),
        _row("Why", one.reason, other.reason),
        _row("Area", *(measured_words(measured(line, rules)) if line is not None else _NO_LINE for line in lines)),
        _row("Parts", *(_parts(line) for line in lines)),
        _row("Corners", *(_corners(line) for line in lines)),
    ]
    change = None
    if lines[0] is not None and lines[1] is not None:
        change = compare(lines[0], lines[1], rules)
        rows.append(_row("Between them", "", _between(lines[0], lines[1], change, rules)))
    rows += _constraint_rows(*screenings, rules)
    return VersionComparison(f"Version {version_words(one)}, and version {version_words(other)}", change, tuple(rows))


def _between(one: BaseGeometry, other: BaseGeometry, change: BoundaryChange, rules: Rules) -> str:
    if match_returned(one, other, rules).unchanged:
        return "the same line, to within 2 cm"
    common = f"{change.shared_percent:.1f} % of the land in common"
    return f"{change.kind.value}: {land_words(change)}; {common}"


def _row(what: str, one: str, other: str) -> ComparedRow:
    return ComparedRow(what, one, other, one != other)


def _parts(line: BaseGeometry | None) -> str:
    if line is None:
        return ""
    holes = sum(len(part.interiors) for part in shapely.get_parts(line))
    return f"{counted(part_count(line), 'part')}, {counted(holes, 'hole') if holes else 'no holes'}"


def _corners(line: BaseGeometry | None) -> str:
    if line is None:
        return ""
    rings = sum(1 + len(part.interiors) for part in shapely.get_parts(line))
    return str(int(shapely.get_num_coordinates(line)) - rings)


def _constraint_rows(one: Screening | None, other: Screening | None, rules: Rules) -> list[ComparedRow]:
    """The constraints that meet either line; what was not screened is said, and never taken for none."""
    if one is None and other is None:
        return [ComparedRow("Constraints", _NOT_SCREENED, _NOT_SCREENED, False)]
    found: tuple[tuple[Finding, ...], tuple[Finding, ...]] = (_findings(one), _findings(other))
    rows = []
    for line in constraint_changes(*found, rules):
        before = line.before if one is not None else _NOT_SCREENED
        after = line.after if other is not None else _NOT_SCREENED
        rows.append(_row(line.title, before, after))
    return rows or [ComparedRow("Constraints", _none(one), _none(other), _none(one) != _none(other))]


def _findings(screening: Screening | None) -> tuple[Finding, ...]:
    return screening.findings if screening is not None else ()


def _none(screening: Screening | None) -> str:
    return _NOT_SCREENED if screening is None else "none found"
