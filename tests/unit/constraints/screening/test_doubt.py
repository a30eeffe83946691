"""What makes a screening doubtful, and what happens when data can't be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import pytest
import shapely

from plugin.domain.dataset import Coverage
from plugin.domain.errors import StoreError
from plugin.domain.finding import DatasetState, Entity

from .memory_store import Box, MemoryCandidates, MemoryStore, Row
from .scenes import HELMERT, OSTN15, box, expecting, point, reading, remarks, screening, state


def test_case_04_a_red_line_without_the_grid_against_data_that_needs_none_is_unreliable():
    found = screening(MemoryStore([Row("tree", point(0.5, 20), 1)]), read=reading(accuracy=HELMERT))

    assert found.unreliable.startswith("Positions may be about 2 m out")
    assert "can't be told apart" in found.unreliable
    assert "Unreliable" in remarks(found, 1)


def test_case_04_the_reverse_is_unreliable_too():
    found = screening(MemoryStore([Row("tree", point(0.5, 20), 1)], accuracy=HELMERT))

    assert "Unreliable" in remarks(found, 1)
    assert "the red line and Tree came to the British National Grid in different ways" in found.unreliable


def test_case_04_only_what_lies_within_the_accuracy_of_a_threshold_is_marked():
    rows = [
        Row("tree", point(20, 20), 1),  # 20 m deep
        Row("tree", point(2.9, 20), 2),  # 1.9 m deeper than the tolerance
        Row("tree", point(3.2, 20), 3),  # 2.2 m deeper
        Row("tree", point(-1.9, 20), 4),
        Row("tree", point(-2.2, 20), 5),
        Row("tree", point(-48.5, 20), 6),  # near ends at 50 m
    ]

    found = screening(MemoryStore(rows), read=reading(accuracy=HELMERT))

    assert [number for number in range(1, 7) if "Unreliable" in remarks(found, number)] == [2, 4, 6]


def test_case_04_without_a_figure_for_the_accuracy_everything_is_marked():
    found = screening(MemoryStore([Row("tree", point(20, 20), 1)]), read=reading(accuracy=replace(HELMERT, metres=None)))

    assert "Unreliable" in remarks(found, 1)


def test_case_04_the_same_operation_for_both_keeps_them_consistent_and_says_precisely_that():
    found = screening(MemoryStore([Row("tree", point(0.5, 20), 1)], accuracy=HELMERT), read=reading(accuracy=HELMERT))

    assert "came to the British National Grid the same way" in found.unreliable
    assert "how they stand to each other can be relied on" in found.unreliable
    assert "Unreliable" not in remarks(found, 1)


def test_case_04_with_the_grid_nothing_is_said():
    found = screening(MemoryStore([Row("tree", point(0.5, 20), 1)], accuracy=OSTN15), read=reading(accuracy=OSTN15))

    assert found.unreliable == ""


class FailingStore(MemoryStore):
    """A store with a damaged place: ``failing`` names the dataset that can't be read any further."""

    def __init__(self, rows: list[Row], failing: str) -> None:
        super().__init__(rows, areas={row.dataset: box(-500, -500, 500, 500) for row in rows})
        self._failing = failing

    def coverage_area(self, dataset: str) -> shapely.Geometry | None:
        if dataset == self._failing:
            raise StoreError("tree could not be read: database disk image is malformed")
        return super().coverage_area(dataset)

    def attributes(self, entity: Entity) -> Mapping[str, str]:
        if entity.dataset == self._failing:
            raise StoreError("tree could not be read: database disk image is malformed")
        return super().attributes(entity)


class BrokenStore(MemoryStore):
    """A store whose index can't be read at all."""

    def candidates(self, box: Box, between: Callable[[], None] | None = None) -> MemoryCandidates:
        raise StoreError("constraints.gpkg is damaged")


def test_case_25_a_dataset_that_cannot_be_read_is_not_checked_with_reason_and_time_and_the_others_are():
    found = screening(FailingStore([Row("tree", point(-10, 20), 1), Row("conservation-area", box(0, 0, 9, 9), 2)], "tree"))

    result = state(found, "tree")
    assert (result.state, result.coverage) == (DatasetState.NOT_CHECKED, Coverage.UNKNOWN)
    assert result.why == "it could not be read on 22 November 2026 at 12:00: tree could not be read: database disk image is malformed"
    assert state(found, "conservation-area").fully_checked


def test_case_25_an_overlap_that_was_found_before_the_reading_failed_is_said_and_the_rest_is_not_checked():
    found = screening(FailingStore([Row("tree", point(20, 20), 1)], "tree"))

    result = state(found, "tree")
    assert (result.state, result.fully_checked) == (DatasetState.OVERLAPS, False)
    assert result.why.startswith("the rest is not checked: it could not be read on 22 November 2026 at 12:00")
    assert "The record's own columns could not be read" in remarks(found, 1)


def test_case_25_a_store_that_cannot_be_read_at_the_site_leaves_every_dataset_not_checked():
    found = screening(BrokenStore([Row("tree", point(20, 20), 1)]), profile=expecting(green_belt=Coverage.FULL))

    assert {result.dataset: result.state for result in found.datasets} == dict.fromkeys(["green-belt", "tree"], DatasetState.NOT_CHECKED)
    assert state(found, "tree").why == "the store could not be read on 22 November 2026 at 12:00: constraints.gpkg is damaged"
    assert found.findings == ()


@pytest.mark.parametrize("error", [shapely.errors.GEOSException("TopologyException: side location conflict"), ValueError("singular")])
def test_a_geometry_that_fails_leaves_the_sites_datasets_not_checked(monkeypatch: pytest.MonkeyPatch, error: Exception):
    def fail(*arguments: object, **options: object) -> None:
        raise error

    monkeypatch.setattr("plugin.constraints.screening.screening.Neighbourhood.screen", fail)

    found = screening([Row("tree", point(20, 20), 1)])

    assert state(found, "tree").state is DatasetState.NOT_CHECKED
    assert state(found, "tree").why == f"the screening of this site failed: {error}, tell the maintainers"
    assert (found.findings, found.judged_on) == ((), date(2026, 11, 22))
