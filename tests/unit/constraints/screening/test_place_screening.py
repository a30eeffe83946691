"""What applies at a place: a point lies in something, at its edge, or so many metres away, and is never taken for an area."""

from __future__ import annotations

from datetime import date

import pytest
import shapely

from plugin.constraints.screening.place_screening import screen_place
from plugin.domain.check import Severity
from plugin.domain.dataset import Coverage
from plugin.domain.enquiry import Bearing, Enquiry, PlaceFinding
from plugin.domain.errors import StoreError
from plugin.domain.finding import DatasetResult, DatasetState, Entity
from plugin.domain.place import Place
from plugin.domain.settings import ScreeningSettings

from .memory_store import MemoryStore, Row
from .scenes import CLOCK, HELMERT, X, Y, box, expecting, flood, point


def ask(*rows: Row, store: MemoryStore | None = None, within: float = 0.0, plot: object = None, **datasets: object) -> Enquiry:
    """What applies at the origin of the scenes."""
    place = Place(X, Y, "the corner", "A test.", within, plot)  # type: ignore[arg-type]  # shapely has no types
    return screen_place(place, store or MemoryStore(rows), settings=ScreeningSettings(), profile=expecting(**datasets), clock=CLOCK)


def only(enquiry: Enquiry) -> PlaceFinding:
    (finding,) = enquiry.findings
    return finding


def state(enquiry: Enquiry, slug: str) -> DatasetResult:
    return next(result for result in enquiry.datasets if result.dataset == slug)


class Unreadable(MemoryStore):
    """A store on a share that is gone."""

    def candidates(self, box: object, between: object = None) -> object:
        raise StoreError("the share is gone")


class WithoutColumns(MemoryStore):
    """A store whose columns can't be read."""

    def attributes(self, entity: Entity) -> dict[str, str]:
        raise StoreError("damaged")


def test_a_store_that_cannot_be_read_is_not_checked_and_says_why():
    enquiry = ask(store=Unreadable([Row("conservation-area", box(-10, -10, 10, 10), 1)]))

    assert enquiry.findings == ()
    assert {result.state for result in enquiry.datasets} == {DatasetState.NOT_CHECKED}
    assert "the share is gone" in state(enquiry, "conservation-area").why
    assert enquiry.clear == ()


def test_an_expected_dataset_that_is_not_loaded_is_not_checked():
    enquiry = ask(tree_preservation_zone=Coverage.FULL, article_4_direction_area=Coverage.NONE)

    assert state(enquiry, "tree-preservation-zone").why == "not in the store"
    assert state(enquiry, "article-4-direction-area").why == "no published data for this authority"
    assert len(enquiry.unchecked) == 2


def test_nothing_here_is_said_only_where_the_data_covers_the_place():
    full = ask(store=MemoryStore([Row("green-belt", box(5000, 0, 5100, 100), 1)]))
    nobody_said = ask(store=MemoryStore([Row("green-belt", box(5000, 0, 5100, 100), 1)], coverage=Coverage.UNKNOWN))
    elsewhere = ask(store=MemoryStore([Row("green-belt", box(5000, 0, 5100, 100), 1)], areas={"green-belt": box(4000, 0, 6000, 100)}))

    assert state(full, "green-belt").state is DatasetState.CLEAR
    assert state(nobody_said, "green-belt").state is DatasetState.NOT_CHECKED
    assert state(elsewhere, "green-belt").state is DatasetState.NOT_CHECKED
    assert state(elsewhere, "green-belt").why == "no coverage here"


def test_at_the_limit_of_the_coverage_nothing_is_said_to_be_clear():
    enquiry = ask(store=MemoryStore([Row("tree", point(500, 500), 1)], areas={"tree": box(-0.5, -100, 1000, 1000)}))

    assert state(enquiry, "tree").state is DatasetState.NOT_CHECKED
    assert "too close to the limit" in state(enquiry, "tree").why


def test_a_point_well_inside_an_area_is_told_how_far_from_its_edge():
    finding = only(ask(Row("conservation-area", box(-12, -50, 50, 50), 1, name="Old Market")))

    assert (finding.bearing, finding.distance_m, finding.edge_m, finding.percent) == (Bearing.APPLIES, 0.0, 12.0, None)
    assert "article 2(3) land" in finding.meanings[0].sentence
    assert finding.meanings[0].citation.source


@pytest.mark.parametrize("west", [-0.5, 0.5])
def test_a_point_closer_to_an_edge_than_both_are_known_may_lie_on_either_side(west):
    enquiry = ask(Row("conservation-area", box(west, -50, 50, 50), 1))

    assert only(enquiry).bearing is Bearing.MAY_APPLY
    assert state(enquiry, "conservation-area").state is DatasetState.TOUCHES
    assert only(enquiry).meanings


@pytest.mark.parametrize(("within", "bearing"), [(0.0, Bearing.NEAR), (70.7, Bearing.MAY_APPLY), (707.0, Bearing.NEAR)])
def test_a_square_of_a_hundred_metres_may_reach_what_lies_thirty_metres_off_and_one_of_a_kilometre_is_answered_by_its_middle(
    within, bearing
):
    enquiry = ask(Row("conservation-area", box(30, -50, 80, 50), 1), within=within)

    assert only(enquiry).bearing is bearing
    assert only(enquiry).distance_m == pytest.approx(30)
    assert ("answer is for the middle" in " ".join(enquiry.cautions)) == (within > 100)


def test_what_lies_farther_than_the_near_distance_is_not_said_to_be_near():
    enquiry = ask(Row("conservation-area", box(50.5, -50, 80, 50), 1))

    assert enquiry.findings == ()
    assert state(enquiry, "conservation-area").state is DatasetState.CLEAR


