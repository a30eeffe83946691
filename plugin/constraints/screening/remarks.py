"""The sentences that an officer needs beside a finding's figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...domain.application import Application
from ...domain.dataset import Dataset, kind_of
from ...domain.finding import ANOTHER_RECORD, Entity, Finding, Relation
from ...domain.plain_days import plain_day
from ...domain.plain_figures import metres_words, share_words
from ...rules.rules import Rules
from .article_4 import direction_remark
from .flood_zones import flood_level
from .judging_date import has_ended, is_since_submission, is_still_to_come

LISTED = "listed"
ARTICLE_4 = "article-4-direction-area"

_ALL_OF_IT = 99.95
_DIFFERENT_PERCENT = 0.1
_GRADES = ("listed-building-grade", "grade")
#: The column that says which rights an article 4 direction removes.
RIGHTS = "permitted-development-rights"


@dataclass(frozen=True)
class Circumstances:
    """What remarks depend on beside the finding: the application, the rules in force, and what else was found.

    ``flood_percent`` is the share of the site in each flood zone level; ``doubtful`` says whether positions are too rough for a finding's
    relation; ``unread`` are the datasets whose columns could not be read.
    """

    application: Application | None
    rules: Rules
    judged_on: date
    tolerance: float
    dataset: Callable[[str], Dataset]
    doubtful: Callable[[Finding], bool]
    flood_percent: Mapping[str, float]
    same_constraint: Mapping[str, Sequence[Finding]]
    unread: frozenset[str]


def remarks(finding: Finding, attributes: Mapping[str, str], around: Circumstances) -> tuple[str, ...]:
    """Every remark on one finding, the most pressing first. A remark never changes the finding."""
    return tuple(_remarks(finding, platform_names(attributes), around))


def platform_names(attributes: Mapping[str, str]) -> dict[str, str]:
    """The columns of a record by the platform's names, however its source spells them."""
    return {key.lower().replace("_", "-"): value.strip() for key, value in attributes.items()}


def _remarks(finding: Finding, attributes: Mapping[str, str], around: Circumstances) -> Iterator[str]:
    dataset = around.dataset(finding.entity.dataset)
    if finding.entity.dataset in around.unread:
        yield "The record's own columns could not be read: a grade, a zone or a class that it has is not said here."
    apart = _listed_apart(finding.entity, around.judged_on)
    if apart:
        yield apart
        if dataset.constraint == LISTED:
            yield from grade_words(attributes)
        return
    if finding.relation is Relation.TOUCHES:
        yield _touch(finding, around)
    if around.doubtful(finding):
        yield "Unreliable: positions are too rough here to tell overlapping, touching and near apart."
    yield from _since_submission(finding, around)
    if dataset.constraint == LISTED:
        yield from grade_words(attributes)
    if finding.relation.meets:
        yield from _what_it_means(finding, dataset, attributes, around)
    yield from _other_records(finding, around)


def _listed_apart(entity: Entity, on: date) -> str:
    """What does not count on the day of judgement says its date, and nothing of what would follow if it counted."""
    if entity.end_date is not None and has_ended(entity, on):
        return f"Ended on {plain_day(entity.end_date)}."
    if entity.start_date is not None and is_still_to_come(entity, on):
        return f"In force from {plain_day(entity.start_date)}."
    return ""


def _touch(finding: Finding, around: Circumstances) -> str:
    sentence = f"Within the digitising tolerance of {around.tolerance:g} m: for the officer to confirm"
    if around.rules.find(f"touch-needs-answer.{kind_of(finding.entity.dataset)}") is not None:
        return f"{sentence}, with an explicit answer."
    return f"{sentence}."


def _since_submission(finding: Finding, around: Circumstances) -> Iterator[str]:
    submitted_on = around.application.submitted_on if around.application is not None else None
    started = finding.entity.start_date
    if started is not None and is_since_submission(finding.entity, submitted_on, around.judged_on):
        yield f"Designated on {plain_day(started)}, since the application was submitted."


def grade_words(attributes: Mapping[str, str]) -> Iterator[str]:
    """The grade of a listed building as a sentence, nothing where the record has none; ``attributes`` by the platform's names."""
    grade = next((attributes[key] for key in _GRADES if attributes.get(key)), "")
    if grade:
        yield f"Grade {grade}." if not grade.lower().startswith("grade") else f"{grade}."


def _what_it_means(finding: Finding, dataset: Dataset, attributes: Mapping[str, str], around: Circumstances) -> Iterator[str]:
    level = flood_level(finding.entity, attributes)
    if level and level in around.flood_percent:
        yield f"Flood zone {level} covers {share_words(around.flood_percent[level])} of the site."
    if dataset.consequence:
        yield _if_confirmed(finding, dataset.consequence)
    kind = kind_of(dataset.slug)
    if kind == ARTICLE_4:
        yield _if_confirmed(finding, direction_remark(attributes.get(RIGHTS, ""), around.application, around.rules))
    if dataset.article_2_3:
        partly = finding.relation is Relation.OVERLAPS and finding.overlap_percent < _ALL_OF_IT
        land = _if_confirmed(finding, "Article 2(3) land.")
        yield land + (" Only part of the site: is the proposed work on that part?" if partly else "")
    if around.rules.find(f"not-article-2-3.{kind}") is not None:
        yield f"Not article 2(3) land by itself: SI 2015/596 names the designated area, not its buffer ({dataset.name.lower()})."
    asked = around.rules.find(f"footprint-question.{kind}") is not None
    if asked and finding.overlap_percent < _ALL_OF_IT:
        covered = share_words(finding.overlap_percent)
        yield f"{dataset.name} covers {covered} of the site: is the building's footprint in it? Yes, no or unknown."


def _if_confirmed(finding: Finding, law: str) -> str:
    """What the law makes of an overlap; of a touch only if the officer confirms it."""
    return f"If the touch is confirmed: {law[:1].lower()}{law[1:]}" if finding.relation is Relation.TOUCHES else law


def _other_records(finding: Finding, around: Circumstances) -> Iterator[str]:
    """What another entity of the same constraint says differently; the authoritative one is named."""
    for other in around.same_constraint.get(finding.entity.constraint, ()):
        if other.entity.key == finding.entity.key:
            continue
        differs = other.relation is not finding.relation
        if not differs and abs(other.overlap_percent - finding.overlap_percent) < _DIFFERENT_PERCENT:
            continue
        authority = " (the authoritative record)" if _outranks(other.entity, finding.entity) else ""
        yield f"{ANOTHER_RECORD}, {other.entity.dataset} {other.entity.number}{authority}, {_stands(other)}."


def _outranks(one: Entity, other: Entity) -> bool:
    return one.quality == "authoritative" and other.quality != "authoritative"


def _stands(finding: Finding) -> str:
    if finding.relation is Relation.OVERLAPS:
        by = f" by {share_words(finding.overlap_percent)} of it" if finding.overlap_m2 > 0 else ""
        return f"overlaps the site{by}"
    if finding.relation is Relation.TOUCHES:
        return "touches the site within the digitising tolerance"
    if finding.relation is Relation.SURROUNDED:
        return "lies in a hole of the site"
    return f"lies outside the site, {metres_words(finding.distance_m)} away"
