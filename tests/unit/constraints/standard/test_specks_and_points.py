"""Shapes of which nothing is left when they are published: too narrow for six decimals, or points where areas must be."""

from __future__ import annotations

from pathlib import Path

import fiona
import pytest

from plugin.boundary.transformer import Transformer
from plugin.constraints.standard.check import check_standard
from plugin.constraints.standard.column_mapping import ColumnMapping
from plugin.constraints.standard.issue import Severity
from plugin.constraints.standard.standard import standard_for
from plugin.constraints.standard.standard_table import read_table

from .tables import AREA, GROUND, TODAY, report, told

WHOLE_FILE = {"coordinates-not-wgs84"}
#: A few centimetres about one corner of the grid of six decimals, so that all corners fall on it.
SPECK = "POLYGON ((-0.0800002 51.4699998, -0.0799998 51.4699998, -0.0799998 51.4700002, -0.0800002 51.4700002, -0.0800002 51.4699998))"
SPECK_THAT_CROSSES_ITSELF = (
    "POLYGON ((-0.0800002 51.4699998, -0.0799998 51.4700002, -0.0799998 51.4699998, -0.0800002 51.4700002, -0.0800002 51.4699998))"
)
WALL = "POLYGON ((-0.08 51.47, -0.079 51.47, -0.079 51.470003, -0.08 51.470003, -0.08 51.47))"


@pytest.mark.parametrize("geometry", [SPECK, SPECK_THAT_CROSSES_ITSELF])
def test_a_shape_of_which_six_decimals_leave_nothing_is_told_before_it_is_written(tmp_path: Path, geometry: str) -> None:
    found = report(tmp_path, {**AREA, "geometry": geometry})

    (issue,) = [each for each in found.issues if each.code == "geometry-vanishes"]
    assert (issue.row, issue.field, issue.severity) == (1, "geometry", Severity.MUST_FIX)
    assert "narrower than six decimals of a degree can tell" in issue.message


def test_a_narrow_wall_that_six_decimals_leave_is_no_fault(tmp_path: Path) -> None:
    found = report(tmp_path, {**AREA, "geometry": WALL})

    assert "geometry-vanishes" not in {each.code for each in found.issues}


POINT = "POINT (-0.08 51.47)"
ZONE = {"reference": "Z1", "tree-preservation-order": "T1"}


@pytest.mark.parametrize("point", [POINT, "MULTIPOINT ((-0.08 51.47), (-0.07 51.47))"])
def test_a_point_where_an_area_must_be_is_told_once_as_that_and_not_as_empty(tmp_path: Path, point: str) -> None:
    rows = [{**ZONE, "geometry": point}, {**ZONE, "reference": "Z2", "geometry": GROUND}]

    (issue,) = report(tmp_path, *rows, dataset="tree-preservation-zone").issues

    assert (issue.row, issue.field, issue.code, issue.severity) == (1, "geometry", "geometry-kind", Severity.MUST_FIX)
    assert "geometry is a point; the standard wants a polygon or a multipolygon." in issue.message


def test_a_layer_of_points_where_areas_must_be_is_told_row_by_row_and_not_as_a_lacking_column(tmp_path: Path) -> None:
    path = tmp_path / "zones.gpkg"
    schema = {"geometry": "Point", "properties": {"reference": "str", "tree-preservation-order": "str"}}
    with fiona.open(path, "w", driver="GPKG", crs="EPSG:27700", schema=schema, layer="zones") as layer:
        layer.write({"geometry": {"type": "Point", "coordinates": (533000, 177000)}, "properties": ZONE})
    standard = standard_for("tree-preservation-zone", TODAY)

    found = check_standard(read_table(path, standard, ColumnMapping(), Transformer()), TODAY)

    assert [each for each in told(found) if each[2] not in WHOLE_FILE] == [(1, "geometry", "geometry-kind")]


def test_a_tree_s_point_in_the_column_of_areas_is_dropped_by_the_platform_and_told(tmp_path: Path) -> None:
    found = report(tmp_path, {**ZONE, "geometry": POINT}, {**ZONE, "reference": "Z2", "geometry": GROUND}, dataset="tree")

    assert told(found) == [(1, "geometry", "point-as-geometry")]
    assert not found.is_met


def test_a_tree_s_point_in_its_own_column_is_no_fault(tmp_path: Path) -> None:
    assert told(report(tmp_path, {**ZONE, "point": POINT}, dataset="tree")) == []


def test_a_layer_of_trees_whose_own_shapes_are_points_has_them_where_they_belong(tmp_path: Path) -> None:
    path = tmp_path / "trees.gpkg"
    schema = {"geometry": "Point", "properties": {"reference": "str", "tree-preservation-order": "str"}}
    with fiona.open(path, "w", driver="GPKG", crs="EPSG:27700", schema=schema, layer="trees") as layer:
        layer.write({"geometry": {"type": "Point", "coordinates": (533000, 177000)}, "properties": ZONE})

    found = check_standard(read_table(path, standard_for("tree", TODAY), ColumnMapping(), Transformer()), TODAY)

    assert [each for each in told(found) if each[2] not in WHOLE_FILE] == []
