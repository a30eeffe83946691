"""A screening in one sentence."""

from __future__ import annotations

from plugin.domain.dataset import Coverage
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


def test_what_was_checked_in_part_is_not_counted_as_checked() -> None:
    partly = (result(coverage=Coverage.PARTIAL), result(DatasetState.CLEAR), result(DatasetState.CLEAR))

    assert summary_sentence(screening(datasets=partly)) == (
        "1 constraint overlaps the site; 1 of 3 datasets could be checked only in part."
    )


def test_not_checked_and_checked_in_part_are_both_told() -> None:
    datasets = (result(coverage=Coverage.UNKNOWN), result(DatasetState.NOT_CHECKED), result(DatasetState.CLEAR))

    assert summary_sentence(screening(datasets=datasets)) == (
        "1 constraint overlaps the site; 1 of 3 datasets could not be checked, 1 could be checked only in part."
    )


def test_records_that_could_lie_anywhere_are_named() -> None:
    why = "11 of 594 records have no geometry and could not be placed"
    datasets = (result(DatasetState.CLEAR, name="Tree", why=why), result())

    assert summary_sentence(screening(datasets=datasets)) == (f"1 constraint overlaps the site; both datasets were checked. Tree: {why}.")


def test_constraints_are_counted_by_their_strongest_relation() -> None:
    pair = (finding(Relation.NEAR), finding(Relation.OVERLAPS, of=entity(number=2)), finding(Relation.TOUCHES, of=entity(constraint="x")))

    assert screening(findings=pair).by_relation == {Relation.OVERLAPS: 1, Relation.TOUCHES: 1}


def test_an_empty_store_checked_nothing() -> None:
    assert summary_sentence(screening(findings=(), datasets=())) == (
        "Nothing can be said of constraints here: no dataset was there to check."
    )


def test_where_nothing_could_be_checked_the_summary_does_not_say_that_nothing_was_found() -> None:
    unchecked = (result(DatasetState.NOT_CHECKED),) * 4

    assert summary_sentence(screening(findings=(), datasets=unchecked)) == (
        "Nothing can be said of constraints here: none of the 4 datasets could be checked."
    )
