"""What the details under the findings say, as rich text in which everything from outside is escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...domain.dataset import Dataset, Snapshot
from ...domain.finding import DatasetResult, DatasetState, Finding, Relation
from ...domain.plain_days import plain_day, with_plain_days
from ...domain.plain_figures import area_words, metres_words, percent_words
from ...reports.accuracy_words import accuracy_words
from ...reports.plain_text import plain_text
from ...reports.sentence import entity_words, own_remarks, state_sentence
from ...reports.wording import data_words
from ..rich_text import escape

#: Columns that say what the lines above them have said already, or that only a machine reads.
_MACHINE = frozenset(
    {"geometry", "point", "entity", "dataset", "prefix", "typology", "name", "reference", "quality", "organisation-entity"}
)


def figures(finding: Finding) -> str:
    """The finding in the width of a column, percent being of the site: "1,234 m², 24.6 %", "12.3 m away"."""
    return _figures(finding).replace("less than ", "< ")


def _figures(finding: Finding) -> str:
    if finding.relation is Relation.NEAR:
        return f"{metres_words(finding.distance_m)} away"
    if finding.relation is Relation.SURROUNDED:
        return "in a hole of the site"
    if finding.overlap_m2 > 0:
        return f"{area_words(finding.overlap_m2).split(' (')[0]}, {percent_words(finding.overlap_percent).replace(' of the site', '')}"
    return f"{metres_words(finding.depth_m)} inside" if finding.depth_m is not None else "on the edge"


def finding_html(
    finding: Finding,
    dataset: Dataset,
    result: DatasetResult | None,
    snapshot: Snapshot | None,
    attributes: Mapping[str, str],
    others: Sequence[tuple[Finding, Dataset]],
) -> str:
    """One finding in full; ``others`` are the other records of the same constraint, each with its dataset."""
    entity = finding.entity
    rows = [("Relation", _relation_words(finding))]
    if finding.depth_m is not None:
        rows.append(("Reaches inside", metres_words(finding.depth_m)))
    rows.extend(("Note", remark) for remark in own_remarks([finding]))
    rows.extend(("Same constraint", f"{entity_words(other.entity, of)}, {_relation_words(other)}") for other, of in others)
    rows.append(("Record", f"{dataset.name} {entity.number}{f', reference {entity.reference}' if entity.reference else ''}"))
    if entity.start_date is not None:
        rows.append(("In force from", plain_day(entity.start_date)))
    if entity.end_date is not None:
        rows.append(("Ended", plain_day(entity.end_date)))
    if entity.quality:
        rows.append(("Quality", entity.quality))
    rows.extend(_attribute_rows(dataset, attributes))
    rows.extend(_evidence_rows(result, snapshot))
    title = plain_text(entity.name) or plain_text(entity.reference) or f"{dataset.name} {entity.number}"
    return f"<b>{escape(title)}</b>{_table(rows)}"


def dataset_html(result: DatasetResult, snapshot: Snapshot | None) -> str:
    """A dataset's state: by which data, or why it could not be checked."""
    state = escape(state_sentence(result, snapshot))
    return f"<b>{escape(plain_text(result.name))}</b><p>{state}</p>{_table(_evidence_rows(result, snapshot))}"


def overview_html(results: Sequence[DatasetResult], found: bool) -> str:
    """What stands in the details before anything is chosen: why datasets were not checked, and that nothing was found where nothing was."""
    unchecked: dict[str, list[str]] = {}
    for result in results:
        if result.state is DatasetState.NOT_CHECKED:
            unchecked.setdefault(plain_text(result.why) or "no reason was given", []).append(plain_text(result.name) or result.dataset)
    checked = len(results) - sum(len(names) for names in unchecked.values())
    said = []
    if checked == 0:
        said.append("<b>Nothing was checked for this site.</b> What applies to it is unknown.")
    elif not found:
        said.append(
            f"Nothing overlaps, touches or is near this site in the {'dataset' if checked == 1 else f'{checked} datasets'} checked."
        )
    said.extend(f"<b>Not checked, {escape(why)}:</b> {escape(', '.join(names))}." for why, names in unchecked.items())
    return "".join(f"<p>{sentence}</p>" for sentence in said)


def _relation_words(finding: Finding) -> str:
    if finding.relation is Relation.TOUCHES:
        return f"touches: {figures(finding)}; within the digitising tolerance, officer to confirm"
    share = f"; {percent_words(finding.overlap_percent)}" if finding.relation is Relation.OVERLAPS and finding.overlap_m2 > 0 else ""
    extent = area_words(finding.overlap_m2) if share else figures(finding)
    return f"{finding.relation.value}: {extent}{share}"


def _attribute_rows(dataset: Dataset, attributes: Mapping[str, str]) -> list[tuple[str, str]]:
    """The columns that the catalogue finds worth showing; all of them for the council's own layers."""
    names = tuple(dict.fromkeys([*dataset.attributes, *attributes])) if dataset.local else dataset.attributes or tuple(attributes)
    shown = [name for name in names if name not in _MACHINE and plain_text(attributes.get(name, ""))]
    return [(name.replace("-", " ").replace("_", " ").capitalize(), attributes[name]) for name in shown]


def _evidence_rows(result: DatasetResult | None, snapshot: Snapshot | None) -> list[tuple[str, str]]:
    rows = []
    if result is not None:
        rows.append(("Coverage", f"{result.coverage.value}{f': {result.why}' if result.why else ''}"))
    if snapshot is not None:
        rows.append(("Evidence", f"{data_words(snapshot)}: {with_plain_days(snapshot.source)}"))
        rows.append(("Position", accuracy_words(snapshot.accuracy)))
        rows.append(("Snapshot", snapshot.identifier))
        rows.append(("Attribution", " ".join(part for part in (snapshot.attribution, snapshot.licence) if part)))
    return [(label, value) for label, value in rows if value]


def _table(rows: Sequence[tuple[str, str]]) -> str:
    lines = "".join(
        f'<tr><td style="padding-right: 8px; white-space: nowrap"><i>{escape(label)}</i></td><td>{escape(plain_text(value))}</td></tr>'
        for label, value in rows
    )
    return f'<table cellspacing="0" cellpadding="1">{lines}</table>'
