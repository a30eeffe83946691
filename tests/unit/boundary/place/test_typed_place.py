"""What people type as a place: every usual form of coordinates, and a sentence for every misunderstanding."""

from __future__ import annotations

import math
from random import Random

import pytest

from plugin.boundary.place.grid_reference import grid_reference, grid_square
from plugin.boundary.place.typed_place import typed_place
from plugin.boundary.transformer import Transformer
from plugin.domain.place import Place, PlaceRefused

TRANSFORMER = Transformer()
#: Buckingham Palace's gate, by both systems, to some metres.
PALACE = (529_100, 179_650)


def place(text: str) -> Place:
    found = typed_place(text, TRANSFORMER)
    assert found is not None, text
    return found


@pytest.mark.parametrize(
    "text",
    [
        "530000 180000",
        "530000,180000",
        "530000, 180000",
        "530000;180000",
        "530000/180000",
        "  530000   180000  ",
        "530,000 180,000",
        "530,000, 180,000",
        "E530000 N180000",
        "e 530000, n 180000",
        "E: 530000 N: 180000",
        "530000E 180000N",
        "530000mE 180000mN",
        "530000 E, 180000 N",
        "Easting 530000 Northing 180000",
        "Easting: 530000, Northing: 180000",
        "x=530000 y=180000",
        "530000.0 180000.0",
        "530000 m 180000 m",
    ],
)
def test_easting_and_northing_in_every_form_are_one_place(text):
    found = place(text)

    assert (found.east, found.north) == (530_000, 180_000)
    assert found.within_m < 1


@pytest.mark.parametrize(
    ("text", "middle", "side"),
    [
        ("TQ 3 8", (535_000, 185_000), 10_000),
        ("TQ38", (535_000, 185_000), 10_000),
        ("TQ 30 80", (530_500, 180_500), 1_000),
        ("TQ3080", (530_500, 180_500), 1_000),
        ("TQ 300 800", (530_050, 180_050), 100),
        ("tq300800", (530_050, 180_050), 100),
        ("TQ 3000 8000", (530_005, 180_005), 10),
        ("TQ 30000 80000", (530_000.5, 180_000.5), 1),
        ("TQ3000080000", (530_000.5, 180_000.5), 1),
        ("SJ 839 981", (383_950, 398_150), 100),
        ("NZ 250 640", (425_050, 564_050), 100),
        ("SW 342 254", (134_250, 25_450), 100),
        ("NT 99 53", (399_500, 653_500), 1_000),
        ("TA 09 28", (509_500, 428_500), 1_000),
        ("TG 51 07", (651_500, 307_500), 1_000),
        ("NU 25 18", (425_500, 618_500), 1_000),
    ],
)
def test_a_grid_reference_is_the_middle_of_its_square_and_says_how_large_that_is(text, middle, side):
    found = place(text)

    assert (found.east, found.north) == middle
    assert found.within_m == pytest.approx(side * math.sqrt(0.5))
    assert (f"{side // 1000} km" if side >= 1000 else f"{side} m") in found.how
    assert found.is_coarse == (side >= 1000)


@pytest.mark.parametrize("east", [80_001, 134_250, 299_999, 300_000, 399_999, 530_000, 655_000])
@pytest.mark.parametrize("north", [5_000, 99_999, 100_000, 180_000, 499_999, 500_000, 657_421])
def test_a_grid_reference_names_again_the_square_that_it_was_made_of(east, north):
    square = grid_square(grid_reference(east, north))

    assert square is not None
    assert (square.east, square.north, square.side) == (east, north, 1)


def test_there_is_no_reference_outside_the_grid():
    assert grid_reference(-1, 180_000) == ""
    assert grid_reference(530_000, 1_300_000) == ""


@pytest.mark.parametrize(
    "text",
    [
        "51.50112, -0.14222",
        "51.50112 -0.14222",
        "51.50112;-0.14222",
        "51.50112N 0.14222W",
        "51.50112 N, 0.14222 W",
        "N51.50112 W0.14222",
        "N 51.50112, W 0.14222",
        "51.50112° N 0.14222° W",
        "51.50112°, -0.14222°",
        "51.50112 north, 0.14222 west",
        "lat 51.50112 long -0.14222",
        "Latitude: 51.50112, Longitude: -0.14222",
        "51°30'4.0\"N 0°8'32.0\"W",
        "51° 30\u2032 4.0\u2033 N, 0° 8\u2032 32.0\u2033 W",
        "51\u00ba30\u20194.0\u201dN 0\u00ba8\u201932.0\u201dW",
        "51 30 4.0 N 0 8 32.0 W",
        "N 51 30 4.0, W 0 8 32.0",
        '51d 30m 4.0" N 0d 8m 32.0" W',
        "51°30.067'N 0°8.533'W",
        "51 deg 30 min 4.0 sec N, 0 deg 8 min 32.0 sec W",
        "0.14222W 51.50112N",
        "W0.14222 N51.50112",
        "51°30'4.0''N 0°8'32.0''W",
        "51.50112, \u22120.14222",
    ],
)
def test_latitude_and_longitude_in_every_form_are_one_place(text):
    found = place(text)

    assert math.hypot(found.east - PALACE[0], found.north - PALACE[1]) < 60
    assert "west of Greenwich" in found.how


def test_latitude_and_longitude_the_wrong_way_round_are_taken_and_said_so():
    found = place("-0.14222, 51.50112")

    assert math.hypot(found.east - PALACE[0], found.north - PALACE[1]) < 60
    assert "in this order because the other way round it lies outside England" in found.how


