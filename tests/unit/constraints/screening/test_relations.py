"""Overlaps, touches, surrounded, near: one entity and one site."""

from __future__ import annotations

import pytest
import shapely

from plugin.constraints.screening.neighbourhood import Neighbourhood, reach
from plugin.domain.finding import Relation
from plugin.domain.settings import ScreeningSettings

from .memory_store import MemoryStore, Row
from .scenes import SITE, X, Y, box, finding, point


def test_an_empty_boundary_is_refused():
    with pytest.raises(ValueError, match="empty boundary"):
        Neighbourhood.gather(MemoryStore([Row("layer", box(0, 0, 1, 1), 1)]), (0, 0, 1, 1)).screen(shapely.Polygon(), ScreeningSettings())


def test_a_boundary_beyond_what_was_gathered_is_refused_not_half_answered():
    store = MemoryStore([Row("layer", box(0, 0, 1, 1), 1)])
    site = shapely.from_wkt(SITE)
    neighbourhood = Neighbourhood.gather(store, reach(site, ScreeningSettings()))
    moved = shapely.affinity.translate(site, xoff=1)

    assert neighbourhood.covers(reach(site, ScreeningSettings()))
    assert not neighbourhood.covers(reach(moved, ScreeningSettings()))
    with pytest.raises(ValueError, match="gather again"):
        neighbourhood.screen(moved, ScreeningSettings())


def test_the_columns_that_rules_ask_for_come_with_what_was_gathered_and_others_don_t():
    rows = [
        Row("listed-building", box(0, 0, 5, 5), 1, attributes={"listed-building-grade": "II"}),
        Row("tree", box(0, 0, 5, 5), 2, attributes={"tree-species": "Oak"}),
    ]
    site, settings = shapely.from_wkt(SITE), ScreeningSettings()
    given_way = []
    neighbourhood = Neighbourhood.gather(MemoryStore(rows), reach(site, settings), lambda: given_way.append(1), {"listed-building"})

    found = {finding.entity.dataset: finding.entity.attributes for finding in neighbourhood.screen(site, settings)}

    assert found == {"listed-building": {"listed-building-grade": "II"}, "tree": {}}
    assert given_way


def test_a_place_without_anything_has_no_findings():
    assert finding(SITE, box(500, 500, 510, 510)) is None


def test_case_20_a_digitising_overlap_of_ten_centimetres_touches():
    found = finding(SITE, box(-50, 10, 0.1, 13))

    assert found is not None
    assert found.relation is Relation.TOUCHES
    assert found.overlap_m2 == pytest.approx(0.3)
    assert found.depth_m == pytest.approx(0.1, abs=1e-6)
    assert found.distance_m == 0.0


def test_case_21_a_sliver_of_sixty_square_metres_touches():
    long_site = box(0, 0, 200, 30)

    found = finding(long_site, box(-5, -20, 205, 0.3))

    assert found is not None
    assert found.relation is Relation.TOUCHES
    assert found.overlap_m2 == pytest.approx(60)


def test_case_21_a_corner_of_one_metre_by_two_overlaps():
    found = finding(SITE, box(10, -20, 12, 1))

    assert found is not None
    assert found.relation is Relation.OVERLAPS
    assert found.depth_m == pytest.approx(1.0, abs=0.01)


def test_a_kiosk_of_less_than_a_metre_in_mid_site_overlaps():
    found = finding(SITE, box(20, 20, 20.9, 20.9))

    assert found is not None
    assert found.relation is Relation.OVERLAPS
    assert found.overlap_m2 == pytest.approx(0.81)
    assert found.depth_m == pytest.approx(20.0, abs=0.01)


def test_a_point_in_mid_site_overlaps_without_area():
    found = finding(SITE, point(7, 20))

    assert found is not None
    assert (found.relation, found.overlap_m2, found.overlap_percent) == (Relation.OVERLAPS, 0.0, 0.0)
    assert found.depth_m == pytest.approx(7.0)
    assert found.overlap is not None
    assert found.overlap.equals(point(7, 20))


def test_a_point_half_a_metre_inside_touches():
    found = finding(SITE, point(0.5, 20))

    assert found is not None
    assert found.relation is Relation.TOUCHES


def test_a_stream_through_the_site_overlaps_by_its_line():
    found = finding(SITE, shapely.LineString([(X - 10, Y + 20), (X + 50, Y + 20)]))

    assert found is not None
    assert found.relation is Relation.OVERLAPS
    assert found.overlap is not None
    assert found.overlap.length == pytest.approx(40)


