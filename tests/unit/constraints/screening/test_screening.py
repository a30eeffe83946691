"""What screening says of one site: findings, the state of every dataset, and the dates that count."""

from __future__ import annotations

from datetime import date

import pytest

from plugin.constraints.screening.screening import ENGINE
from plugin.domain.dataset import Coverage
from plugin.domain.finding import DatasetState, Relation

from .memory_store import MemoryStore, Row
from .scenes import box, expecting, flood, point, reading, remarks, screening, state


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
    assert result.why == "partial coverage: 25.0 % of the site lies outside the data's coverage"


def test_an_overlap_under_partial_coverage_says_that_the_rest_is_not_checked():
    found = screening(MemoryStore([Row("tree", point(10, 20), 1)], areas={"tree": box(-500, -500, 30, 500)}))

    result = state(found, "tree")
    assert (result.state, result.count) == (DatasetState.OVERLAPS, 1)
    assert result.why.startswith("the rest is not checked: partial coverage: 25.0 %")
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
    assert "conservation-area 44000002, overlaps the site by 45.0 % of it" in remarks(found, 44000001)
    assert "conservation-area 44000001 (the authoritative record), overlaps the site by 50.0 % of it" in remarks(found, 44000002)


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


def test_case_26_the_day_of_an_empty_file_is_said_as_officers_write_it():
    store = MemoryStore([], areas={"battlefield": box(-500, -500, 500, 500)})
    store.with_snapshot("battlefield", source="battlefield.geojson (2026-06-30T23:30:14Z)")

    assert state(screening(store), "battlefield").why == "the file that was loaded had no records: battlefield.geojson (1 July 2026)"


def test_case_26_an_empty_file_of_what_the_authority_does_not_publish_is_no_published_data():
    store = MemoryStore([], areas={"tree": box(-500, -500, 500, 500)})

    assert state(screening(store, profile=expecting(tree=Coverage.NONE)), "tree").why == "no published data for this authority"


def test_case_26_a_dataset_that_the_authority_does_not_publish_says_so():
    found = screening([], profile=expecting(tree=Coverage.NONE))

    assert state(found, "tree").why == "no published data for this authority"


def test_the_same_screening_twice_is_the_same():
    rows = [Row("conservation-area", box(-5, -5, 20, 20), 1), Row("tree", point(3, 3), 2)]

    assert screening(rows) == screening(rows)
