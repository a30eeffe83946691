"""A finding, a constraint, a state as a sentence that an officer can paste into a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ..domain.dataset import Coverage, Dataset, Snapshot
from ..domain.finding import ANOTHER_RECORD, DatasetResult, DatasetState, Entity, Finding, Relation
from ..domain.plain_figures import area_words, metres_words, percent_words
from .plain_text import plain_text
from .wording import data_words

#: What a red line is called until an officer has amended it.
AS_SUBMITTED = "as submitted"
_RELATIONS = tuple(Relation)
_PROPER_NAMES = ("Ramsar", "London")


def finding_sentence(finding: Finding, dataset: Dataset, snapshot: Snapshot | None = None, version: str = AS_SUBMITTED) -> str:
    """Say how one entity stands to the site, with its figures, the boundary version and the date of the data."""
    return f"{_clause(finding, dataset)} ({_evidence(snapshot, version)})."


def constraint_sentence(
    findings: Sequence[Finding],
    datasets: Callable[[str], Dataset],
    snapshots: Mapping[str, Snapshot],
    version: str = AS_SUBMITTED,
) -> str:
    """Say how one constraint stands to the site, be it held by one entity or by several.

    The authoritative record speaks first (cases 22 and 23 of the acceptance cases: both records are stated, so that a point inside and
    an outline outside, or two versions of one conservation area, are seen). ``findings`` share one constraint key and are not empty.
    """
    ordered = sorted(findings, key=_precedence)
    first, others = ordered[0], ordered[1:]
    sentence = finding_sentence(first, datasets(first.entity.dataset), snapshots.get(first.entity.dataset), version)
    if not others:
        return sentence
    further = [_another_record(other, datasets, snapshots) for other in others]
    return " ".join([sentence, *further])


def own_remarks(findings: Sequence[Finding]) -> tuple[str, ...]:
    """The remarks on the records of one constraint, each once, without those that ``constraint_sentence`` makes superfluous."""
    every = dict.fromkeys(remark for finding in findings for remark in finding.remarks)
    return tuple(remark for remark in every if not remark.startswith(ANOTHER_RECORD))


def state_sentence(result: DatasetResult, snapshot: Snapshot | None = None) -> str:
    """Say the state of one dataset for the site: by which data, or why it could not be checked."""
    name = plain_text(result.name) or result.dataset
    why = plain_text(result.why).rstrip(".")
    data = data_words(snapshot)
    if result.state is DatasetState.NOT_CHECKED:
        return f"{name}: not checked: {why or 'no reason was given'}."
    beside = why or ("" if result.coverage is Coverage.FULL else f"coverage {result.coverage.value}")
    coverage = f"; {beside}" if beside else ""
    if result.state is DatasetState.CLEAR:
        return f"{name}: clear, nothing overlaps or touches the site ({data}{coverage})."
    constraints = "1 constraint" if result.count == 1 else f"{result.count} constraints"
    meets = "overlaps the site" if result.state is DatasetState.OVERLAPS else "touches the site: officer to confirm"
    several = meets if result.count == 1 else meets.replace("overlaps", "overlap or touch").replace("touches", "touch")
    return f"{name}: {constraints} {several} ({data}{coverage})."


def entity_words(entity: Entity, dataset: Dataset) -> str:
    """The entity as an officer would name it, with the numbers that find it again."""
    noun = dataset_noun(dataset)
    name = plain_text(entity.name)
    if not name:
        called = f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"
    elif noun.lower() in name.lower():
        called = name if name.lower().startswith("the ") else f"the {name}"
    else:
        called = f"the {name[4:] if name.lower().startswith('the ') else name} {noun}"
    reference = plain_text(entity.reference)
    return f"{called} ({entity.dataset} {entity.number}{f', reference {reference}' if reference else ''})"


def dataset_noun(dataset: Dataset) -> str:
    """The dataset's name inside a sentence: "conservation area", but "HS2 safeguarded area"."""
    name = plain_text(dataset.name) or dataset.slug.replace("-", " ")
    first = name.split(" ", 1)[0]
    lowered = first[1:] == first[1:].lower() and first not in _PROPER_NAMES and not any(letter.isdigit() for letter in first)
    return name[:1].lower() + name[1:] if lowered else name


def _precedence(finding: Finding) -> tuple[bool, int, float, str, int]:
    entity = finding.entity
    return (entity.quality != "authoritative", _RELATIONS.index(finding.relation), -finding.overlap_m2, entity.dataset, entity.number)


def _clause(finding: Finding, dataset: Dataset) -> str:
    words = entity_words(finding.entity, dataset)
    if finding.relation is Relation.OVERLAPS:
        return f"The site overlaps {words}: {_extent(finding)}"
    if finding.relation is Relation.TOUCHES:
        return f"The site touches {words} within the digitising tolerance: {_extent(finding)}; officer to confirm"
    if finding.relation is Relation.SURROUNDED:
        return f"The site surrounds {words}, which lies in a hole of the site and is not overlapped"
    return f"The site is {metres_words(finding.distance_m)} from {words}"


def _extent(finding: Finding) -> str:
    depth = "" if finding.depth_m is None else f"reaching {metres_words(finding.depth_m)} inside the site's edge"
    if finding.overlap_m2 <= 0:
        return depth or "along the site's edge"
    area = f"{area_words(finding.overlap_m2)}, {percent_words(finding.overlap_percent)}"
    return f"{area}, {depth}" if depth else area


def _another_record(finding: Finding, datasets: Callable[[str], Dataset], snapshots: Mapping[str, Snapshot]) -> str:
    words = entity_words(finding.entity, datasets(finding.entity.dataset))
    how = {
        Relation.OVERLAPS: "overlaps the site",
        Relation.TOUCHES: "touches the site within the digitising tolerance",
        Relation.SURROUNDED: "lies in a hole of the site",
        Relation.NEAR: f"is {metres_words(finding.distance_m)} from the site",
    }[finding.relation]
    meets = finding.relation in (Relation.OVERLAPS, Relation.TOUCHES)
    figures = f": {_extent(finding)}" if meets else ""
    return f"{ANOTHER_RECORD}, {words}, {how}{figures} ({data_words(snapshots.get(finding.entity.dataset))})."


def _evidence(snapshot: Snapshot | None, version: str) -> str:
    return f"boundary {version}; {data_words(snapshot)}"
