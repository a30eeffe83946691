"""The JSON forms, key by key."""

from __future__ import annotations

import json
from dataclasses import replace

from plugin.domain.areas import Areas
from plugin.domain.finding import DatasetState, Relation
from plugin.domain.reading import Proposal
from plugin.reports.forms import reading_form, screening_form

from .examples import boundary, finding, reading, result, screening

SITE_KEYS = {"site", "file", "boundary", "findings", "datasets"}
BOUNDARY_KEYS = {"area_m2", "parts", "holes", "crs", "accuracy", "notes"}
FINDING_KEYS = {
    "dataset",
    "entity",
    "reference",
    "name",
    "relation",
    "overlap_m2",
    "overlap_percent",
    "depth_m",
    "distance_m",
    "snapshot",
    "constraint",
}
DATASET_KEYS = {"dataset", "state", "coverage", "why", "count", "snapshot", "accuracy"}


def test_a_screened_site_has_every_promised_key() -> None:
    form = screening_form(reading(), screening())

    assert set(form) >= SITE_KEYS
    assert set(form["boundary"]) == BOUNDARY_KEYS
    assert set(form["boundary"]["accuracy"]) == {"operation", "metres", "grid"}
    assert set(form["findings"][0]) >= FINDING_KEYS
    assert all(set(row) >= DATASET_KEYS for row in form["datasets"])


def test_a_screened_site_keeps_its_values() -> None:
    form = screening_form(reading(), screening())

    assert form["site"] == "24-00107-HAPP"
    assert form["file"] == "24-00107-HAPP.json"
    assert form["boundary"] == {
        "area_m2": 1900.0,
        "parts": 1,
        "holes": 1,
        "crs": "EPSG:4326",
        "accuracy": {"operation": "British National Grid to WGS 84 (9)", "metres": 1.0, "grid": "uk_os_OSTN15_NTv2_OSGBtoETRS.tif"},
        "notes": ["The ring was not closed; it was closed."],
    }
    found = form["findings"][0]
    assert (found["entity"], found["relation"], found["overlap_m2"], found["depth_m"]) == (1234, "overlaps", 312.4, 6.3)
    assert found["constraint"] == "conservation-area:1234"
    assert form["datasets"][1]["state"] == "not checked"
    assert form["datasets"][1]["coverage"] == "unknown"
    assert form["datasets"][1]["accuracy"] is None
    assert form["judged_on"] == "2026-11-22"


def test_every_relation_and_state_has_the_promised_word() -> None:
    assert {relation.value for relation in Relation} == {"overlaps", "touches", "near", "surrounded"}
    assert {state.value for state in DatasetState} == {"overlaps", "touches", "clear", "not checked"}


def test_a_site_without_a_boundary_has_a_null_boundary_beside_its_checks() -> None:
    empty = replace(reading(), boundary=None, areas=None)

    form = screening_form(empty, screening(findings=(), datasets=(result(DatasetState.NOT_CHECKED, why="no boundary to check"),)))

    assert form["boundary"] is None
    assert form["checks"][0]["code"] == "holes"
    assert form["datasets"][0]["why"] == "no boundary to check"


def test_figures_are_free_of_noise_and_finer_than_the_equality_of_computations() -> None:
    noisy = finding(overlap_m2=0.1 + 0.2, overlap_percent=-0.0, depth_m=6.30000001, distance_m=1e-12)

    form = screening_form(reading(), screening(findings=(noisy,)))["findings"][0]

    assert form["overlap_m2"] == 0.3
    assert json.dumps(form["overlap_percent"]) == "0.0"
    assert form["depth_m"] == 6.3
    assert form["distance_m"] == 0.0


def test_what_has_ended_and_what_is_not_yet_in_force_stand_apart() -> None:
    form = screening_form(reading(), screening(findings=(), ended=(finding(),), not_yet=(finding(Relation.TOUCHES),)))

    assert form["findings"] == []
    assert [row["relation"] for row in form["ended"]] == ["overlaps"]
    assert [row["relation"] for row in form["not_yet"]] == ["touches"]


def test_a_reading_has_every_promised_key_and_value() -> None:
    form = reading_form(reading())

    assert form["site"] == "24-00107-HAPP"
    assert form["file"] == "24-00107-HAPP.json"
    assert form["found"] == "ODP application, data.proposal.boundary.site"
    assert form["crs"] == "EPSG:4326"
    assert form["area_m2"] == 1900.0
    assert form["declared_area_m2"] == 1950.0
    assert form["checks"] == [
        {"code": "holes", "severity": "warning", "message": "The red line has a hole: confirm that the land in it is not part of the site."}
    ]
    assert form["areas"]["spherical"] == 1893.4


def test_a_proposal_is_given_with_the_area_before_and_after() -> None:
    offered = Proposal("self-intersection", "The line crosses itself.", boundary(), None, 1900.0)

    form = reading_form(reading(boundary=None, proposal=offered, areas=None))

    assert form["area_m2"] is None
    assert form["crs"] is None
    assert form["proposal"] == {
        "code": "self-intersection",
        "message": "The line crosses itself.",
        "area_before_m2": None,
        "area_after_m2": 1900.0,
    }


def test_the_area_declared_stays_what_the_applicant_said_even_where_nothing_could_be_measured() -> None:
    assert reading_form(reading(boundary=None, areas=None))["declared_area_m2"] == 1950.0
    assert reading_form(reading(application=None, areas=Areas(1, 1, 1, 1, declared=7.0)))["declared_area_m2"] == 7.0


def test_the_forms_are_json_without_help() -> None:
    text = json.dumps([reading_form(reading()), screening_form(reading(), screening())], allow_nan=False)

    assert "24-00107-HAPP" in text
