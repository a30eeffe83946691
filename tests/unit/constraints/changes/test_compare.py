"""What changed between two generations: exactly what was planted, and nothing of what only moved by a hair or changed its row."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as some

from plugin.constraints.changes.compare_generations import compare_generations
from plugin.constraints.changes.farthest import farthest
from plugin.constraints.changes.touched_sites import touched_sites
from plugin.constraints.store.local_store import LocalStore
from plugin.domain.entity_change import ChangeKind, DatasetChanges
from plugin.rules.rules import Rules

from ..store.making import TickingClock, build, collection, feature, square

ON = date(2026, 11, 27)
AREA = {"entity": 1, "reference": "CA1", "name": "Old Town", "start_date": "1970-01-01"}


def changes(folder: Path, before: list[dict[str, Any]], after: list[dict[str, Any]], **options: Any) -> list[DatasetChanges]:
    """Two builds of one store, and what changed between them."""
    clock = TickingClock()
    for features in (before, after):
        report = build(folder / "store", collection(folder / "conservation-area.geojson", *features), clock=clock, allow_fewer=True)
        options.setdefault("names", []).append(report.generation)
    first, last = options.pop("names")
    with LocalStore(folder / "store", first) as old, LocalStore(folder / "store", last) as new:
        return list(compare_generations(old, new, Rules(ON), **options))


def told(found: list[DatasetChanges]) -> list[tuple[str, ...]]:
    """Reference (else name) and kinds of each change."""
    return [
        (change.entity.reference or change.entity.name, *(kind.value for kind in change.kinds)) for each in found for change in each.changes
    ]


def test_the_same_again_is_no_change(tmp_path: Path) -> None:
    area = feature(square(530000, 180000), **AREA)

    (found,) = changes(tmp_path, [area], [area])

    assert (found.changes, found.unchanged) == ((), 1)


def test_a_dataset_that_was_carried_over_is_not_compared(tmp_path: Path) -> None:
    clock = TickingClock()
    areas = collection(tmp_path / "conservation-area.geojson", feature(square(530000, 180000), **AREA))
    trees = collection(tmp_path / "tree.geojson", feature("POINT (530000 180000)", reference="T1"))
    first = build(tmp_path / "store", areas, clock=clock).generation
    last = build(tmp_path / "store", trees, clock=clock).generation

    with LocalStore(tmp_path / "store", first) as old, LocalStore(tmp_path / "store", last) as new:
        (found,) = compare_generations(old, new, Rules(ON))

    assert (found.dataset, found.snapshot_before) == ("tree", "")
    assert told([found]) == [("T1", "added")]


def test_added_ended_gone_moved_and_re_worded_are_told_apart_and_nothing_else(tmp_path: Path) -> None:
    before = [
        feature(square(530000, 180000), **AREA),
        feature(square(531000, 180000), **{**AREA, "entity": 2, "reference": "CA2"}),
        feature(square(532000, 180000), **{**AREA, "entity": 3, "reference": "CA3"}),
        feature(square(533000, 180000), **{**AREA, "entity": 4, "reference": "CA4"}),
        feature(square(534000, 180000), **{**AREA, "entity": 5, "reference": "CA5"}),
    ]
    after = [
        feature(square(530000, 180000), **AREA),
        feature(square(531000, 180000), **{**AREA, "entity": 2, "reference": "CA2", "end_date": "2026-10-01"}),
        feature(square(532005, 180000), **{**AREA, "entity": 3, "reference": "CA3"}),
        feature(square(533000, 180000), **{**AREA, "entity": 4, "reference": "CA4", "name": "New Town", "notes": "extended"}),
        feature(square(535000, 180000), **{**AREA, "entity": 6, "reference": "CA6"}),
    ]

    (found,) = changes(tmp_path, before, after)

    assert told([found]) == [("CA6", "added"), ("CA2", "ended"), ("CA5", "gone"), ("CA3", "moved"), ("CA4", "re-worded")]
    assert found.unchanged == 1
    by_reference = {change.entity.reference: change for change in found.changes}
    assert by_reference["CA3"].moved_m == pytest.approx(5.0)
    assert [(word.field, word.before, word.after) for word in by_reference["CA4"].words] == [
        ("name", "Old Town", "New Town"),
        ("notes", "", "extended"),
    ]
    assert by_reference["CA2"].entity.end_date == date(2026, 10, 1)
    assert found.count(ChangeKind.MOVED) == 1


def test_a_shape_that_moved_within_the_noise_of_the_platform_did_not_move(tmp_path: Path) -> None:
    simplified = "POLYGON ((530000.3 180000.2, 530100 180000.4, 530100 180100, 530000 180100, 530000.3 180000.2))"

    (found,) = changes(tmp_path, [feature(square(530000, 180000), **AREA)], [feature(simplified, **AREA)])

    assert (found.changes, found.unchanged, found.noise) == ((), 1, 1)


def test_a_hole_is_a_move_though_every_corner_of_the_outline_stands(tmp_path: Path) -> None:
    holed = shapely.box(530000, 180000, 530100, 180100).difference(shapely.box(530040, 180040, 530060, 180060)).wkt

    (found,) = changes(tmp_path, [feature(square(530000, 180000), **AREA)], [feature(holed, **AREA)])

    assert told([found]) == [("CA1", "moved")]


def test_a_shape_that_came_or_went_is_a_move(tmp_path: Path) -> None:
    other = feature(square(540000, 180000), reference="CA9")

    (found,) = changes(tmp_path, [feature(None, **AREA), other], [feature(square(530000, 180000), **AREA), other])

    assert told([found]) == [("CA1", "moved")]


def test_an_end_that_was_taken_back_is_told_in_words(tmp_path: Path) -> None:
    ended = {**AREA, "end_date": "2026-01-01"}

    (found,) = changes(tmp_path, [feature(square(530000, 180000), **ended)], [feature(square(530000, 180000), **AREA)])

    assert [(word.field, word.before, word.after) for word in found.changes[0].words] == [("end-date", "2026-01-01", "")]


def test_an_entry_date_alone_is_no_change(tmp_path: Path) -> None:
    area = square(530000, 180000)

    (found,) = changes(tmp_path, [feature(area, **AREA, entry_date="2026-01-01")], [feature(area, **AREA, entry_date="2026-02-01")])

    assert found.changes == ()


def test_rows_without_references_are_known_by_what_they_say_when_one_is_put_in_before_them(tmp_path: Path) -> None:
    old = [feature(square(530000, 180000), name="A"), feature(square(531000, 180000), name="B")]
    new = [feature(square(529000, 180000), name="N"), old[0], feature(square(531020, 180000), name="B")]

    assert told(changes(tmp_path, old, new)) == [("N", "added"), ("B", "moved")]


def test_two_copies_of_one_area_by_two_bodies_keep_their_numbers_apart(tmp_path: Path) -> None:
    one, other = {**AREA, "entity": 11}, {**AREA, "entity": 12}
    before = [feature(square(530000, 180000), **one), feature(square(530000, 180000), **other)]
    after = [feature(square(530000, 180000), **one), feature(square(530050, 180000), **other)]

    (found,) = changes(tmp_path, before, after)

    assert [change.entity.number for change in found.changes] == [12]


def test_sites_are_touched_where_a_change_was_or_is_and_by_nothing_farther_than_near(tmp_path: Path) -> None:
    found = changes(tmp_path, [feature(square(530000, 180000), **AREA)], [feature(square(540000, 180000), **AREA)])
    sites = {
        "where it was": shapely.box(530010, 180010, 530020, 180020),
        "where it is": shapely.box(540010, 180010, 540020, 180020),
        "beside it": shapely.box(540130, 180010, 540140, 180020),
        "elsewhere": shapely.box(535000, 180000, 535010, 180010),
    }

    touched = touched_sites(found, sites, 50.0)

    assert list(touched) == ["where it was", "where it is", "beside it"]
    assert all(change.entity.reference == "CA1" for (change,) in touched.values())
    assert touched_sites([], sites, 50.0) == touched_sites(found, {}, 50.0) == {}


@settings(max_examples=60, deadline=None)
@given(
    some.lists(some.tuples(some.integers(0, 60), some.integers(0, 60)), min_size=3, max_size=8, unique=True),
    some.lists(some.tuples(some.integers(0, 60), some.integers(0, 60)), min_size=3, max_size=8, unique=True),
)
def test_how_far_apart_is_what_the_slow_way_says(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    left, right = shapely.MultiPoint(one).convex_hull, shapely.MultiPoint(other).convex_hull
    if left.geom_type != "Polygon" or right.geom_type != "Polygon":
        return

    ways = ((left, right), (right, left))
    slow = max(shapely.Point(corner).distance(edge.boundary) for shape, edge in ways for corner in shape.exterior.coords)

    assert farthest(left, right) == pytest.approx(slow)


def test_points_lie_as_far_apart_as_they_lie() -> None:
    assert farthest(shapely.Point(0, 0), shapely.Point(3, 4)) == 5.0
    assert farthest(shapely.MultiPoint([(0, 0), (10, 0)]), shapely.MultiPoint([(0, 1), (10, 0)])) == 1.0
