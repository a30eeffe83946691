"""The findings of a screening as rows of a sheet: under the headings officers know, the entities of one constraint side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ..domain.dataset import Dataset, Snapshot
from ..domain.finding import Finding, Relation
from ..domain.plain_figures import area_words, metres_words, percent_words
from .plain_text import plain_text
from .sentence import finding_sentence
from .sheet_rows import SheetCategory, SheetFinding

#: The heading of what the catalogue does not place.
OTHER = "Other constraints"
_RELATIONS = tuple(Relation)


def sheet_categories(
    findings: Sequence[Finding],
    dataset_of: Callable[[str], Dataset],
    headings: Sequence[str],
    snapshots: Mapping[str, Snapshot],
    version: str,
) -> tuple[SheetCategory, ...]:
    """Rows by category in the order of ``headings``; what stands under none of them follows, by name."""
    rows: dict[str, list[SheetFinding]] = {}
    for finding in in_reading_order(findings):
        dataset = dataset_of(finding.entity.dataset)
        row = sheet_finding(finding, dataset, snapshots.get(finding.entity.dataset), version)
        rows.setdefault(dataset.category or OTHER, []).append(row)
    order = sorted(rows, key=lambda heading: heading_rank(heading, headings))
    return tuple(SheetCategory(heading, tuple(rows[heading])) for heading in order)


def heading_rank(heading: str, headings: Sequence[str]) -> tuple[int, str]:
    """Where a heading stands: in the catalogue's order, unknown ones after, what has none last."""
    if heading == OTHER:
        return (len(headings) + 1, heading)
    return (headings.index(heading) if heading in headings else len(headings), heading)


def in_reading_order(findings: Sequence[Finding]) -> list[Finding]:
    """What overlaps first, the greatest first; entities of one constraint stay together. The same findings give the same order."""
    leading: dict[str, tuple[int, float, float, str, int]] = {}
    for finding in findings:
        key = _rank(finding)
        constraint = finding.entity.constraint
        leading[constraint] = min(key, leading.get(constraint, key))
    return sorted(findings, key=lambda finding: (leading[finding.entity.constraint], finding.entity.constraint, _rank(finding)))


def sheet_finding(finding: Finding, dataset: Dataset, snapshot: Snapshot | None, version: str) -> SheetFinding:
    """One row, in plain text."""
    entity = finding.entity
    return SheetFinding(
        dataset=entity.dataset,
        dataset_name=plain_text(dataset.name) or entity.dataset,
        entity=entity.number,
        reference=plain_text(entity.reference),
        name=plain_text(entity.name),
        relation=finding.relation.value,
        figures=figures_words(finding),
        sentence=finding_sentence(finding, dataset, snapshot, version),
        constraint=entity.constraint,
        snapshot=finding.snapshot,
        remarks=tuple(plain_text(remark) for remark in finding.remarks),
    )


def figures_words(finding: Finding) -> str:
    """The figures of one finding, short enough for a column."""
    if finding.relation is Relation.NEAR:
        return f"{metres_words(finding.distance_m)} away"
    if finding.relation is Relation.SURROUNDED:
        return "in a hole of the site"
    depth = "" if finding.depth_m is None else f"{metres_words(finding.depth_m)} inside"
    if finding.overlap_m2 <= 0:
        return depth or "at the edge"
    figures = [area_words(finding.overlap_m2), percent_words(finding.overlap_percent)]
    return ", ".join([*figures, depth] if depth else figures)


def _rank(finding: Finding) -> tuple[int, float, float, str, int]:
    entity = finding.entity
    return (_RELATIONS.index(finding.relation), -finding.overlap_m2, finding.distance_m, entity.dataset, entity.number)
