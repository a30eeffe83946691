"""The files are GeoPackages that any tool opens, searches and edits a copy of."""

from __future__ import annotations

import sqlite3
from pathlib import Path, PurePosixPath, PureWindowsPath

import numpy as np
import pytest
import shapely

from plugin.constraints.geopackage.geopackage import GeoPackageWriter
from plugin.constraints.geopackage.geopackage_blob import decoded, encoded
from plugin.constraints.geopackage.geopackage_layer import Column
from plugin.constraints.geopackage.geopackage_rtree import rounded_outwards
from plugin.constraints.geopackage.geopackage_sql import ColumnType, GeometryType, quoted
from plugin.domain.clock import FixedClock
from plugin.domain.errors import StoreError
from plugin.sqlite_uri import sqlite_uri

from .making import NOON


def written(path: Path, geometries: list[shapely.Geometry | None], geometry_type: GeometryType) -> Path:
    with GeoPackageWriter(path, FixedClock(NOON)) as package:
        layer = package.add_layer("sites", geometry_type, [Column("name"), Column("size", ColumnType.REAL)])
        layer.append(np.array(geometries, dtype=object), [(f"n{place}", place / 2) for place in range(len(geometries))])
        package.add_table("remarks", [Column("text")], [("one",), ("two",)])
    return path


@pytest.mark.parametrize("name", ['a"b', "a b", "", "a;drop", "Ä", "A", "a-b"])
def test_a_name_that_is_no_plain_identifier_never_gets_into_sql(name: str):
    with pytest.raises(StoreError, match="cannot be the name"):
        quoted(name)


def test_an_error_while_writing_leaves_neither_file_nor_part(tmp_path: Path):
    with pytest.raises(StoreError, match="was not written"), GeoPackageWriter(tmp_path / "a.gpkg", FixedClock(NOON)) as package:
        package.connection.execute("INSERT INTO nowhere VALUES (1)")

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_replaced_only_by_a_whole_one(tmp_path: Path):
    path = written(tmp_path / "a.gpkg", [shapely.Point(1, 2)], GeometryType.POINT)
    before = path.read_bytes()

    with pytest.raises(ZeroDivisionError), GeoPackageWriter(path, FixedClock(NOON)):
        raise ZeroDivisionError

    assert path.read_bytes() == before


@pytest.mark.parametrize("count", [0, 1, 51, 52, 2700, 3000])
def test_the_packed_index_is_one_that_sqlite_itself_finds_sound(tmp_path: Path, count: int):
    places = np.random.default_rng(3).uniform([80000, 5000], [655000, 657000], (count, 2))
    path = written(tmp_path / "a.gpkg", shapely.points(places).tolist(), GeometryType.POINT)

    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT rtreecheck('rtree_sites_geom')").fetchone() == ("ok",)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found = connection.execute(
            "SELECT id FROM rtree_sites_geom WHERE maxx >= 300000 AND minx <= 400000 AND maxy >= 200000 AND miny <= 300000"
        ).fetchall()
    inside = (places >= [300000, 200000]).all(axis=1) & (places <= [400000, 300000]).all(axis=1)
    assert sorted(row[0] for row in found) == (np.flatnonzero(inside) + 1).tolist()


def test_sqlite_can_go_on_with_the_packed_index(tmp_path: Path):
    path = written(tmp_path / "a.gpkg", [shapely.Point(place, place) for place in range(1000)], GeometryType.POINT)

    with sqlite3.connect(path) as connection:
        connection.executemany(
            "INSERT INTO rtree_sites_geom VALUES (?, ?, ?, ?, ?)", [(number, 5, 6, 5, 6) for number in range(2000, 2500)]
        )
        connection.execute("DELETE FROM rtree_sites_geom WHERE id < 500")
        assert connection.execute("SELECT rtreecheck('rtree_sites_geom')").fetchone() == ("ok",)


def test_boxes_in_the_index_are_never_smaller_than_the_shapes():
    boxes = np.random.default_rng(5).uniform(0, 700000, (500, 4))
    small = rounded_outwards(boxes).astype(np.float64)

    assert (small[:, :2] <= boxes[:, :2]).all()
    assert (small[:, 2:] >= boxes[:, 2:]).all()


@pytest.mark.parametrize("wkt", ["POINT (1 2)", "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))", "LINESTRING (0 0, 5 7)", "POLYGON EMPTY"])
def test_a_geometry_comes_back_from_its_blob_as_it_was(wkt: str):
    shapes = np.array([shapely.from_wkt(wkt), None], dtype=object)
    blob, nothing = encoded(shapes, shapely.bounds(shapes))

    assert decoded(blob).wkt == wkt
    assert nothing is None


def test_fiona_reads_layers_tables_types_and_boxes_without_a_warning(tmp_path: Path, recwarn: pytest.WarningsRecorder):
    fiona = pytest.importorskip("fiona")
    path = written(tmp_path / "a.gpkg", [shapely.box(0, 0, 10, 10), None, shapely.box(500, 500, 510, 510)], GeometryType.MULTIPOLYGON)

    assert fiona.listlayers(path) == ["sites", "remarks"]
    with fiona.open(path, layer="sites") as layer:
        assert len(layer) == 3
        assert layer.crs.to_epsg() == 27700
        assert layer.schema["geometry"] == "MultiPolygon"
        assert dict(layer.schema["properties"]) == {"name": "str", "size": "float"}
        assert [key for key, _ in layer.items(bbox=(490, 490, 505, 505))] == [3]
        assert [row.geometry is None for row in layer] == [False, True, False]
    assert [str(warning.message) for warning in recwarn if "fiona" in str(warning.filename)] == []


def test_a_copy_can_be_edited_by_a_tool_that_knows_the_standard(tmp_path: Path):
    fiona = pytest.importorskip("fiona")
    path = written(tmp_path / "a.gpkg", [shapely.box(0, 0, 10, 10)], GeometryType.MULTIPOLYGON)

    with fiona.open(path, "a", layer="sites") as layer:
        layer.write(
            {
                "geometry": shapely.MultiPolygon([shapely.box(900, 900, 901, 901)]).__geo_interface__,
                "properties": {"name": "new", "size": 1.0},
            }
        )

    with fiona.open(path, layer="sites") as layer:
        assert [row.properties["name"] for _, row in layer.items(bbox=(899, 899, 905, 905))] == ["new"]


def test_sqlite_finds_a_file_on_a_share_of_windows():
    assert sqlite_uri(PureWindowsPath(r"\\server\gis data\store.gpkg"), "mode=ro") == "file:////server/gis%20data/store.gpkg?mode=ro"
    assert sqlite_uri(PureWindowsPath(r"C:\gis\store.gpkg")) == "file:///C:/gis/store.gpkg"
    assert sqlite_uri(PurePosixPath("/gis/store.gpkg"), "immutable=1") == "file:///gis/store.gpkg?immutable=1"
