"""A red line is taken over from a file: every kind that is read, one of several, one with an assumption, and none without a word."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shapely
from osgeo import gdal, ogr, osr

from plugin.boundary.files import FOLDER_SUFFIXES, READ_SUFFIXES
from plugin.gui import open_applications
from plugin.gui.amend.import_shape import ShapeImport
from plugin.gui.messages import Messages
from tests.qgis.cases_of_nowhere import until
from tests.qgis.test_amend_verbs import answers

SQUARE = shapely.box(530010, 180010, 530040, 180030)
OTHER = shapely.box(530100, 180010, 530140, 180030)
BOW_TIE = shapely.from_wkt("POLYGON ((530000 180000, 530050 180040, 530050 180000, 530000 180040, 530000 180000))")


@pytest.fixture
def amending(window: Any) -> Any:
    return window().begin()


def imported(amending: Any, *paths: Path) -> ShapeImport:
    reading = ShapeImport(amending.place.panel, amending.desk.settings, amending.bench, Messages(amending.iface.messageBar()))
    reading.read(list(paths))
    return reading


def geojson(path: Path, shape: Any) -> Path:
    path.write_text(shapely.to_geojson(shape))
    return path


def table(path: Path, *shapes: Any) -> Path:
    lines = [f'26-0000{number}-HAPP,"{shape.wkt}"' for number, shape in enumerate(shapes, start=1)]
    path.write_text("\n".join(["reference,wkt", *lines]))
    return path


def wgs84(path: Path, shape: Any) -> Path:
    """The shape in longitude and latitude, as GeoJSON and KML have it by their own standards."""
    grid, degrees = osr.SpatialReference(), osr.SpatialReference()
    grid.ImportFromEPSG(27700)
    degrees.ImportFromEPSG(4326)
    for system in (grid, degrees):
        system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    moved = ogr.CreateGeometryFromWkt(shape.wkt)
    moved.Transform(osr.CoordinateTransformation(grid, degrees))
    if path.suffix != ".kml":
        path.write_text(moved.ExportToJson())
    else:
        path.write_text(
            '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>Site</name>'
            f"{moved.ExportToKML()}</Placemark></Document></kml>"
        )
    return path


def layer(driver: str, *options: str) -> Callable[[Path, Any], Path]:
    """Makes a file of a kind that GDAL writes, in the National Grid."""

    def made(path: Path, shape: Any) -> Path:
        grid = osr.SpatialReference()
        grid.ImportFromEPSG(27700)
        source = ogr.GetDriverByName(driver).CreateDataSource(str(path), options=list(options))
        records = source.CreateLayer("sites", grid, ogr.wkbPolygon)
        records.CreateField(ogr.FieldDefn("reference", ogr.OFTString))
        record = ogr.Feature(records.GetLayerDefn())
        record.SetField("reference", "26-00001-HAPP")
        record.SetGeometry(ogr.CreateGeometryFromWkt(shape.wkt))
        records.CreateFeature(record)
        return path

    return made


def tabbed(path: Path, shape: Any) -> Path:
    path.write_text(f"reference\twkt\n26-00001-HAPP\t{shape.wkt}\n")
    return path


def zipped(path: Path, shape: Any) -> Path:
    shapefile = layer("ESRI Shapefile")(path.with_suffix(".shp"), shape)
    with zipfile.ZipFile(path, "w") as archive:
        for part in sorted(path.parent.glob(f"{shapefile.stem}.*")):
            if part != path:
                archive.write(part, part.name)
    return path


#: How a file of each kind is made, by the end of its name.
MAKERS: dict[str, Callable[[Path, Any], Path]] = {
    ".geojson": wgs84,
    ".json": geojson,
    ".csv": table,
    ".tsv": tabbed,
    ".gpkg": layer("GPKG"),
    ".shp": layer("ESRI Shapefile"),
    ".gml": layer("GML", "FORMAT=GML3.2"),
    ".kml": wgs84,
    ".tab": layer("MapInfo File"),
    ".mif": layer("MapInfo File", "FORMAT=MIF"),
    ".fgb": layer("FlatGeobuf"),
    ".gdb": layer("OpenFileGDB"),
    ".parquet": layer("Parquet"),
    ".zip": zipped,
}


def test_every_kind_that_is_read_is_tried_here_and_offered_in_the_dialog() -> None:
    assert set(MAKERS) == READ_SUFFIXES | FOLDER_SUFFIXES
    assert all(f"*{kind}" in open_applications.offered_kinds() for kind in READ_SUFFIXES)


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_a_line_of_every_kind_of_file_takes_the_place_of_the_line_once_the_officer_says_so(
    amending: Any, tmp_path: Path, kind: str
) -> None:
    if kind == ".parquet" and gdal.GetDriverByName("Parquet") is None:
        pytest.skip("This GDAL knows no Parquet, so Redline reads none in a window either.")
    path = MAKERS[kind](tmp_path / f"line{kind}", SQUARE)

    imported(amending, path)

    until(lambda: not amending.place.panel.questionFrame.isHidden())
    assert len(amending.bench.draft.draft.steps) == 1
    answers(amending.place.panel)["Use it instead"].click()
    # Without the OSTN15 grid what comes in degrees is known to a few metres
    assert shapely.hausdorff_distance(amending.bench.draft.geometry, SQUARE) < (5 if kind in (".kml", ".geojson") else 0.02)


def test_a_file_that_can_not_be_read_is_said_and_nothing_changes(amending: Any, tmp_path: Path) -> None:
    (tmp_path / "line.json").write_text("{")

    imported(amending, tmp_path / "line.json")

    until(lambda: "line.json" in amending.place.panel.problemLabel.text())
    assert len(amending.bench.draft.draft.steps) == 1


def test_a_file_without_a_line_says_what_stands_in_the_way(amending: Any, tmp_path: Path) -> None:
    (tmp_path / "point.json").write_text(json.dumps({"type": "Point", "coordinates": [530010, 180010]}))

    imported(amending, tmp_path / "point.json")

    until(lambda: "No constraint store" not in (said := amending.place.panel.problemLabel.text()) and said)
    assert "point" in amending.place.panel.problemLabel.text().lower()


def test_of_several_lines_the_officer_chooses_one(amending: Any, tmp_path: Path) -> None:
    offered: list[Any] = []
    amending.bench.offered.disconnect()
    amending.bench.offered.connect(offered.extend)

    imported(amending, table(tmp_path / "lines.csv", SQUARE, OTHER))

    until(lambda: len(offered) == 2)
    name, use = offered[1]
    assert name == "26-00002-HAPP"
    use()
    answers(amending.place.panel)["Add this land"].click()
    assert amending.bench.draft.geometry.geom_type == "MultiPolygon"


def test_a_line_that_needs_a_yes_is_offered_with_what_is_assumed(amending: Any, tmp_path: Path) -> None:
    imported(amending, geojson(tmp_path / "bow-tie.geojson", BOW_TIE))

    panel = amending.place.panel
    until(lambda: not panel.questionFrame.isHidden())
    assert panel.questionLabel.text().startswith("Use the repaired line")
    answers(panel)["Use it instead"].click()
    assert amending.bench.draft.geometry.is_valid
