"""The map that the back office has of its borough."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path

import numpy as np
import pytest
import shapely

from plugin.constraints.geopackage.geopackage import GeoPackageWriter
from plugin.constraints.geopackage.geopackage_layer import Column
from plugin.constraints.geopackage.geopackage_sql import GeometryType
from plugin.domain.clock import FixedClock
from scripts.backoffice.base_map import FILE_NAME, BaseMap

HOUSES = [shapely.MultiPolygon([shapely.box(at, 180000, at + 10, 180010)]) for at in (530000, 530100)]


@pytest.fixture
def houses(tmp_path: Path) -> Path:
    path = tmp_path / "map.gpkg"
    with GeoPackageWriter(path, FixedClock(datetime(2026, 11, 1, tzinfo=timezone.utc))) as package:
        sink = package.add_layer("building", GeometryType.MULTIPOLYGON, (Column("name"),), "A map")
        sink.append(np.array(HOUSES), [("1 High Street",), (None,)])
    return path


def test_what_lies_on_a_piece_of_ground_is_found_with_its_name(houses: Path, tmp_path: Path) -> None:
    base_map = BaseMap(tmp_path)
    base_map.take(houses)
    near = base_map.around(shapely.box(529990, 179990, 530020, 180020))
    both = base_map.around(shapely.box(529990, 179990, 530200, 180020))

    assert [(feature.geometry.equals(HOUSES[0]), feature.name) for feature in near.features["building"]] == [(True, "1 High Street")]
    assert [feature.name for feature in both.features["building"]] == ["1 High Street", ""]
    assert near.attribution == "A map"


def test_without_a_map_nothing_lies_around(tmp_path: Path) -> None:
    assert BaseMap(tmp_path).around(HOUSES[0]).features == {}


@pytest.mark.parametrize("make", ["nothing", "text", "folder", "other"])
def test_what_is_no_map_is_refused_and_not_kept(make: str, tmp_path: Path) -> None:
    path = tmp_path / "given"
    if make == "text":
        path.write_text("no map")
    elif make == "folder":
        path.mkdir()
    elif make == "other":
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE rtree_building_geom (id)")

    with pytest.raises((OSError, ValueError)):
        BaseMap(tmp_path).take(path)
    assert not (tmp_path / FILE_NAME).exists()
