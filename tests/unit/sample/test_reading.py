"""That Redline's own reader makes of each red line of the sample borough what cases.json says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import shapely

from plugin.boundary.intake import read_sites
from plugin.boundary.transformer import Transformer
from plugin.domain.boundary import SourceCrs
from plugin.domain.reading import SiteReading


@pytest.fixture(scope="module")
def readings(borough: Path) -> dict[str, SiteReading]:
    """What came of every application, by its file's name."""
    files = sorted((borough / "applications").iterdir())
    sites = list(read_sites(files, Transformer()))
    return {Path(site.file).name: site for site in sites if isinstance(site, SiteReading)}


def shown(cases: dict[str, list[dict[str, Any]]], case: str, readings: dict[str, SiteReading]) -> list[SiteReading]:
    return [readings[Path(entry["file"]).name] for entry in cases[case]]


def test_every_application_can_be_read(readings, applications):
    assert set(readings) == set(applications)


def test_only_cases_1_5_and_9_come_without_a_boundary_that_can_be_used(readings, cases):
    expected = {Path(entry["file"]).name for case in ("01", "05", "09") for entry in cases[case]}

    assert {name for name, reading in readings.items() if reading.boundary is None} == expected


def test_case_01_swapped_axes_wait_for_a_yes(cases, readings):
    (reading,) = shown(cases, "01", readings)

    assert reading.proposal is not None
    assert reading.confirmed().boundary is not None


def test_case_02_degrees_under_a_key_that_says_3857_are_degrees(cases, readings):
    assert {reading.boundary and reading.boundary.crs for reading in shown(cases, "02", readings)} == {SourceCrs.WGS84}


def test_case_03_national_grid_without_a_word_is_recognised(cases, readings):
    assert {reading.boundary and reading.boundary.crs for reading in shown(cases, "03", readings)} == {SourceCrs.NATIONAL_GRID}


def test_case_05_the_bow_tie_is_blocked_and_a_repair_offered(cases, readings):
    (reading,) = shown(cases, "05", readings)

    assert reading.blocked
    assert reading.proposal is not None
    assert reading.proposal.area_after_m2 > 1.0


def test_case_06_open_and_twice_closed_rings_are_told_and_used(cases, readings):
    for reading in shown(cases, "06", readings):
        assert reading.boundary is not None, reading.file
        assert reading.checks, reading.file


def test_case_07_house_and_garage_are_two_parts(cases, readings):
    (reading,) = shown(cases, "07", readings)

    assert reading.boundary is not None
    assert len(reading.boundary.polygons) == 2


def test_case_08_the_substation_is_a_hole_that_the_area_leaves_out(cases, readings):
    (reading,) = shown(cases, "08", readings)

    assert reading.boundary is not None
    assert reading.boundary.hole_count == 1
    assert reading.boundary.area_m2 < sum(polygon.convex_hull.area for polygon in reading.boundary.polygons) - 150.0


def test_case_09_no_boundary_is_told_and_nothing_is_made_up(cases, readings):
    for reading in shown(cases, "09", readings):
        assert reading.proposal is None, reading.file
        assert any("no boundary" in check.message.lower() or "no red line" in check.message.lower() for check in reading.checks), (
            reading.file
        )


def test_case_10_an_ordinary_red_line_goes_there_and_back_within_two_centimetres(cases, readings, borough):
    (reading,) = shown(cases, "10", readings)
    document = json.loads((borough / cases["10"][0]["file"]).read_text(encoding="utf-8"))
    submitted = document["data"]["proposal"]["boundary"]["site"]["geometry"]["coordinates"][0]

    assert reading.boundary is not None
    returned = shapely.get_coordinates(Transformer().to_wgs84(reading.boundary.geometry)).tolist()
    assert len(returned) == len(submitted)
    metre = 1.0 / 111_000.0  # of latitude; a metre east is more degrees, so the bound is the stricter of the two
    assert max(abs(a - b) for one, other in zip(returned, submitted) for a, b in zip(one, other)) < 0.02 * metre


def test_case_40_an_address_35_m_away_warns_and_a_field_without_one_passes(cases, readings):
    far, field = shown(cases, "40", readings)

    assert any("35" in check.message for check in far.checks)
    assert not far.blocked
    assert not field.blocked
    assert field.boundary is not None


def test_the_declared_area_is_that_of_the_applicant_s_drawing_tool(readings):
    for reading in readings.values():
        if reading.areas is not None and reading.areas.declared is not None and reading.boundary is not None:
            assert reading.areas.declared == pytest.approx(reading.areas.spherical, rel=0.005, abs=0.2), reading.file
