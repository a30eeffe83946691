"""Screened sites as a GeoPackage."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import fiona
import pytest
import shapely

from plugin.commands.geopackage_sink import GeoPackageSink
from plugin.domain.errors import RedlineError

from ..reports.examples import finding, reading, screening
from .streams import CLOCK


def written(path: Path) -> Path:
    sink = GeoPackageSink(path, CLOCK)
    corner = shapely.box(532000, 180000, 532005, 180005)
    with sink:
        sink.add(reading(), screening(findings=(finding(overlap=corner), finding(overlap=None))))
        sink.add(replace(reading(), site="empty", boundary=None), screening(site="empty", findings=()))
    return path


def test_sites_and_overlaps_are_layers_on_the_national_grid(tmp_path: Path) -> None:
    path = written(tmp_path / "findings.gpkg")

    with fiona.open(path, layer="sites") as sites:
        assert sites.crs.to_epsg() == 27700
        assert [site["properties"]["site"] for site in sites] == ["24-00107-HAPP", "empty"]
        assert sites[1]["geometry"]["type"] == "MultiPolygon"
    with fiona.open(path, layer="overlaps") as overlaps:
        assert [row["properties"]["overlap_m2"] for row in overlaps] == [312.4]


def test_a_site_without_a_boundary_is_a_row_all_the_same(tmp_path: Path) -> None:
    path = written(tmp_path / "findings.gpkg")

    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT site, geom, not_checked FROM sites WHERE site = 'empty'").fetchall() == [("empty", None, 1)]


def test_every_dataset_of_every_site_and_every_finding_is_a_row(tmp_path: Path) -> None:
    path = written(tmp_path / "findings.gpkg")

    with closing(sqlite3.connect(path)) as connection:
        states = connection.execute("SELECT site, dataset, state, why FROM datasets ORDER BY fid").fetchall()
        assert states[1] == ("24-00107-HAPP", "tree", "not checked", "not in the store")
        assert len(states) == 4
        assert connection.execute("SELECT count(*) FROM findings").fetchone() == (2,)


def test_work_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    def fail() -> None:
        with GeoPackageSink(tmp_path / "findings.gpkg", CLOCK):
            raise RedlineError("the store went away")

    with pytest.raises(RedlineError):
        fail()
    assert list(tmp_path.iterdir()) == []
