"""One screened site for a person at a terminal: what applies, the state of every dataset, and what stands apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from ..constraints.catalogue import Catalogue
from ..domain.dataset import Snapshot
from ..domain.finding import DatasetResult, DatasetState, Finding, Relation, Screening
from ..domain.plain_days import plain_day
from ..domain.reading import SiteReading
from ..reports.sentence import constraint_sentence, own_remarks
from ..reports.sheet_findings import in_reading_order
from ..reports.summary import summary_sentence
from ..reports.wording import data_words
from .output import Output
from .read import boundary_words, show_checks
from .tone import Tone

_STATE_TONES = {
    DatasetState.OVERLAPS: Tone.TITLE,
    DatasetState.TOUCHES: Tone.PLAIN,
    DatasetState.CLEAR: Tone.GOOD,
    DatasetState.NOT_CHECKED: Tone.DOUBTFUL,
}


def show_screening(
    reading: SiteReading, screening: Screening, snapshots: Mapping[str, Snapshot], catalogue: Catalogue, output: Output
) -> None:
    """Write one site; ``snapshots`` by dataset slug give the dates of the data."""
    output.line(screening.site, Tone.TITLE)
    output.table(
        [
            ("file", screening.file),
            ("boundary", boundary_words(reading)),
            ("judged on", plain_day(screening.judged_on)),
            ("result", summary_sentence(screening)),
        ],
        indent=2,
    )
    show_checks(reading, output, screening.checks)
    if screening.unreliable:
        output.line(f"unreliable: {screening.unreliable}", Tone.GRAVE, 2)
    rows = [_state_row(result, snapshots.get(result.dataset)) for result in screening.datasets]
    output.line()
    output.table(rows, indent=2, right=(2,), tones=[_STATE_TONES[result.state] for result in screening.datasets])
    for heading, findings in (
        ("", screening.findings),
        ("Ended, not counted:", screening.ended),
        ("Not yet in force, not counted:", screening.not_yet),
    ):
        _show_findings(heading, findings, snapshots, catalogue, output, reading.version_words)
    output.line()


def _state_row(result: DatasetResult, snapshot: Snapshot | None) -> tuple[str, ...]:
    told = [result.why.rstrip(".")] if result.why else []
    if snapshot is not None and snapshot.fetched_at:
        told.append(data_words(snapshot))
    return (result.name or result.dataset, result.state.value, str(result.count) if result.count else "", "; ".join(told))


def _show_findings(
    heading: str, findings: Sequence[Finding], snapshots: Mapping[str, Snapshot], catalogue: Catalogue, output: Output, version: str
) -> None:
    if not findings:
        return
    output.line()
    if heading:
        output.line(heading, Tone.QUIET, 2)
    for constraint in _constraints(findings):
        quiet = all(finding.relation in (Relation.NEAR, Relation.TOUCHES) for finding in constraint)
        sentence = constraint_sentence(constraint, catalogue.dataset, snapshots, version)
        output.line(sentence, Tone.QUIET if quiet else Tone.PLAIN, 2)
        for remark in own_remarks(constraint):
            output.line(remark, Tone.PLAIN, 4)


def _constraints(findings: Sequence[Finding]) -> Iterator[list[Finding]]:
    for _, group in groupby(in_reading_order(findings), key=lambda finding: finding.entity.constraint):
        yield list(group)
