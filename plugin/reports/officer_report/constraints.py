"""What a report says of constraints: each with its figures, its data and the officer's answer, and what could not be checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ...domain.case import Case
from ...domain.constraint_answer import answer_to_constraint, answer_to_dataset
from ...domain.dataset import Snapshot
from ...domain.finding import Finding, Screening, strongest
from ...domain.plain_figures import counted
from ..answer_words import answer_words, look_again
from ..plain_text import plain_text
from ..sentence import constraint_sentence, own_remarks
from ..sheet_findings import in_reading_order
from ..summary import summary_sentence
from .content import Paragraph, Part, Section, Table

if TYPE_CHECKING:
    from ...constraints.catalogue import Catalogue

_NOT_SCREENED = "The red line in force was not screened: this report says nothing of constraints, and not that there are none."
_NOT_ASKED = "It does not reach the site: no answer is asked for."
_UNANSWERED = "Not answered by an officer."
_WIDTHS = (0.14, 0.52, 0.34)


def constraints_section(case: Case, snapshots: Mapping[str, Snapshot], catalogue: Catalogue, version: str) -> Section:
    """Every constraint that meets the site with the officer's answer, then those around it, then the datasets that say nothing."""
    screening = case.screening
    if screening is None:
        return Section("Constraints", (Paragraph(_NOT_SCREENED, strong=True),))
    used = {result.dataset: result.snapshot for result in screening.datasets}
    evidence = {slug: snapshot for slug, snapshot in snapshots.items() if used.get(slug) == snapshot.identifier}
    together: dict[str, list[Finding]] = {}
    for finding in in_reading_order(screening.findings):
        together.setdefault(finding.entity.constraint, []).append(finding)
    met: list[list[Finding]] = []
    around: list[list[Finding]] = []
    for findings in together.values():
        (met if any(finding.relation.meets for finding in findings) else around).append(findings)
    parts: list[Part] = [Paragraph(summary_sentence(screening), strong=True)]
    if screening.unreliable:
        parts.append(Paragraph(plain_text(screening.unreliable), strong=True))
    for heading, group in (("Constraint", met), ("Near the site", around)):
        rows = tuple(_row(case, findings, evidence, catalogue, version) for findings in group)
        if rows:
            parts.append(Table((heading, "What was found", "Answer"), _WIDTHS, rows))
    return Section("Constraints", (*parts, *_gaps(case, screening)))


def _row(
    case: Case, findings: list[Finding], snapshots: Mapping[str, Snapshot], catalogue: Catalogue, version: str
) -> tuple[str, str, str]:
    entity, relation = findings[0].entity, strongest(findings).relation
    answer = answer_to_constraint(case.answers, [finding.entity for finding in findings])
    used = "; ".join(dict.fromkeys(finding.snapshot for finding in findings if finding.snapshot))
    found = [constraint_sentence(findings, catalogue.dataset, snapshots, version), *map(plain_text, own_remarks(findings))]
    said = _UNANSWERED if relation.meets else _NOT_ASKED
    if answer is not None:
        number = case.boundary.number if case.boundary is not None else 0
        said = f"{answer_words(answer)} {look_again(answer, relation, number)}".strip()
    name = plain_text(catalogue.dataset(entity.dataset).name) or entity.dataset
    return (f"{name}\n{relation.value}", "\n".join([*found, f"Snapshot {used}." if used else ""]).strip(), plain_text(said))


def _gaps(case: Case, screening: Screening) -> Iterator[Part]:
    rows = []
    for result in screening.datasets:
        if result.fully_checked:
            continue
        answer = answer_to_dataset(case.answers, result.dataset)
        state = "not checked" if not result.partly_checked else "in part"
        said = plain_text(answer_words(answer)) if answer is not None else _UNANSWERED
        rows.append((plain_text(result.name) or result.dataset, f"{state}: {plain_text(result.why) or 'no reason was given'}", said))
    if rows:
        were = "was" if len(rows) == 1 else "were"
        yield Paragraph(
            f"{counted(len(rows), 'dataset')} {were} not checked, or only in part: "
            "this report does not say that no constraint of that kind applies."
        )
        yield Table(("Dataset", "Why", "Answer"), (0.24, 0.42, 0.34), tuple(rows))
