"""Everything that screening says of one site, on a small made-up place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
import shapely

from plugin.constraints.screening.screening import ENGINE, screen_site
from plugin.domain.check import Severity
from plugin.domain.dataset import Coverage
from plugin.domain.errors import RedlineError, StoreError
from plugin.domain.finding import DatasetState, Entity, Relation
from plugin.domain.settings import ScreeningSettings

from .memory_store import Box, MemoryCandidates, MemoryStore, Row
from .scenes import CLOCK, HELMERT, OSTN15, box, expecting, point, reading, remarks, screening, state


def test_a_reading_without_a_boundary_is_refused_with_a_sentence():
    unread = replace(reading(), boundary=None)

    with pytest.raises(RedlineError, match="26/0001 was not screened: it has no boundary"):
        screen_site(unread, MemoryStore([]), settings=ScreeningSettings(), profile=expecting(), clock=CLOCK)


def test_a_screening_says_when_and_by_which_engine():
    found = screening([Row("conservation-area", box(0, 0, 9, 9), 1)])

    assert (found.site, found.file, found.engine) == ("26/0001", "26-0001.json", ENGINE)
    assert found.judged_on == date(2026, 11, 22)
    assert found.screened_at == "2026-11-22T12:00:00Z"


def test_a_finding_keeps_the_entitys_attributes_and_snapshot():
    found = screening([Row("conservation-area", box(0, 0, 9, 9), 1, attributes={"notes": "by the river"})])

    assert found.findings[0].entity.attributes == {"notes": "by the river"}
    assert found.findings[0].snapshot == "conservation-area@1"


def test_findings_stand_in_the_order_of_the_catalogue_then_of_interest():
    rows = [
        Row("our-own-layer", box(0, 0, 9, 9), 1),
        Row("green-belt", box(0, 0, 9, 9), 2),
        Row("conservation-area", box(45, 0, 49, 9), 3),
        Row("conservation-area", box(0, 0, 9, 9), 4),
        Row("listed-building", point(20, 20), 5),
    ]

    found = screening(rows)

    assert [finding.entity.number for finding in found.findings] == [4, 3, 5, 2, 1]
    assert [result.dataset for result in found.datasets][-1] == "our-own-layer"


def test_clear_is_said_only_with_full_coverage():
    far = [Row("conservation-area", box(500, 500, 509, 509), 1)]

    full, unknown = screening(far), screening(MemoryStore(far, coverage=Coverage.UNKNOWN))

    assert (state(full, "conservation-area").state, state(full, "conservation-area").why) == (DatasetState.CLEAR, "")
    assert state(unknown, "conservation-area").state is DatasetState.NOT_CHECKED
    assert state(unknown, "conservation-area").why == "coverage unknown: nobody has said where this data is complete"


def test_a_site_outside_the_coverage_reads_no_coverage_here():
    found = screening(MemoryStore([Row("tree", point(900, 900), 1)], areas={"tree": box(500, 0, 1000, 1000)}))

    result = state(found, "tree")
    assert (result.state, result.coverage, result.why) == (DatasetState.NOT_CHECKED, Coverage.NONE, "no coverage here")


@pytest.mark.parametrize("border", [39.5, 40.0])
def test_a_strip_within_the_tolerance_outside_the_coverage_is_full_coverage(border: float):
    found = screening(MemoryStore([Row("tree", point(-300, 0), 1)], areas={"tree": box(-500, -500, border, 500)}))

    assert (state(found, "tree").state, state(found, "tree").coverage) == (DatasetState.CLEAR, Coverage.FULL)


def test_a_strip_within_the_tolerance_inside_the_coverage_is_no_coverage():
    found = screening(MemoryStore([Row("tree", point(-300, 0), 1)], areas={"tree": box(-500, -500, 0.5, 500)}))

    assert state(found, "tree").coverage is Coverage.NONE


def test_partial_coverage_says_how_much_of_the_site_lies_outside():
    found = screening(MemoryStore([Row("tree", point(-300, 0), 1)], areas={"tree": box(-500, -500, 30, 500)}))

    result = state(found, "tree")
    assert (result.state, result.coverage) == (DatasetState.NOT_CHECKED, Coverage.PARTIAL)
    assert result.why == "partial coverage: 25 % of the site lies outside the data's coverage"


def test_an_overlap_under_partial_coverage_says_that_the_rest_is_not_checked():
    found = screening(MemoryStore([Row("tree", point(10, 20), 1)], areas={"tree": box(-500, -500, 30, 500)}))

    result = state(found, "tree")
    assert (result.state, result.count) == (DatasetState.OVERLAPS, 1)
    assert result.why.startswith("the rest is not checked: partial coverage: 25 %")
    assert (result.fully_checked, result.partly_checked) == (False, True)


def test_only_a_dataset_that_speaks_for_all_of_the_site_is_fully_checked():
    here, far = [Row("tree", point(10, 20), 1)], [Row("tree", point(900, 900), 1)]

    whole, clear = state(screening(here), "tree"), state(screening(far), "tree")
    unknown = state(screening(MemoryStore(far, coverage=Coverage.UNKNOWN)), "tree")

    assert [(result.fully_checked, result.partly_checked) for result in (whole, clear, unknown)] == [
        (True, False),
        (True, False),
        (False, False),
    ]


def test_a_touch_alone_makes_the_state_touches():
    assert state(screening([Row("tree", point(0.5, 20), 1)]), "tree").state is DatasetState.TOUCHES


def test_records_without_geometry_are_said_beside_clear():
    store = MemoryStore([Row("tree", point(900, 900), 1)]).with_snapshot("tree", count=12, without_geometry=11)

    result = state(screening(store), "tree")
    assert (result.state, result.fully_checked) == (DatasetState.CLEAR, True)
    assert result.unplaced == "11 of 12 records have no geometry and could not be placed"


def test_records_without_geometry_are_told_beside_whatever_else_is_said():
    store = MemoryStore([flood(1, "3", box(500, 500, 510, 540))]).with_snapshot("flood-risk-zone", count=3, without_geometry=2)

    assert state(screening(store), "flood-risk-zone").unplaced == "2 of 3 records have no geometry and could not be placed"


def test_a_dataset_whose_records_are_all_placed_has_nothing_unplaced():
    assert state(screening([Row("tree", point(900, 900), 1)]), "tree").unplaced == ""


def test_a_dataset_whose_records_all_lack_geometry_is_not_checked():
    store = MemoryStore([], empty=["tree"]).with_snapshot("tree", count=11, without_geometry=11)

    assert state(screening(store), "tree").state is DatasetState.NOT_CHECKED


def test_a_dataset_that_the_profile_expects_and_the_store_lacks_is_not_checked():
    found = screening([Row("tree", point(20, 20), 1)], profile=expecting(green_belt=Coverage.FULL))

    result = state(found, "green-belt")
    assert (result.state, result.why, result.snapshot) == (DatasetState.NOT_CHECKED, "not in the store", "")


def test_administrative_datasets_are_no_constraints():
    found = screening(MemoryStore([], empty=["local-authority-district"]), profile=expecting(ward=Coverage.FULL))

    assert found.datasets == ()


def test_data_that_the_authority_calls_incomplete_is_never_clear():
    found = screening([Row("tree", point(900, 900), 1)], profile=expecting(tree=Coverage.PARTIAL))

    assert state(found, "tree").state is DatasetState.NOT_CHECKED


def test_case_22_point_and_outline_of_a_listed_building_are_one_constraint_and_both_are_stated():
    rows = [
        Row("listed-building", point(20, 20), 1, "listed:1378423", attributes={"listed-building-grade": "II*"}),
        Row("listed-building-outline", box(42, 10, 52, 30), 2, "listed:1378423"),
    ]

    found = screening(rows)

    assert {finding.entity.constraint for finding in found.findings} == {"listed:1378423"}
    assert [finding.relation for finding in found.findings] == [Relation.OVERLAPS, Relation.NEAR]
    assert "Grade II*." in remarks(found, 1)
    assert "listed-building-outline 2, lies outside the site, 2.0 m away" in remarks(found, 1)
    assert "listed-building 1, overlaps the site" in remarks(found, 2)


def test_case_23_two_records_of_one_conservation_area_count_once_and_show_their_difference():
    rows = [
        Row("conservation-area", box(-100, -100, 20, 100), 44000001, "conservation-area:44000001", quality="authoritative"),
        Row("conservation-area", box(-100, -100, 18, 100), 44000002, "conservation-area:44000001", quality="some"),
    ]

    found = screening(rows)

    assert state(found, "conservation-area").count == 1
    assert "conservation-area 44000002, overlaps the site by 45 % of it" in remarks(found, 44000001)
    assert "conservation-area 44000001 (the authoritative record), overlaps the site by 50 % of it" in remarks(found, 44000002)


def test_case_24_an_ended_entity_is_listed_apart_and_not_counted():
    found = screening([Row("tree-preservation-zone", box(0, 0, 9, 9), 1, end=date(2026, 11, 21))])

    assert found.findings == ()
    assert [finding.entity.number for finding in found.ended] == [1]
    assert (state(found, "tree-preservation-zone").state, state(found, "tree-preservation-zone").count) == (DatasetState.CLEAR, 0)


@pytest.mark.parametrize("end", [date(2026, 11, 22), date(2027, 1, 1)])
def test_case_24_an_end_date_that_is_not_past_counts(end: date):
    assert state(screening([Row("tree", point(20, 20), 1, end=end)]), "tree").state is DatasetState.OVERLAPS


def test_case_24_an_entity_not_yet_in_force_is_listed_apart():
    found = screening([Row("tree", point(20, 20), 1, start=date(2026, 11, 23))])

    assert [finding.entity.number for finding in found.not_yet] == [1]
    assert found.findings == ()


def test_what_was_designated_since_submission_counts_and_says_so():
    found = screening([Row("tree", point(20, 20), 1, start=date(2026, 11, 4))])

    assert "Designated on 4 November 2026, since the application was submitted." in remarks(found, 1)


def test_a_certificate_of_lawfulness_is_judged_by_the_applications_date():
    rows = [Row("tree", point(20, 20), 1, start=date(2026, 11, 4))]

    found = screening(rows, read=reading(type_code="ldc.proposed", submitted_on=date(2026, 10, 1)))

    assert found.judged_on == date(2026, 10, 1)
    assert [finding.entity.number for finding in found.not_yet] == [1]


def test_a_certificate_without_a_date_is_judged_today():
    assert screening([], read=reading(type_code="ldc.existing", submitted_on=None)).judged_on == date(2026, 11, 22)


def test_a_date_that_is_given_outranks_the_rule():
    assert screening([], on=date(2020, 1, 1)).judged_on == date(2020, 1, 1)


def test_case_26_an_empty_file_is_not_clear_and_nobody_is_said_to_publish_nothing():
    found = screening(MemoryStore([], areas={"tree-preservation-zone": box(-500, -500, 500, 500)}))

    result = state(found, "tree-preservation-zone")
    assert result.state is DatasetState.NOT_CHECKED
    assert result.why == "the file that was loaded had no records: tree-preservation-zone.geojson"


def test_case_26_an_empty_file_of_what_the_authority_does_not_publish_is_no_published_data():
    store = MemoryStore([], areas={"tree": box(-500, -500, 500, 500)})

    assert state(screening(store, profile=expecting(tree=Coverage.NONE)), "tree").why == "no published data for this authority"


def test_case_26_a_dataset_that_the_authority_does_not_publish_says_so():
    found = screening([], profile=expecting(tree=Coverage.NONE))

    assert state(found, "tree").why == "no published data for this authority"


def flood(number: int, level: str, shape: shapely.Geometry) -> Row:
    return Row("flood-risk-zone", shape, number, attributes={"flood-risk-level": level})


def test_case_28_each_flood_zone_is_reported_with_its_share_and_zone_1_is_not():
    rows = [flood(1, "3", box(0, 0, 10, 40)), flood(2, "2", box(0, 0, 20, 40)), flood(3, "2", box(15, 0, 30, 40))]

    found = screening(rows)

    assert state(found, "flood-risk-zone").why == "flood zone 3: 25 % of the site, flood zone 2: 75 % of the site"
    assert "Flood zone 3 covers 25 % of the site." in remarks(found, 1)
    assert "Flood zone 2 covers 75 % of the site." in remarks(found, 2)


def test_case_28_flood_zone_1_is_said_only_where_coverage_is_full():
    far = [flood(1, "3", box(500, 500, 510, 540))]

    full, unknown = screening(far), screening(MemoryStore(far, coverage=Coverage.UNKNOWN))

    assert state(full, "flood-risk-zone").why == "no zone 2 or 3 recorded: flood zone 1"
    assert "zone 1" not in state(unknown, "flood-risk-zone").why


def direction(codes: str) -> list[Row]:
    return [Row("article-4-direction-area", box(-10, -10, 50, 50), 1, attributes={"permitted-development-rights": codes})]


@pytest.mark.parametrize("type_code", ["ldc.proposed", "pa.part1.classA", "pp.full.householder"])
def test_case_29_a_direction_on_small_shared_houses_does_not_affect_part_1(type_code: str):
    found = screening(direction("3L"), read=reading(type_code=type_code))

    assert "This direction does not affect Part 1 (Development within the curtilage of a dwellinghouse)" in remarks(found, 1)
    assert "Part 3 Class L (Small HMOs to dwellinghouses and vice versa)" in remarks(found, 1)
    assert found.findings[0].relation is Relation.OVERLAPS


def test_case_29_a_direction_on_extensions_affects_part_1():
    assert "This direction affects Part 1" in remarks(screening(direction("1A;3L")), 1)


@pytest.mark.parametrize("codes", ["", "everything"])
def test_case_29_an_unknown_class_asks_to_check_the_text(codes: str):
    assert "Check the direction's text" in remarks(screening(direction(codes)), 1)


def test_case_29_a_class_that_cannot_be_read_is_never_taken_as_harmless():
    said = remarks(screening(direction("3L;99Z")), 1)

    assert "does not affect" not in said
    assert "Check the direction's text: 99Z in the data is no known class." in said


def test_case_29_an_application_of_unknown_kind_hears_what_is_removed():
    assert "This direction removes Part 3 Class L" in remarks(screening(direction("3L"), read=reading(type_code="pp.outline")), 1)


def test_case_30_the_buffer_of_a_world_heritage_site_is_not_article_2_3_land():
    found = screening([Row("world-heritage-site-buffer-zone", box(-9, -9, 50, 50), 1), Row("world-heritage-site", box(-9, -9, 50, 50), 2)])

    assert "Not article 2(3) land" in remarks(found, 1)
    assert remarks(found, 2).startswith("Article 2(3) land.")


def test_case_31_green_belt_at_the_end_of_the_garden_asks_for_the_buildings_footprint():
    found = screening([Row("green-belt", box(0, 38.4, 20, 60), 1)])

    assert found.findings[0].relation is Relation.OVERLAPS
    assert "covers 2.0 % of the site: is the building's footprint in it? Yes, no or unknown." in remarks(found, 1)


def test_case_31_green_belt_over_all_of_the_site_asks_nothing():
    assert "footprint" not in remarks(screening([Row("green-belt", box(-9, -9, 50, 50), 1)]), 1)


def test_a_touch_of_article_2_3_land_is_said_only_if_it_is_confirmed():
    found = screening([Row("conservation-area", box(-9, 0, 0.2, 9), 1)])

    assert found.findings[0].relation is Relation.TOUCHES
    assert "If the touch is confirmed: article 2(3) land." in remarks(found, 1)
    assert "Article 2(3) land." not in remarks(found, 1)


def test_a_touch_of_an_article_4_direction_is_said_only_if_it_is_confirmed():
    rows = [Row("article-4-direction-area", box(-9, 0, 0.2, 9), 1, attributes={"permitted-development-rights": "1A"})]

    assert "If the touch is confirmed: this direction affects Part 1" in remarks(screening(rows), 1)


def test_what_has_ended_or_is_to_come_has_its_date_and_no_legal_remark():
    rows = [
        Row("conservation-area", box(-9, -9, 50, 50), 1, end=date(2019, 3, 31)),
        Row("conservation-area", box(-9, -9, 50, 50), 2, start=date(2099, 1, 1)),
        Row("green-belt", box(-9, 0, 9, 9), 3, end=date(2019, 3, 31)),
    ]

    found = screening(rows)

    assert [finding.remarks for finding in found.ended] == [("Ended on 31 March 2019.",)] * 2
    assert [finding.remarks for finding in found.not_yet] == [("In force from 1 January 2099.",)]


def test_a_listed_building_that_has_been_delisted_still_says_its_grade():
    rows = [Row("listed-building", point(20, 20), 1, end=date(2019, 3, 31), attributes={"grade": "II"})]

    assert screening(rows).ended[0].remarks == ("Ended on 31 March 2019.", "Grade II.")


def test_a_touched_listed_building_needs_an_explicit_answer_and_green_belt_a_look():
    found = screening([Row("listed-building-outline", box(-9, 0, 0.2, 9), 1), Row("green-belt", box(-9, 0, 0.2, 9), 2)])

    assert "for the officer to confirm, with an explicit answer." in remarks(found, 1)
    assert "for the officer to confirm." in remarks(found, 2)


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

    def candidates(self, box: Box) -> MemoryCandidates:
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


def at_the_border(border: float) -> MemoryStore:
    return MemoryStore([], authority=box(-500, -500, border, 500))


def test_a_site_outside_the_authority_is_an_error():
    (check,) = screening(at_the_border(-100)).checks

    assert (check.code, check.severity) == ("outside-authority", Severity.ERROR)
    assert "100 m away" in check.message


def test_case_39_a_site_across_the_border_has_an_area_on_each_side():
    (check,) = screening(at_the_border(30)).checks

    assert (check.code, check.severity) == ("across-the-border", Severity.WARNING)
    assert "1,200 m² (75 %) lie inside, 400 m² (25 %) outside" in check.message


def test_case_39_a_strip_of_forty_centimetres_over_the_border_touches_it():
    (check,) = screening(at_the_border(39.6)).checks

    assert (check.code, check.severity) == ("touches-the-border", Severity.INFORMATION)
    assert "0.40 m deep" in check.message


def test_a_site_within_the_authority_has_no_such_check():
    assert screening(at_the_border(40)).checks == ()


def test_a_store_without_the_authoritys_area_says_nothing_of_it():
    assert screening(MemoryStore([])).checks == ()


def test_the_same_screening_twice_is_the_same():
    rows = [Row("conservation-area", box(-5, -5, 20, 20), 1), Row("tree", point(3, 3), 2)]

    assert screening(rows) == screening(rows)
