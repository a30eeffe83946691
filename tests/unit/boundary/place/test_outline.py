"""An outline of land is a place to ask about: what can be used, and why not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely

from plugin.boundary.place.outline import place_of_file, place_of_outline
from plugin.boundary.transformer import Transformer
from plugin.domain.errors import RedlineError, UnreadableFile
from plugin.domain.place import Place, PlaceRefused
from tests.unit.commands.streams import CLOCK

WEST, SOUTH = 530_000.0, 180_000.0
BOX = shapely.box(WEST, SOUTH, WEST + 40, SOUTH + 20)


def read(path: Path, text: str) -> Place:
    path.write_text(text, encoding="utf-8")
    return place_of_file(path, Transformer(), CLOCK)


def geojson(*shapes: shapely.Geometry) -> str:
    located = [json.loads(shapely.to_geojson(Transformer().to_wgs84(shape))) for shape in shapes]
    return json.dumps(located[0])


@pytest.mark.parametrize(
    ("shape", "says"),
    [
        (shapely.Point(WEST, SOUTH), "is no area"),
        (shapely.LineString([(WEST, SOUTH), (WEST + 9, SOUTH)]), "is no area"),
        (shapely.Polygon(), "is no area"),
        (shapely.Polygon([(WEST, SOUTH), (WEST + 9, SOUTH + 9), (WEST + 9, SOUTH), (WEST, SOUTH + 9)]), "crosses itself"),
        (shapely.box(WEST, SOUTH, WEST + 0.5, SOUTH + 0.5), "encloses 0.25 m²: that is no site"),
        (shapely.box(WEST, SOUTH, WEST + 9_000, SOUTH + 9_000), "encloses 81 km²; Enquiry looks at 25 km² at most"),
        (shapely.box(200_000, 900_000, 200_010, 900_010), "lies outside England"),
    ],
)
def test_what_is_no_site_is_a_sentence(shape: shapely.Geometry, says: str):
    with pytest.raises(PlaceRefused, match=says):
        place_of_outline(shape, "the outline", "Drawn.")


def test_a_site_is_marked_in_its_inside_and_keeps_its_outline():
    horseshoe = shapely.difference(BOX, shapely.box(WEST + 5, SOUTH + 5, WEST + 35, SOUTH + 20))

    place = place_of_outline(horseshoe, "the outline", "Drawn.")

    assert place.plot is not None
    assert place.plot.equals(horseshoe)
    assert place.plot.contains(shapely.Point(place.east, place.north))
    assert place.bounds == (WEST, SOUTH, WEST + 40, SOUTH + 20)


def test_heights_are_left_out():
    place = place_of_outline(shapely.force_3d(BOX, 12.0), "the outline", "Drawn.")

    assert place.plot is not None
    assert not place.plot.has_z


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.geojson", geojson(BOX)),
        ("a.wkt", BOX.wkt),
        ("a.txt", f"  {BOX.wkt}\n"),
        ("a.wkt", Transformer().to_wgs84(BOX).wkt),
        ("a.txt", geojson(BOX)),
        ("a.txt", f"\ufeff\n {geojson(BOX)}"),
    ],
)
def test_the_outline_of_a_file_lies_where_it_was_written(name: str, text: str, tmp_path: Path):
    place = read(tmp_path / name, text)

    assert place.words == f"the site of {name}"
    assert place.how.startswith(f"The outline in {name}.")
    assert place.plot is not None
    assert place.plot.area == pytest.approx(800, abs=1)
    assert place.plot.symmetric_difference(BOX).area < 5


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.wkt", "POLYGON ((", "has no well-known text"),
        ("a.wkt", "", "has no well-known text"),
        ("a.wkt", f"CURVEPOLYGON (COMPOUNDCURVE (({WEST} {SOUTH}, {WEST + 9} {SOUTH}, {WEST} {SOUTH + 9}, {WEST} {SOUTH})))", "a.wkt"),
        ("a.wkt", "x" * 5_000_001, "is larger than 5 MB"),
        ("a.geojson", "{", "a.geojson"),
        ("a.csv", f"reference,wkt\nA,{BOX.wkt}\n".replace(BOX.wkt, f'"{BOX.wkt}"') + f'B,"{BOX.wkt}"\n', "has 2 sites"),
        (
            "a.wkt",
            f"POLYGON (({WEST} {SOUTH}, {WEST + 9} {SOUTH + 9}, {WEST + 9} {SOUTH}, {WEST} {SOUTH + 9}, {WEST} {SOUTH}))",
            "can't be used",
        ),
        ("a.wkt", f"POINT ({WEST} {SOUTH})", "can't be used"),
    ],
)
def test_a_file_that_has_no_one_site_is_a_sentence(name: str, text: str, says: str, tmp_path: Path):
    with pytest.raises(RedlineError, match=says):
        read(tmp_path / name, text)


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path):
    for name in ("gone.wkt", "gone.geojson"):
        with pytest.raises(UnreadableFile, match=name):
            place_of_file(tmp_path / name, Transformer(), CLOCK)
