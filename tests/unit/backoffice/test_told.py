"""What the applicant was told, what the back office shows, what Redline finds: matched by key, differences first."""

from __future__ import annotations

import json
from datetime import date

import pytest

from plugin.backoffice.detail_mapping import submission_of
from plugin.backoffice.told import ThreeSources, three_sources
from plugin.constraints.catalogue import Catalogue
from plugin.domain.application import Designation
from plugin.domain.dataset import Coverage
from plugin.domain.finding import DatasetResult, DatasetState, Screening
from tests.shared import shared_path
from tests.unit.backoffice.pulling import transformer

CATALOGUE = Catalogue.load()
OVERLAPS, TOUCHES, CLEAR, NOT_CHECKED = DatasetState


def told(*keys: str) -> list[Designation]:
    """Designations, "-" before those that do not intersect."""
    return [Designation(key.lstrip("-"), key.lstrip("-"), not key.startswith("-")) for key in keys]


def screened(**states: DatasetState) -> Screening:
    results = tuple(DatasetResult(slug.replace("_", "-"), slug, state, Coverage.FULL, "", 1, "s", None) for slug, state in states.items())
    return Screening("26-1", "", (), results, (), (), date(2026, 11, 22), "2026-11-22T09:00:00Z", "1")


def rows(designations: list[Designation] | None, shown: list[str] | None, screening: Screening | None) -> dict[str, ThreeSources]:
    return {row.key: row for row in three_sources(designations, shown, screening, CATALOGUE)}


def test_green_belt_that_the_back_office_lost_comes_first() -> None:
    found = three_sources(
        told("greenBelt", "designated.conservationArea"),
        ["Conservation area"],
        screened(green_belt=OVERLAPS, conservation_area=OVERLAPS),
        CATALOGUE,
    )
    assert [row.key for row in found] == ["greenBelt", "designated.conservationArea"]
    assert found[0].differs
    assert not found[1].differs
    assert found[0].sentence == (
        "Green belt: the applicant was told of it, the back office does not show it, Redline finds that it overlaps the site."
    )


def test_a_label_is_matched_by_its_key_and_not_by_its_words() -> None:
    row = rows(told("registeredPark", "articleFour"), ["Registered park or garden", "Article 4 area"], None)
    assert (row["registeredPark"].shown, row["articleFour"].shown) == (True, True)
    assert row["articleFour"].datasets == ("article-4-direction-area",)


def test_a_finer_key_counts_for_its_constraint_and_is_kept() -> None:
    row = rows(told("listed", "listed.gradeTwo", "flood.zoneThree"), ["Listed building outline"], None)
    assert row["listed"].finer == ("listed.gradeTwo",)
    assert (row["flood"].told, row["flood"].shown) == (True, False)
    assert set(row["listed"].datasets) == {"listed-building", "listed-building-outline"}


def test_a_group_is_no_constraint_of_its_own() -> None:
    assert set(rows(told("designated", "designated.AONB"), [], None)) == {"designated.AONB"}


def test_a_constraint_without_data_is_compared_all_the_same() -> None:
    row = rows(told("road.classified"), ["Road classified"], screened(green_belt=CLEAR))["road.classified"]
    assert (row.told, row.shown, row.found, row.differs) == (True, True, None, False)
    assert "Redline knows no data for it" in row.sentence


def test_a_councils_own_label_keeps_its_words() -> None:
    row = rows([], ["Village design statement"], None)["label:Village design statement"]
    assert (row.name, row.told, row.shown) == ("Village design statement", False, True)


def test_a_councils_own_dataset_keeps_its_name() -> None:
    row = rows(None, None, screened(my_layer=OVERLAPS))["dataset:my-layer"]
    assert (row.name, row.datasets, row.differs) == ("My layer", ("my-layer",), False)


def test_what_nobody_has_is_left_out() -> None:
    assert rows(told("-greenBelt"), [], screened(green_belt=CLEAR, battlefield=NOT_CHECKED)) == {}


def test_not_checked_agrees_with_nobody_and_differs_from_nobody() -> None:
    row = rows(told("greenBelt"), ["Green belt"], screened(green_belt=NOT_CHECKED))["greenBelt"]
    assert not row.differs
    assert "could not check" in row.sentence


def test_one_dataset_not_checked_keeps_the_constraint_from_being_clear() -> None:
    row = rows(told("listed"), [], screened(listed_building=CLEAR, listed_building_outline=NOT_CHECKED))["listed"]
    assert row.found is NOT_CHECKED


@pytest.mark.parametrize(
    ("designations", "shown", "state", "differs"),
    [
        (told("greenBelt"), ["Green belt"], OVERLAPS, False),
        (told("greenBelt"), ["Green belt"], CLEAR, True),
        (told("-greenBelt"), [], OVERLAPS, True),
        (told("greenBelt"), [], CLEAR, True),
        (None, [], TOUCHES, True),
        (None, None, OVERLAPS, False),
        (told(), ["Green belt"], NOT_CHECKED, True),
    ],
)
def test_a_difference_needs_two_sources_that_were_asked(
    designations: list[Designation] | None, shown: list[str] | None, state: DatasetState, differs: bool
) -> None:
    assert rows(designations, shown, screened(green_belt=state))["greenBelt"].differs is differs


def test_a_buffer_zone_is_told_under_the_key_of_its_site() -> None:
    row = rows(told("designated.WHS"), [], screened(world_heritage_site=CLEAR, world_heritage_site_buffer_zone=OVERLAPS))
    assert set(row) == {"designated.WHS"}
    assert row["designated.WHS"].found is OVERLAPS


def test_what_bops_was_seen_to_lose_is_seen() -> None:
    """The recorded submission of the green belt case, beside what BOPS showed of it."""
    lost = 0
    for path in sorted(shared_path("vectors/bops/examples/application").rglob("*.json")):
        told_there = submission_of(path.read_text(), transformer(), date(2026, 11, 22)).designations
        for row in three_sources(told_there, ["Road classified"], None, CATALOGUE):
            lost += row.differs and row.key in {"greenBelt", "flood", "articleFour"}
    assert lost >= 3


def test_the_recorded_submission_says_what_the_applicant_was_told() -> None:
    body = json.loads(shared_path("vectors/bops/recorded/submission.json").read_text())["body"]
    keys = {each.key for each in submission_of(json.dumps(body), transformer(), date(2026, 11, 22)).designations if each.intersects}
    assert "designated.conservationArea" in keys