def test_easting_and_northing_the_wrong_way_round_are_taken_and_said_so():
    found = place("180000 530000")

    assert (found.east, found.north) == (530_000, 180_000)
    assert "Taken as easting 530000 and northing 180000" in found.how


def test_a_longitude_without_a_minus_is_east_and_the_answer_says_so():
    assert "0.14222 east of Greenwich" in place("51.50112, 0.14222").how


@pytest.mark.parametrize(("text", "metres"), [("51.5011, -0.1422", 7), ("51.501, -0.142", 67), ("51.50112, -0.14222", 0.7)])
def test_how_far_off_a_rounded_degree_may_be_follows_its_decimals(text, metres):
    rough = TRANSFORMER.accuracy()
    extra = rough.metres or 0.0 if rough.grid is None else 0.0

    assert place(text).within_m - extra == pytest.approx(metres, abs=1)


@pytest.mark.parametrize(
    "link",
    [
        "https://www.google.com/maps/place/X/@51.6,-0.2,17z/data=!3m1!4b1!4m5!3m4!8m2!3d51.50112!4d-0.14222",
        "https://www.google.com/maps/@51.50112,-0.14222,17z",
        "https://www.google.co.uk/maps?q=51.50112,-0.14222",
        "https://maps.google.com/?ll=51.50112%2C-0.14222&z=17",
        "https://www.openstreetmap.org/?mlat=51.50112&mlon=-0.14222#map=19/51.6/-0.2",
        "https://www.openstreetmap.org/#map=17/51.50112/-0.14222",
        "https://www.bing.com/maps?cp=51.50112~-0.14222&lvl=17",
        "https://maps.apple.com/?ll=51.50112,-0.14222",
        "geo:51.50112,-0.14222",
        "https://maps.example.gov.uk/?easting=529100&northing=179650",
        "maps.example.gov.uk/view?X=529100&Y=179650",
    ],
)
def test_a_link_to_a_map_is_the_place_that_its_text_names(link):
    found = place(link)

    assert math.hypot(found.east - PALACE[0], found.north - PALACE[1]) < 60
    assert found.how.startswith("From the link.")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Type a place"),
        ("   ", "Type a place"),
        ("https://maps.app.goo.gl/abcdef", "does not follow links"),
        ("https://what3words.com/filled.count.soap", "holds no coordinates"),
        ("TQ 300 80", "3 figures for the easting and 2 for the northing"),
        ("TQ 300 8000", "3 figures for the easting and 4"),
        ("TQ 30080", "has 5 figures"),
        ("TQ 300000 800000", "has 12 figures"),
        ("TI 300 800", "no square of the National Grid is called TI"),
        ("AB 123 456", "no square of the National Grid is called AB"),
        ("NS 580 650", "lies outside England"),
        ("ST 180 760", "lies outside England"),
        ("HP 600 100", "lies outside England"),
        ("258000 665000", "lies outside England"),
        ("325000 673000", "lies outside England"),
        ("530 180", "five or six figures"),
        ("5300 1800", "five or six figures"),
        ("48.8584, 2.2945", "lies outside England"),
        ("55.8642, -4.2518", "lies outside England"),
        ("51.48, -3.18", "lies outside England"),
        ("54.597, -5.93", "lies outside England"),
        ("0, 0", "lies outside England"),
        ("53.48, 2.24", "is -2.24 meant?"),
        ("53.48N 2.24E", "is -2.24 meant?"),
        ("91.5, -0.1", "lies outside England"),
        ("51°75'0\"N 0°8'32\"W", "minutes and seconds go from 0 to 59"),
        ("51.5°30'N 0°8'W", "minutes and seconds go from 0 to 59"),
        ("51.5N 0.1S", "two latitudes"),
        ("0.1W 0.2E", "two longitudes"),
        ("51°30'4\", 0°8'32\"", "east or west of Greenwich"),
        ("-51.5S, 0.1W", "a minus and a letter"),
        ("51'30°N 0'8°W", "can't be read as degrees"),
    ],
)
def test_every_misunderstanding_gives_a_sentence(text, says):
    with pytest.raises(PlaceRefused) as refused:
        typed_place(text, TRANSFORMER)

    assert says in str(refused.value)
    assert str(refused.value).endswith((".", "?"))


@pytest.mark.parametrize(
    "text",
    [
        "12 High Street",
        "12-14 High Street, Example Town",
        "SE1 2AA",
        "SE1",
        "Flat 3, 200 Old Kent Road",
        "100023336956",
        "26/00107/HAPP",
        "26-00107-HAPP",
        "St Mary's Church",
        "Westminster",
        "N1 9GU",
        "E1",
        "1 2 3 4 5 6 7",
        "TQ",
        "W",
        "☃",
        "530000",
        "'; DROP TABLE entity; --",
    ],
)
def test_what_is_no_coordinate_is_left_to_be_looked_up(text):
    assert typed_place(text, TRANSFORMER) is None


def test_whatever_is_typed_is_a_place_words_or_a_sentence():
    random = Random(20261127)
    pieces = ("TQ", "30", "80", "530000", "180000", "51.5", "-0.12", " ", ", ", "\u00b0", "N", "W", "'", "\u00e9", "https://@", "\x00")
    answers = {"place": 0, "words": 0, "sentence": 0}
    for _ in range(6000):
        text = "".join(random.choice(pieces) for _ in range(random.randint(1, 5)))
        try:
            found = typed_place(text, TRANSFORMER)
        except PlaceRefused:
            answers["sentence"] += 1
            continue
        answers["words" if found is None else "place"] += 1
        assert found is None or (80_000 < found.east < 680_000 and 0 < found.north < 680_000)
    assert min(answers.values()) > 10
