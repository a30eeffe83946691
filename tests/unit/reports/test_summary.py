"""A screening in one sentence."""

from __future__ import annotations

from plugin.domain.finding import DatasetState, Relation
from plugin.reports.summary import summary_sentence

from .examples import entity, finding, result, screening


def test_two_records_of_one_constraint_count_once_by_the_stronger_relation() -> None:
    pair = (finding(Relation.NEAR), finding(Relation.OVERLAPS, of=entity(number=2)))

    assert summary_sentence(screening(findings=pair)).startswith("1 constraint overlaps the site;")


def test_every_relation_is_counted() -> None:
    findings = tuple(
        finding(relation, of=entity(number=number, constraint=str(number)))
        for number, relation in enumerate((*Relation, Relation.OVERLAPS, Relation.TOUCHES))
    )

    assert summary_sentence(screening(findings=findings, datasets=(result(),))) == (
        "2 constraints overlap the site, 2 touch it, 2 are near or surrounded; the one dataset was checked."
    )


def test_nothing_found_is_not_said_without_what_was_not_checked() -> None:
    unchecked = (result(DatasetState.NOT_CHECKED), result(DatasetState.CLEAR))

    assert summary_sentence(screening(findings=(), datasets=unchecked)) == (
        "No constraint was found to overlap the site; 1 of 2 datasets could not be checked."
    )


def test_an_empty_store_checked_nothing() -> None:
    assert summary_sentence(screening(findings=(), datasets=())) == (
        "Nothing can be said of constraints here: no dataset was there to check."
    )


def test_where_nothing_could_be_checked_the_summary_does_not_say_that_nothing_was_found() -> None:
    unchecked = (result(DatasetState.NOT_CHECKED),) * 4

    assert summary_sentence(screening(findings=(), datasets=unchecked)) == (
        "Nothing can be said of constraints here: none of the 4 datasets could be checked."
    )
