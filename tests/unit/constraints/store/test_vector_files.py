"""Whatever GIS teams have in their folders is read, arcs and all."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import shapely

from plugin.boundary.transformer import Transformer
from plugin.constraints.records.passed_over import passed_over
from plugin.constraints.store.local_store import LocalStore

from .making import build, collection, entities, feature

fiona = pytest.importorskip("fiona")
ogr = pytest.importorskip("osgeo.ogr")
osr = pytest.importorskip("osgeo.osr")

DRIVERS = {
    "tree.shp": "ESRI Shapefile",
    "tree.tab": "MapInfo File",
    "tree.mif": "MapInfo File",
    "tree.gml": "GML",
    "tree.fgb": "FlatGeobuf",
    "tree.kml": "KML",
    "tree.gdb": "OpenFileGDB",
    "tree.gpkg": "GPKG",
}
CURVE = "CURVEPOLYGON (CIRCULARSTRING (530000 180000, 530100 180100, 530200 180000, 530100 179900, 530000 180000))"


def written(path: Path, *wkts: str) -> Path:
    """A file of the kind that its suffix says, in EPSG:27700 (KML: longitude and latitude), with the name Oak in every row."""
    path.parent.mkdir(parents=True, exist_ok=True)
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(4326 if path.suffix == ".kml" else 27700)
    crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    options = ["FORMAT=MIF"] if path.suffix == ".mif" else []
    source = ogr.GetDriverByName(DRIVERS[path.name]).CreateDataSource(str(path), options)
    kind = ogr.wkbPoint if wkts[0].startswith("POINT") else ogr.wkbUnknown
    layer = source.CreateLayer("tree", crs, kind)
    layer.CreateField(ogr.FieldDefn("Name", ogr.OFTString))
    for wkt in wkts:
        row = ogr.Feature(layer.GetLayerDefn())
        row.SetField("Name", "Oak")
        row.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
        layer.CreateFeature(row)
    del layer, source
    return path


@pytest.mark.parametrize("name", sorted(DRIVERS))
@pytest.mark.parametrize("inside", ["", "folder", "zip"])
def test_every_kind_of_vector_file_is_read_by_itself_in_a_subfolder_and_in_a_zip(tmp_path: Path, name: str, inside: str):
    place = "POINT (-0.1 51.5)" if name.endswith("kml") else "POINT (530000 180000)"
    given = written(tmp_path / "data" / "deep" / name, place)
    if inside == "folder":
        given = tmp_path / "data"
    elif inside == "zip":
        given = tmp_path / "data.zip"
        with zipfile.ZipFile(given, "w") as archive:
            for file in sorted((tmp_path / "data").rglob("*")):
                archive.write(file, file.relative_to(tmp_path / "data"))
    build(tmp_path / "store", given)

    (entity,) = entities(LocalStore(tmp_path / "store"))
    assert (entity.dataset, entity.name) == ("tree", "Oak")
    expected = Transformer().to_national_grid(shapely.Point(-0.1, 51.5)) if name.endswith("kml") else shapely.Point(530000, 180000)
    assert LocalStore(tmp_path / "store").geometry(entity).distance(expected) < 5
    assert passed_over(tmp_path / "data") == ()


def test_a_tsv_is_read_as_csv(tmp_path: Path):
    (tmp_path / "tree.tsv").write_text("name\teasting\tnorthing\nOak\t530000\t180000\n")
    build(tmp_path / "store", tmp_path)

    assert [entity.name for entity in entities(LocalStore(tmp_path / "store"))] == ["Oak"]


def test_arcs_are_segmentised(tmp_path: Path):
    build(tmp_path / "store", written(tmp_path / "tree.gpkg", CURVE))

    store = LocalStore(tmp_path / "store")
    (entity,) = entities(store)
    assert store.geometry(entity).area == pytest.approx(31416, rel=0.005)


def test_a_surface_beside_lines_and_points_stops_nothing(tmp_path: Path):
    tin = "TIN (((530000 180000, 530100 180000, 530100 180100, 530000 180000)))"
    report = build(
        tmp_path / "store", written(tmp_path / "tree.gpkg", "LINESTRING (530000 180000, 530100 180000)", tin, "POINT (530000 1)")
    )

    (built,) = report.datasets
    assert (built.snapshot.count, built.snapshot.without_geometry) == (3, 0)
    assert [LocalStore(tmp_path / "store").geometry(entity).area for entity in entities(LocalStore(tmp_path / "store"))] == [0, 5000, 0]


def test_files_that_are_no_map_data_are_named_and_companions_are_not(tmp_path: Path):
    written(tmp_path / "deep" / "tree.shp", "POINT (530000 180000)")
    collection(tmp_path / "tree.geojson", feature("POINT (530000 180000)"))
    for name in ("deep/tree.shp.xml", "deep/letter.docx", "deep/orphan.dbf", "README", ".hidden"):
        (tmp_path / name).write_text("x")

    named = [sentence.partition(" was passed over")[0] for sentence in passed_over(tmp_path)]
    assert named == [str(tmp_path / name) for name in ("README", "deep/letter.docx", "deep/orphan.dbf")]


def test_a_record_whose_arcs_were_straightened_is_named_and_no_other(tmp_path: Path):
    straight = "POLYGON ((530000 180000, 530100 180000, 530100 180100, 530000 180100, 530000 180000))"
    file = written(tmp_path / "tree.gpkg", straight, CURVE)

    report = build(tmp_path / "store", file, coverage="full").datasets[0]

    assert [issue.message for issue in report.issues] == ["Row 2 (Oak) was drawn with arcs; each was replaced by short straight lines."]
