"""One row that cannot be read is listed; it never stops a build or costs another row."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugin.constraints.store.local_store import LocalStore

from .making import built_alone, collection, entities, feature, square


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Polygon", "coordinates": [[[1, 50], [2, 50]]]},
        {"type": "Polygon", "coordinates": [[[None, 50], [2, 50], [2, 51], [1, 50]]]},
        {"type": "Polygon", "coordinates": "everywhere"},
        {"type": "Triangle", "coordinates": []},
        {"type": "Point"},
        {"type": "Point", "coordinates": [5e9, 5e9]},
    ],
)
def test_one_geometry_that_cannot_be_read_is_listed_and_spoils_no_other(folder: Path, tmp_path: Path, geometry: dict):
    good = [feature(square(530000 + 500 * place, 180000)) for place in range(3)]
    bad = {"type": "Feature", "properties": {}, "geometry": geometry}
    report = built_alone(folder, collection(tmp_path / "green-belt.geojson", good[0], bad, *good[1:]))

    assert (report.snapshot.count, report.snapshot.without_geometry, report.pieces) == (4, 1, 3)
    assert [(issue.row, issue.what) for issue in report.issues if issue.row] == [(2, "geometry")]


@pytest.mark.parametrize(
    ("wkt", "reason"),
    [
        ("CURVEPOLYGON (CIRCULARSTRING (530000 180000, 530100 180000, 530100 180100, 530000 180100, 530000 180000))", "cannot be read"),
        ("COMPOUNDCURVE ((530000 180000, 530100 180000))", "cannot be read"),
        (f"POINT ({'9' * 400} 180000)", "not numbers"),
        ("POINT (530000", "cannot be read"),
    ],
)
def test_one_wkt_that_cannot_be_read_is_listed_and_spoils_no_other(folder: Path, tmp_path: Path, wkt: str, reason: str):
    (tmp_path / "tree.csv").write_text(f'name,geometry\na,POINT (530000 180000)\nb,"{wkt}"\nc,POINT (530100 180100)\n')
    report = built_alone(folder, tmp_path / "tree.csv")

    assert [entity.name for entity in entities(LocalStore(folder))] == ["a", "c"]
    (issue,) = [issue for issue in report.issues if issue.row]
    assert (issue.row, issue.what) == (2, "geometry")
    assert reason in issue.message


@pytest.mark.parametrize("kind", ["Point", "Polygon", "LineString"])
def test_a_coordinate_of_four_hundred_digits_is_listed_and_spoils_no_other(folder: Path, tmp_path: Path, kind: str):
    far = [10**400, 51]
    coordinates = {"Point": far, "LineString": [far, [1, 51]], "Polygon": [[far, [1, 51], [2, 52], far]]}[kind]
    bad = {"type": "Feature", "properties": {}, "geometry": {"type": kind, "coordinates": coordinates}}
    report = built_alone(folder, collection(tmp_path / "tree.geojson", feature("POINT (530000 180000)"), bad))

    assert (report.snapshot.count, report.snapshot.without_geometry) == (2, 1)
    assert [(issue.row, issue.what) for issue in report.issues if issue.row] == [(2, "geometry")]


def test_an_entity_number_of_five_thousand_digits_is_listed_and_stops_nothing(folder: Path, tmp_path: Path):
    report = built_alone(folder, collection(tmp_path / "tree.geojson", feature("POINT (530000 180000)", entity="9" * 5000)))

    assert [(issue.row, issue.what) for issue in report.issues if issue.row] == [(1, "number")]