def test_data_that_may_stand_metres_off_the_ground_moves_no_edge_out_of_doubt():
    enquiry = ask(store=MemoryStore([Row("conservation-area", box(-1.5, -50, 50, 50), 1)], accuracy=HELMERT))

    assert only(enquiry).bearing is Bearing.MAY_APPLY
    assert "without the OSTN15 grid" in " ".join(enquiry.cautions)


def test_a_listed_building_that_is_a_point_applies_where_the_point_is_and_is_near_elsewhere():
    here = only(ask(Row("listed-building", point(0.2, 0), 1, attributes={"listed-building-grade": "II*"})))
    beside = only(ask(Row("listed-building", point(6, 0), 1, attributes={"listed-building-grade": "II*"})))

    assert here.bearing is Bearing.APPLIES
    assert here.says == ("Grade II*.",)
    assert beside.bearing is Bearing.NEAR
    assert beside.meanings == ()
    assert "single point" in beside.says[-1]


def test_a_hole_in_an_area_is_near_and_not_inside():
    ring = shapely.difference(box(-50, -50, 50, 50), box(-10, -10, 10, 10))

    assert only(ask(Row("conservation-area", ring, 1))).bearing is Bearing.NEAR
    assert only(ask(Row("conservation-area", ring, 1))).distance_m == pytest.approx(10)


def test_a_point_on_the_seam_of_two_pieces_of_a_large_area_lies_inside():
    circle = shapely.buffer(point(0, 0), 400, quad_segs=500)

    finding = only(ask(store=MemoryStore([Row("flood-risk-zone", circle, 1)], most_vertices=16)))

    assert finding.bearing is Bearing.APPLIES
    assert finding.edge_m == pytest.approx(400, abs=1)


def test_an_article_4_direction_says_what_it_removes_whoever_asks():
    finding = only(ask(Row("article-4-direction-area", box(-50, -50, 50, 50), 1, attributes={"permitted-development-rights": "3L"})))

    assert "removes Part 3 Class L" in finding.says[0]
    assert "needs an application for planning permission" in finding.meanings[0].sentence


def test_a_flood_zone_says_its_level_and_what_the_level_means():
    two, three = ask(flood(1, "2", box(-50, -50, 50, 50)), flood(2, "3", box(-50, -50, 50, 50))).findings

    assert (two.says, three.says) == (("Flood zone 2.",), ("Flood zone 3.",))
    assert two.meanings[0].sentence.startswith("A medium probability")
    assert three.meanings[0].sentence.startswith("A high probability")


def test_a_councils_own_layer_has_no_meaning_in_law():
    assert only(ask(Row("our-own-layer", box(-50, -50, 50, 50), 1))).meanings == ()


def test_what_has_ended_or_is_to_come_is_apart_and_does_not_count():
    shape = box(-50, -50, 50, 50)
    enquiry = ask(
        Row("article-4-direction-area", shape, 1, end=date(2025, 1, 1)), Row("article-4-direction-area", shape, 2, start=date(2027, 1, 1))
    )

    assert enquiry.findings == ()
    assert [each.entity.number for each in enquiry.ended] == [1]
    assert [each.entity.number for each in enquiry.not_yet] == [2]
    assert state(enquiry, "article-4-direction-area").state is DatasetState.CLEAR
    assert enquiry.ended[0].meanings == ()


def test_columns_that_cannot_be_read_are_said_so_and_the_finding_stands():
    finding = only(ask(store=WithoutColumns([Row("listed-building", point(0, 0), 1)])))

    assert finding.bearing is Bearing.APPLIES
    assert "could not be read" in finding.says[0]


@pytest.mark.parametrize(
    ("border", "code", "severity"),
    [
        (-100, "outside-authority", Severity.ERROR),
        (-0.5, "at-the-border", Severity.WARNING),
        (0.5, "at-the-border", Severity.WARNING),
        (20, "near-the-border", Severity.INFORMATION),
    ],
)
def test_where_the_place_stands_to_the_authoritys_border_is_said(border, code, severity):
    (check,) = ask(store=MemoryStore([], authority=box(-1000, -1000, border, 1000))).checks

    assert (check.code, check.severity) == (code, severity)


def test_well_within_the_authority_nothing_is_said_of_its_border():
    assert ask(store=MemoryStore([], authority=box(-1000, -1000, 1000, 1000))).checks == ()


def test_a_plot_is_screened_as_the_land_that_it_is():
    enquiry = ask(Row("conservation-area", box(0, 0, 20, 40), 1), Row("tree", point(60, 20), 2), plot=box(0, 0, 40, 40))
    first, second = enquiry.findings

    assert (first.bearing, first.percent, first.edge_m) == (Bearing.APPLIES, 50.0, None)
    assert (second.bearing, second.distance_m) == (Bearing.NEAR, 20.0)
    assert first.meanings


def test_a_plot_in_a_store_that_cannot_be_read_is_not_checked():
    enquiry = ask(store=Unreadable([Row("conservation-area", box(-10, -10, 10, 10), 1)]), plot=box(0, 0, 40, 40))

    assert {result.state for result in enquiry.datasets} == {DatasetState.NOT_CHECKED}


def test_what_applies_comes_first_then_what_may_then_what_is_near_by_distance():
    enquiry = ask(
        Row("tree", point(40, 0), 1),
        Row("tree", point(20, 0), 2),
        Row("conservation-area", box(-0.5, -50, 50, 50), 3),
        Row("article-4-direction-area", box(-50, -50, 50, 50), 4),
    )

    assert [each.entity.number for each in enquiry.findings] == [4, 3, 2, 1]
