"""A screening as rows of tables."""

from __future__ import annotations

from dataclasses import replace

from plugin.domain.dataset import Coverage
from plugin.domain.finding import DatasetState
from plugin.reports.table import FINDING_COLUMNS, SITE_COLUMNS, STATE_COLUMNS, finding_rows, site_row, state_rows

from .examples import entity, finding, reading, result, screening


def test_rows_have_the_columns_in_their_order_and_nothing_else() -> None:
    screened = screening()

    assert list(site_row(reading(), screened)) == [name for name, _ in SITE_COLUMNS]
    assert [list(row) for row in state_rows(screened)] == [[name for name, _ in STATE_COLUMNS]] * 2
    assert [list(row) for _, row in finding_rows(screened)] == [[name for name, _ in FINDING_COLUMNS]]


def test_the_row_of_a_site_counts_its_datasets_by_state_and_names_the_unchecked() -> None:
    row = site_row(reading(), screening())

    assert (row["overlapping"], row["touching"], row["clear"], row["checked_in_part"], row["not_checked"]) == (1, 0, 0, 0, 1)
    assert row["not_checked_datasets"] == "tree: not in the store"


def test_a_dataset_that_was_checked_in_part_is_counted_and_named() -> None:
    partly = result(coverage=Coverage.PARTIAL, why="the rest is not checked: partial coverage: 25 %")

    row = site_row(reading(), screening(datasets=(partly,)))

    assert (row["overlapping"], row["checked_in_part"], row["not_checked"]) == (1, 1, 0)
    assert row["not_checked_datasets"] == "conservation-area: the rest is not checked: partial coverage: 25 %"


def test_a_site_without_a_boundary_has_no_figures_and_is_a_row() -> None:
    row = site_row(replace(reading(), boundary=None), screening(datasets=(result(DatasetState.NOT_CHECKED, why="no boundary"),)))

    assert (row["area_m2"], row["crs"], row["parts"], row["not_checked"]) == (None, None, 0, 1)


def test_what_has_ended_is_never_listed_as_now() -> None:
    screened = screening(findings=(finding(),), ended=(finding(of=entity(number=2)),), not_yet=(finding(of=entity(number=3)),))

    assert [(row["entity"], row["listed"]) for _, row in finding_rows(screened)] == [
        (1234, "now"),
        (2, "ended"),
        (3, "not yet in force"),
    ]


def test_cells_have_the_type_of_their_column_or_are_empty() -> None:
    row = site_row(reading(), screening())

    wrong = [name for name, kind in SITE_COLUMNS if row[name] is not None and not isinstance(row[name], kind)]
    assert wrong == []
