"""The constraints that a change of the red line gains, loses or changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..domain.citation import Citation
from ..domain.consequence import Consequence, Movement
from ..domain.dataset import BESIDE
from ..domain.finding import Finding, Relation
from ..domain.plain_figures import area_words, metres_words, percent_words
from ..domain.plain_lists import listed
from ..domain.rule_result import Topic
from ..rules.rules import Rules

_ORDER = {relation: rank for rank, relation in enumerate(Relation)}
_ALL = 100 - 1e-7
#: What makes a relation of an entity to a site.
_RELATIONS = "screening.relations"


def constraint_changes(before: Sequence[Finding], after: Sequence[Finding], rules: Rules) -> Iterator[Consequence]:
    """One line for each real constraint that meets, or is surrounded by, one of the two lines; the plain words of both sides."""
    was, will_be = _by_constraint(before), _by_constraint(after)
    for key in dict.fromkeys([*will_be, *was]):
        old, new = was.get(key), will_be.get(key)
        if any(finding is not None and finding.relation is not Relation.NEAR for finding in (old, new)):
            yield _line(key, old, new, rules.row(_RELATIONS).citation)


def unchecked_changes(before: Mapping[str, str], after: Mapping[str, str], rules: Rules) -> Iterator[Consequence]:
    """One line for the datasets that could not speak for one of the two lines: whether they change anything is not known."""
    unchecked = {**before, **after}
    if unchecked:
        yield Consequence(
            topic=Topic.CONSTRAINT,
            code="constraint.not-checked",
            title="Datasets that were not checked",
            before=", ".join(_dataset_words(dataset) for dataset in before) or "none",
            after=", ".join(_dataset_words(dataset) for dataset in after) or "none",
            movement=Movement.UNKNOWN,
            citations=(rules.row(_RELATIONS).citation,),
            reasons=tuple(f"{_dataset_words(dataset)}: {why}." for dataset, why in unchecked.items()),
            confirm="To be confirmed: whether constraints of these datasets are gained or lost.",
        )


def _dataset_words(dataset: str) -> str:
    words = dataset.replace(BESIDE, ", ").replace("-", " ")
    return words[:1].upper() + words[1:]


def _by_constraint(findings: Sequence[Finding]) -> dict[str, Finding]:
    """The finding that says most of each constraint: a listed building's point and outline are one."""
    best: dict[str, Finding] = {}
    for finding in findings:
        known = best.get(finding.entity.constraint)
        if known is None or _rank(finding) < _rank(known):
            best[finding.entity.constraint] = finding
    return best


def _rank(finding: Finding) -> tuple[int, float, float]:
    return _ORDER[finding.relation], -finding.overlap_m2, finding.distance_m


def _line(key: str, old: Finding | None, new: Finding | None, citation: Citation) -> Consequence:
    entity = (new or old).entity  # type: ignore[union-attr]  # one of the two is there
    before, after = _words(old), _words(new)
    return Consequence(
        topic=Topic.CONSTRAINT,
        code=f"constraint.{key}",
        title=f"{_dataset_words(entity.dataset)}: {entity.name or entity.reference or entity.number}",
        before=before,
        after=after,
        movement=_movement(old, new),
        citations=(citation,),
        reasons=(_evidence(old, new),),
        confirm=_confirm(new),
    )


def _evidence(old: Finding | None, new: Finding | None) -> str:
    snapshots = dict.fromkeys(finding.snapshot for finding in (old, new) if finding is not None and finding.snapshot)
    return f"By the snapshot {listed(list(snapshots))}." if snapshots else "By data without a snapshot."


def _movement(old: Finding | None, new: Finding | None) -> Movement:
    met, meets = _meets(old), _meets(new)
    if met != meets:
        return Movement.GAINED if meets else Movement.LOST
    return Movement.SAME if _same(old, new) else Movement.CHANGED


def _same(old: Finding | None, new: Finding | None) -> bool:
    """Whether as much of a constraint lies in both sites, as far as an officer is told; its share of a larger site is another figure."""
    if old is None or new is None or old.relation is not new.relation:
        return False
    if min(old.overlap_percent, new.overlap_percent) >= _ALL:
        return True
    return area_words(old.overlap_m2) == area_words(new.overlap_m2)


def _meets(finding: Finding | None) -> bool:
    return finding is not None and finding.relation.meets


def _words(finding: Finding | None) -> str:
    if finding is None:
        return "not near"
    if finding.relation is Relation.NEAR:
        return f"{metres_words(finding.distance_m)} away"
    if finding.relation is Relation.SURROUNDED:
        return "in a hole of the site"
    words: list[str] = [finding.relation.value]
    if finding.overlap_m2 > 0:
        words += [area_words(finding.overlap_m2)] if finding.overlap_percent < _ALL else []
        words.append(percent_words(finding.overlap_percent))
    return ", ".join(words)


def _confirm(finding: Finding | None) -> str:
    if finding is not None and finding.relation is Relation.TOUCHES:
        return "To be confirmed: it touches the line within the digitising tolerance."
    return ""
