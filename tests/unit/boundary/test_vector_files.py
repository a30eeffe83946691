"""Vector files: arcs, records that can't be read, geodatabases, and the formats that councils export."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugin.boundary.arcs import records_with_arcs
from plugin.boundary.intake import read_sites
from plugin.boundary.mapping import ColumnMapping
from plugin.boundary.vector_records import vector_records
from plugin.domain.errors import UnreadableFile
from plugin.domain.reading import SiteReading
from tests.shared import shared_path
from tests.unit.boundary.drawn import codes, message, plain_transformer, polygon, square

fiona = pytest.importorskip("fiona")
ogr = pytest.importorskip("osgeo.ogr")
osr = pytest.importorskip("osgeo.osr")

_LINE = "533600 174200 533620 174200 533620 174220 533600 174220 533600 174200"
STRAIGHT = f"<gml:exterior><gml:LinearRing><gml:posList>{_LINE}</gml:posList></gml:LinearRing></gml:exterior>"
ARC = (
    "<gml:exterior><gml:Ring><gml:curveMember><gml:Curve><gml:segments>"
    "<gml:Arc><gml:posList>533600 174200 533610 174190 533620 174200</gml:posList></gml:Arc>"
    "<gml:LineStringSegment><gml:posList>533620 174200 533620 174220 533600 174220 533600 174200</gml:posList></gml:LineStringSegment>"
    "</gml:segments></gml:Curve></gml:curveMember></gml:Ring></gml:exterior>"
)
SQUARE = "POLYGON ((533600 174200, 533620 174200, 533620 174220, 533600 174220, 533600 174200))"
ROUND = (
    "CURVEPOLYGON (COMPOUNDCURVE (CIRCULARSTRING (533600 174200, 533610 174190, 533620 174200), "
    "(533620 174200, 533600 174220, 533600 174200)))"
)
BROKEN = "<gml:exterior><gml:LinearRing><gml:posList>533600</gml:posList></gml:LinearRing></gml:exterior>"


def gml(path: Path, **rings: str) -> Path:
    """A GML file with a record for each reference, in the National Grid."""
    members = "".join(
        f'<ogr:featureMember><ogr:site gml:id="s.{reference}"><ogr:ref>{reference}</ogr:ref><ogr:geom>'
        f'<gml:Polygon srsName="urn:ogc:def:crs:EPSG::27700" gml:id="g.{reference}">{ring}</gml:Polygon>'
        "</ogr:geom></ogr:site></ogr:featureMember>"
        for reference, ring in rings.items()
    )
    names = 'xmlns:ogr="http://ogr.maptools.org/" xmlns:gml="http://www.opengis.net/gml/3.2"'
    path.write_text(f'<?xml version="1.0"?><ogr:FeatureCollection {names} gml:id="c">{members}</ogr:FeatureCollection>', encoding="utf-8")
    return path


def sites(*paths: Path) -> list[SiteReading | UnreadableFile]:
    return list(read_sites(list(paths), plain_transformer(), mapping=ColumnMapping(reference="ref")))


def written(path: Path, driver: str, *shapes: str) -> Path:
    """A file of GDAL's making with a record for each shape, A, B and so on. fiona takes the driver's grumbling for failure."""
    system = osr.SpatialReference()
    system.ImportFromEPSG(27700)
    source = ogr.GetDriverByName(driver).CreateDataSource(str(path))
    layer = source.CreateLayer("sites", system, ogr.wkbPolygon if len(shapes) == 1 else ogr.wkbUnknown)
    layer.CreateField(ogr.FieldDefn("ref", ogr.OFTString))
    for reference, wkt in zip("ABC", shapes):
        record = ogr.Feature(layer.GetLayerDefn())
        record.SetField("ref", reference)
        record.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
        layer.CreateFeature(record)
    return path


def test_arcs_become_short_straight_lines_and_the_other_records_come_as_well(tmp_path):
    straight, arc = sites(gml(tmp_path / "arcs.gml", A=STRAIGHT, B=ARC))

    assert straight.boundary.area_m2 == 400
    assert arc.boundary.area_m2 == pytest.approx(400 + 157.08, rel=0.002)
    assert "arcs" in message(arc, "arcs-straightened")
    assert "arcs-straightened" not in codes(straight)


def test_arcs_are_told_in_a_layer_that_declares_no_kind_of_shape_in_particular(tmp_path):
    straight, arc = sites(written(tmp_path / "sites.gpkg", "GPKG", SQUARE, ROUND))

    assert "arcs-straightened" not in codes(straight)
    assert "arcs" in message(arc, "arcs-straightened")


def test_a_file_that_gdal_can_not_open_has_no_arcs_to_tell_of_and_says_nothing(tmp_path, capfd):
    (tmp_path / "sites.gml").write_text("no GML")

    assert records_with_arcs(tmp_path / "sites.gml", "sites") == frozenset()
    assert capfd.readouterr() == ("", "")


def test_a_file_that_breaks_off_gives_what_was_read_and_says_how_much_is_missing(tmp_path):
    first, rest = sites(gml(tmp_path / "broken.gml", A=STRAIGHT, B=BROKEN, C=STRAIGHT))

    assert first.boundary.area_m2 == 400
    assert isinstance(rest, UnreadableFile)
    assert "1 of 3" in str(rest)
    assert "broken.gml" in str(rest)


class Records:
    """Records of which the second is of a kind that fiona has no words for, as its own iterator tells it."""

    def __init__(self) -> None:
        self._number = 0

    def __iter__(self) -> Records:
        return self

    def __next__(self) -> dict[str, object]:
        self._number += 1
        if self._number == 2:
            raise fiona.errors.UnsupportedGeometryTypeError(15)
        if self._number > 3:
            raise StopIteration
        return {"geometry": polygon(square()), "properties": {"ref": str(self._number)}}


def test_a_record_of_a_kind_that_can_not_be_read_is_told_and_the_next_ones_still_come():
    records = list(vector_records(Records()))

    assert [record is None for record in records] == [False, True, False]


def test_a_record_with_a_ring_of_two_vertices_is_that_record_s_error(tmp_path):
    gone = gml(tmp_path / "short.gml", A=STRAIGHT, B=STRAIGHT.replace(_LINE, "533600 174200 533620 174200"), C=STRAIGHT)

    readings = sites(gone)

    assert [isinstance(reading, SiteReading) for reading in readings] == [True, True, True]
    assert [reading.boundary is None for reading in readings] == [False, True, False]
    assert codes(readings[1]) & {"too-few-vertices", "no-boundary"}


@pytest.mark.parametrize(
    ("name", "driver"),
    [("sites.gdb", "OpenFileGDB"), ("sites.mif", "MapInfo File"), ("sites.tab", "MapInfo File"), ("sites.fgb", "FlatGeobuf")],
)
def test_what_councils_export_is_read_named_or_in_a_folder(tmp_path, name, driver):
    path = written(tmp_path / name, driver, SQUARE)

    (named,) = sites(path)
    (found,) = sites(tmp_path)

    assert named.boundary.area_m2 == pytest.approx(400, abs=0.1)
    assert named.site == "A"
    assert found.file == name


def test_a_kml_file_is_read(tmp_path):
    ring = "-0.08,51.45,0 -0.079,51.45,0 -0.079,51.451,0 -0.08,51.45,0"
    path = tmp_path / "site.kml"
    path.write_text(
        '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>d</name><Placemark><name>A</name><Polygon>'
        f"<outerBoundaryIs><LinearRing><coordinates>{ring}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>"
        "</Document></kml>"
    )

    (reading,) = sites(path)

    assert reading.boundary.area_m2 == pytest.approx(3870, rel=0.01)


def test_a_vector_file_without_a_record_answers(tmp_path):
    path = tmp_path / "empty.gpkg"
    with fiona.open(path, "w", driver="GPKG", schema={"geometry": "Polygon", "properties": {}}, crs="EPSG:27700"):
        pass

    (refused,) = sites(path)

    assert isinstance(refused, UnreadableFile)
    assert "empty.gpkg" in str(refused)


def test_a_damaged_file_is_told_in_one_plain_sentence(tmp_path):
    (tmp_path / "bad.gpkg").write_bytes(b"nothing of the kind")

    (refused,) = sites(tmp_path / "bad.gpkg")

    assert ".." not in str(refused)
    assert str(tmp_path) not in str(refused)


def test_real_outlines_that_break_the_buffer_are_read_to_the_end():
    readings = sites(shared_path("data/fixtures/invalid_geometry.csv"))

    assert len(readings) >= 4
    assert all(isinstance(reading, SiteReading) for reading in readings)
    assert not any("not-checkable" in codes(reading) for reading in readings)