def test_a_shared_edge_touches_with_no_depth_at_all():
    found = finding(SITE, box(40, 0, 60, 40))

    assert found is not None
    assert (found.relation, found.overlap_m2, found.depth_m, found.distance_m) == (Relation.TOUCHES, 0.0, 0.0, 0.0)


def test_a_shared_edge_touches_even_where_the_tolerance_is_nothing():
    found = finding(SITE, box(40, 0, 60, 40), ScreeningSettings(tolerance=0.0))

    assert found is not None
    assert found.relation is Relation.TOUCHES


def test_a_narrow_site_counts_by_half_of_its_own_depth():
    alley = box(0, 0, 60, 1.2)

    within, less = finding(alley, box(-5, -5, 65, 0.3)), finding(alley, box(-5, -5, 65, 0.29))

    assert within is not None
    assert within.relation is Relation.OVERLAPS
    assert less is not None
    assert less.relation is Relation.TOUCHES


def test_what_covers_the_site_is_as_deep_as_the_site():
    found = finding(SITE, box(-100, -100, 100, 100))

    assert found is not None
    assert found.overlap_percent == 100.0
    assert found.depth_m == pytest.approx(20.0, abs=0.01)


@pytest.mark.parametrize(("away", "relation"), [(49.9, Relation.NEAR), (50.0, Relation.NEAR), (50.1, None)])
def test_near_ends_at_the_near_distance(away: float, relation: Relation | None):
    found = finding(SITE, box(40 + away, 0, 40 + away + 5, 40))

    assert (found.relation if found is not None else None) is relation
    if found is not None:
        assert found.distance_m == pytest.approx(away)
        assert found.depth_m is None
        assert found.overlap is None


def test_case_08_what_lies_in_a_hole_of_the_site_is_surrounded_not_overlapped():
    site = box(0, 0, 300, 300).difference(box(50, 50, 250, 250))

    found = finding(site, box(140, 140, 160, 160))

    assert found is not None
    assert found.relation is Relation.SURROUNDED
    assert found.distance_m == pytest.approx(90.0)
    assert found.overlap_m2 == 0.0


def test_case_08_one_part_in_the_hole_is_enough_to_be_surrounded():
    site = box(0, 0, 300, 300).difference(box(50, 50, 250, 250))

    found = finding(site, shapely.union(box(140, 140, 160, 160), box(310, 0, 320, 10)))

    assert found is not None
    assert found.relation is Relation.SURROUNDED
    assert found.distance_m == pytest.approx(10.0)


def test_an_island_of_the_site_inside_its_own_hole_still_overlaps():
    site = box(0, 0, 300, 300).difference(box(50, 50, 250, 250)).union(box(140, 140, 160, 160))

    found = finding(site, box(130, 130, 170, 170))

    assert found is not None
    assert found.relation is Relation.OVERLAPS
    assert found.overlap_m2 == pytest.approx(400)


def test_a_finding_without_depth_and_overlap_has_the_same_relation_and_figures():
    site = shapely.from_wkt(SITE)
    settings = ScreeningSettings()
    store = MemoryStore([Row("layer", box(-10, -10, 15, 15), 1)])
    neighbourhood = Neighbourhood.gather(store, reach(site, settings))

    (full,), (quick,) = neighbourhood.screen(site, settings), neighbourhood.screen(site, settings, with_depth=False, with_overlap=False)

    assert (quick.relation, quick.overlap_m2, quick.snapshot) == (full.relation, full.overlap_m2, "layer@1")
    assert quick.depth_m is None
    assert quick.overlap is None


def test_screening_leaves_the_callers_boundary_unprepared():
    site = shapely.from_wkt(SITE)

    found = finding(site, box(-100, -100, 100, 100))

    assert not shapely.is_prepared(site)
    assert found is not None
    assert not shapely.is_prepared(found.overlap)


def test_a_wide_index_and_a_plain_comparison_find_the_same():
    rows = [Row("layer", box(i % 200, i // 200, i % 200 + 0.5, i // 200 + 0.5), i) for i in range(24_000)]
    site = shapely.from_wkt(SITE)
    settings = ScreeningSettings(near=5.0)
    store = MemoryStore(rows)

    wide = Neighbourhood.gather(store, (X - 500, Y - 500, X + 500, Y + 500)).screen(site, settings, with_depth=False)
    narrow = Neighbourhood.gather(store, reach(site, settings)).screen(site, settings, with_depth=False)

    assert [(one.entity.number, one.relation, one.overlap_m2) for one in wide] == [
        (one.entity.number, one.relation, one.overlap_m2) for one in narrow
    ]
    assert len(wide) > 1_600
