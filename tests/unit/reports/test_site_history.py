"""Which applications were made on the land of a site, and near it, and in which order they are told."""

from __future__ import annotations

from datetime import date

import pytest
import shapely

from plugin.domain.application import Application
from plugin.domain.finding import Relation
from plugin.domain.placed_application import PlacedApplication
from plugin.domain.settings import ScreeningSettings
from plugin.reports.site_history import HistoryEntry, site_history

SITE = "POLYGON ((0 0, 50 0, 50 40, 0 40, 0 0))"
RING = "POLYGON ((0 0, 60 0, 60 60, 0 60, 0 0), (20 20, 40 20, 40 40, 20 40, 20 20))"


def application(reference: str, place: str | None, *, decided: str = "", **more: object) -> PlacedApplication:
    told = Application(reference=reference, decided_on=date.fromisoformat(decided) if decided else None)
    return PlacedApplication(told, None if place is None else shapely.from_wkt(place), "a test", **more)


def history(*applications: PlacedApplication, site: str = SITE, near: float = 50.0, name: str = "the site") -> list[HistoryEntry]:
    return site_history({name: shapely.from_wkt(site)}, applications, ScreeningSettings(near=near))


def test_without_sites_or_without_applications_there_is_no_history():
    assert history() == []
    assert site_history({}, [application("A", SITE)], ScreeningSettings()) == []


def test_an_application_without_a_place_is_no_entry():
    assert history(application("A", None)) == []


def test_what_a_run_is_told_between_stops_it():
    def stop(reached: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        site_history({"A": shapely.from_wkt(SITE)}, [application("B", SITE)], ScreeningSettings(), stop)


def test_an_application_on_the_whole_site_overlaps_all_of_it():
    (entry,) = history(application("A", SITE))

    assert (entry.relation, entry.distance_m, entry.overlap_m2, entry.overlap_percent) == (Relation.OVERLAPS, 0.0, 2000.0, 100.0)


def test_a_plot_that_shares_an_edge_touches_as_in_screening():
    (entry,) = history(application("A", "POLYGON ((50 0, 90 0, 90 40, 50 40, 50 0))"))

    assert entry.relation is Relation.TOUCHES


def test_a_neighbour_is_told_by_its_distance_and_one_beyond_what_is_near_is_not():
    near, far = "POLYGON ((60 0, 90 0, 90 40, 60 40, 60 0))", "POLYGON ((101 0, 190 0, 190 40, 101 40, 101 0))"

    (entry,) = history(application("A", near), application("B", far))

    assert (entry.application.reference, entry.relation, entry.distance_m) == ("A", Relation.NEAR, 10.0)


def test_with_no_distance_only_what_meets_the_site_is_told():
    assert [entry.relation for entry in history(application("A", "POINT (60 10)"), application("B", SITE), near=0.0)] == [Relation.OVERLAPS]


def test_an_application_known_by_a_point_is_told_beside_those_with_a_red_line():
    (inside, outside) = history(application("A", "POINT (10 10)"), application("B", "POINT (53 10)"))

    assert (inside.application.reference, inside.relation.meets, inside.distance_m) == ("A", True, 0.0)
    assert (outside.application.reference, outside.distance_m) == ("B", 3.0)


def test_an_application_in_a_hole_of_the_site_is_surrounded_by_it():
    (entry,) = history(application("A", "POLYGON ((25 25, 35 25, 35 35, 25 35, 25 25))"), site=RING)

    assert entry.relation is Relation.SURROUNDED


def test_a_red_line_of_old_that_crosses_itself_is_told_all_the_same():
    (entry,) = history(application("A", "POLYGON ((0 0, 20 20, 20 0, 0 20, 0 0))"))

    assert (entry.relation, entry.overlap_m2) == (Relation.OVERLAPS, 200.0)


def test_the_application_whose_site_it_is_is_no_history_of_it_by_whichever_of_its_references():
    renamed = application("26/0002", SITE, other_references=("26-0001-FUL",))

    assert history(application("26-0001-FUL", SITE), renamed, name="26-0001-FUL") == []


def test_the_land_itself_comes_first_then_the_nearest_and_of_those_on_one_plot_the_newest():
    told = history(
        application("near", "POINT (60 10)"),
        application("nearer", "POINT (55 10)"),
        application("old", SITE, decided="1999-05-01"),
        application("undated", SITE),
        application("new", SITE, decided="2024-02-29"),
    )

    assert [entry.application.reference for entry in told] == ["new", "old", "undated", "nearer", "near"]


def test_each_site_has_its_own_history_in_the_order_of_the_sites():
    sites = {name: shapely.box(x, 0, x + 50, 40) for name, x in (("second", 1000), ("first", 0))}

    told = site_history(sites, [application("A", SITE), application("B", "POINT (1010 10)")], ScreeningSettings())

    assert [(entry.site, entry.application.reference) for entry in told] == [("second", "B"), ("first", "A")]
