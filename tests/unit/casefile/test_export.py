"""The GeoPackage for others: everything on the map, nothing personal."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from plugin.constraints.geopackage.geopackage_blob import decoded
from plugin.domain.case import PulledDetails
from plugin.domain.errors import StoreError
from plugin.domain.representation import Representation, RepresentationKind
from tests.unit.casefile.examples import SOURCE, finding, geojson, no_site, pulled, screening, site


@pytest.fixture
def exported(case_file, tmp_path):
    one, _ = case_file.take_in([pulled(1), pulled(2, site=no_site())], SOURCE).uuids
    case_file.take_in([pulled(1, site=site(geojson(-0.09), east=531_000))], SOURCE)
    case_file.record_screening(one, case_file.case(one).boundary.uuid, screening(finding()))
    case_file.record_details(one, PulledDetails(representations=(Representation(RepresentationKind.NEIGHBOUR, "Aladdin Sane objects."),)))
    path = case_file.export_geopackage(tmp_path / "cases.gpkg")
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def test_a_folder_that_can_not_be_written_is_told(case_file, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(StoreError, match="cannot be written"):
        case_file.export_geopackage(tmp_path / "file" / "cases.gpkg")


def test_every_version_is_there_with_its_original_and_which_is_in_force(exported):
    rows = exported.execute("SELECT reference, number, current, geom, original_text FROM boundaries ORDER BY reference, number").fetchall()

    assert [row[:3] for row in rows] == [("26-00001-HAPP", 1, 0), ("26-00001-HAPP", 2, 1), ("26-00002-HAPP", 1, 1)]
    assert decoded(rows[1][3]).bounds[0] == 531_000
    assert rows[0][4] == geojson()
    assert rows[2][3] is None


def test_overlaps_and_states_are_there(exported):
    assert exported.execute("SELECT application, dataset, relation, overlap_m2 FROM overlaps").fetchall() == [
        ("26-00001-HAPP", "conservation-area", "overlaps", 300.0)
    ]
    assert exported.execute("SELECT COUNT(*) FROM datasets WHERE state = 'not checked'").fetchone()[0] == 2


def test_nothing_personal_is_in_it(exported, tmp_path):
    assert b"Aladdin" not in (tmp_path / "cases.gpkg").read_bytes()


def test_other_tools_read_it(exported, tmp_path):
    fiona = pytest.importorskip("fiona")
    with fiona.open(tmp_path / "cases.gpkg", layer="boundaries") as layer:
        assert layer.crs.to_epsg() == 27700
        assert len(layer) == 3
