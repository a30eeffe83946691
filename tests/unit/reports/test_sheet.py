"""What the screening sheet says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from plugin.constraints.base_map import BaseMap
from plugin.constraints.catalogue import Catalogue
from plugin.constraints.profile import Profile
from plugin.domain.check import Check, Severity
from plugin.domain.dataset import Coverage
from plugin.domain.finding import DatasetState, Relation
from plugin.domain.settings import ScreeningSettings
from plugin.reports.sheet import Sheet

from .examples import WITHOUT_GRID, boundary, entity, finding, reading, result, screening, snapshot

PROFILE = Profile(
    authority_name="Sample Borough",
    base_map=BaseMap(attribution="© Crown copyright 2026", licence_line="OS AC0000000000"),
)


def sheet(of: Any = None, screened: Any = None, profile: Profile = PROFILE, **options: Any) -> Sheet:
    snapshots = {"conservation-area": snapshot()}
    return Sheet.build(of or reading(), screened or screening(), snapshots, Catalogue.load(), profile, **options)


def facts(rows: Any) -> dict[str, str]:
    return {row.label: row.value for row in rows}


def test_case_49_the_sheet_names_boundary_version_transform_area_method_and_the_dates_of_the_data() -> None:
    said = sheet()

    assert said.boundary_version == "as submitted"
    about = facts(said.boundary_facts)
    assert about["Boundary version"] == "as submitted"
    assert about["Coordinates as submitted"] == "WGS84 (EPSG:4326)"
    assert "British National Grid to WGS 84 (9), with the grid uk_os_OSTN15" in about["Transform"]
    assert facts(said.screening_facts)["Area method"] == "planar, on the British National Grid (EPSG:27700)"
    assert facts(said.screening_facts)["Engine"] == "redline 0.1.0"
    assert [(row.name, row.fetched) for row in said.snapshots] == [("Conservation area", "22 November 2026, 10:15")]


def test_case_49_the_same_inputs_give_the_same_sheet_whatever_the_order_of_the_findings() -> None:
    others = (finding(of=entity(number=5, constraint="x"), overlap_m2=5.0), finding(Relation.NEAR, of=entity(number=6, constraint="y")))
    one = screening(findings=(finding(), *others))
    two = screening(findings=(*reversed(others), finding()))

    assert sheet(screened=one) == sheet(screened=two)
    assert sheet(screened=one).categories[0].findings[0].entity == 1234


def test_the_files_of_the_data_bear_their_day_as_officers_write_it() -> None:
    loaded = {"conservation-area": snapshot(source="areas.geojson (2026-11-20T08:00:00Z)")}
    said = Sheet.build(reading(), screening(), loaded, Catalogue.load(), PROFILE)

    assert [row.source for row in said.snapshots] == ["areas.geojson (20 November 2026)"]


def test_every_dataset_is_listed_with_its_state_checked_or_not() -> None:
    states = {row.dataset: (row.state, row.why) for row in sheet().states}

    assert states == {"conservation-area": ("overlaps", ""), "tree": ("not checked", "not in the store")}


def test_a_sheet_with_something_unchecked_says_so_in_a_banner_and_in_its_summary() -> None:
    said = sheet()

    assert said.warnings == ("1 dataset was not checked: this sheet does not say that no constraint of that kind applies.",)
    assert said.summary == "1 constraint overlaps the site; 1 of 2 datasets could not be checked."


def test_what_was_checked_in_part_is_a_banner_too() -> None:
    said = sheet(screened=screening(datasets=(result(coverage=Coverage.PARTIAL),)))

    assert said.warnings == ("1 dataset was checked only in part: this sheet does not say that nothing more of that kind applies.",)


def test_records_without_a_place_are_a_banner() -> None:
    why = "11 of 594 records have no geometry and could not be placed"
    said = sheet(screened=screening(datasets=(result(DatasetState.CLEAR, name="Tree", why=why),)))

    assert said.warnings == (f"Tree: {why}. They could lie anywhere, on this site too.",)


def test_what_the_checks_say_is_not_said_again_in_the_notes() -> None:
    closed = Check("ring", Severity.INFORMATION, "The ring was not closed; it was closed.")

    assert "Notes" in facts(sheet().boundary_facts)
    assert "Notes" not in facts(sheet(of=reading(checks=(closed,))).boundary_facts)


def test_case_04_a_missing_grid_is_a_banner() -> None:
    said = sheet(of=reading(boundary=boundary(WITHOUT_GRID)))

    assert any("positions may be about 2 m off the ground" in warning for warning in said.warnings)


def test_case_04_the_banner_and_the_check_of_the_red_line_go_by_one_rule() -> None:
    passable = replace(WITHOUT_GRID, metres=1.4)

    assert not any("off the ground" in warning for warning in sheet(of=reading(boundary=boundary(passable))).warnings)


def test_with_the_grid_and_everything_checked_there_is_no_banner() -> None:
    assert sheet(screened=screening(datasets=(result(DatasetState.OVERLAPS),))).warnings == ()


def test_the_area_is_given_by_every_method_beside_the_declared_one() -> None:
    about = facts(sheet().boundary_facts)

    assert about["Area"] == "1,900 m², give or take 45.0 m²"
    assert about["Area on the ellipsoid"] == "1,901 m²"
    assert about["Area as PlanX and BOPS draw it"] == "1,893 m²"
    assert about["Area declared by the applicant"] == "1,950 m²"


def test_a_site_without_a_boundary_still_has_a_sheet() -> None:
    about = facts(sheet(of=replace(reading(), boundary=None, areas=None)).boundary_facts)

    assert about["Boundary"] == "none that can be used"


def test_the_entities_of_one_constraint_stand_side_by_side() -> None:
    findings = (
        finding(of=entity(number=1, constraint="a"), overlap_m2=500.0),
        finding(of=entity(number=2, constraint="b"), overlap_m2=400.0),
        finding(Relation.NEAR, of=entity(number=3, constraint="a"), overlap_m2=0.0, depth_m=None, distance_m=3.0),
    )

    assert [row.entity for row in sheet(screened=screening(findings=findings)).categories[0].findings] == [1, 3, 2]


def test_ended_and_not_yet_in_force_are_listed_apart() -> None:
    said = sheet(screened=screening(findings=(), ended=(finding(),), not_yet=(finding(of=entity(number=9)),)))

    assert said.categories == ()
    assert said.ended[0].findings[0].entity == 1234
    assert said.not_yet[0].findings[0].entity == 9


def test_attributions_of_the_data_and_of_the_base_map_are_printed_once_each() -> None:
    assert sheet().attributions == (
        "© Historic England. Open Government Licence v3.0.",
        "© Crown copyright 2026. OS AC0000000000.",
    )


def test_a_sample_is_marked_and_real_work_is_not() -> None:
    assert sheet().sample == ""
    assert sheet(profile=replace(PROFILE, sample=True)).sample.startswith("SAMPLE")


def test_the_distances_of_the_screening_are_printed() -> None:
    distances = facts(sheet(settings=ScreeningSettings(tolerance=2.5, near=100.0)).screening_facts)

    assert distances["Digitising tolerance"] == "2.5 m"
    assert distances["Near distance"] == "100 m"


def test_text_from_outside_is_plain_text_on_one_line() -> None:
    said = sheet(screened=screening(findings=(finding(of=entity(name="<img src=x>\nStreet\x07"), remarks=("Grade\tII*",)),)))

    row = said.categories[0].findings[0]
    assert row.name == "<img src=x> Street"
    assert row.remarks == ("Grade II*",)
