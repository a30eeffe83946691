"""That each situation truly lies on the ground: plain geometry on the written files, without Redline's own screening."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import shapely

from plugin.boundary.transformer import Transformer
from plugin.domain.boundary import SourceCrs


@pytest.fixture(scope="module")
def entities(borough: Path) -> dict[str, shapely.Geometry]:
    """Every GeoJSON entity's geometry in EPSG:27700 by its reference."""
    transformer = Transformer()
    found = {}
    for path in sorted((borough / "constraints").glob("*.geojson")):
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
            if feature["geometry"] is not None:
                key = (path.stem, feature["properties"]["reference"])
                found[key] = shapely.from_geojson(json.dumps(feature["geometry"]))
    grid = transformer.to_national_grid(list(found.values()))
    return {f"{dataset}/{reference}": shapely.make_valid(geometry) for (dataset, reference), geometry in zip(found, grid)}


def site_of(entry: dict[str, Any], borough: Path) -> shapely.Geometry:
    """The red line of an ODP application as it is written, in EPSG:27700."""
    document = json.loads((borough / entry["file"]).read_text(encoding="utf-8"))
    feature = document["data"]["proposal"]["boundary"]["site"]
    site: shapely.Geometry = Transformer().to_national_grid(shapely.from_geojson(json.dumps(feature["geometry"])))
    return site


def shared(
    cases: dict[str, Any], case: str, index: int, key: str, borough: Path, entities: dict[str, shapely.Geometry]
) -> tuple[float, float]:
    """Square metres and per cent of the site that an entity takes of it."""
    site = site_of(cases[case][index], borough)
    area = float(shapely.area(shapely.intersection(site, entities[key])))
    return area, 100.0 * area / float(shapely.area(site))


def test_case_20_three_metres_by_ten_centimetres_lie_over_the_fence(cases, borough, entities):
    assert shared(cases, "20", 0, "conservation-area/CA08", borough, entities)[0] == pytest.approx(0.3, abs=0.01)


def test_case_21_the_sliver_is_sixty_square_metres_and_the_corner_two(cases, borough, entities):
    assert shared(cases, "21", 0, "local-nature-reserve/LNR2", borough, entities)[0] == pytest.approx(60.0, abs=0.5)
    assert shared(cases, "21", 1, "local-nature-reserve/LNR2", borough, entities)[0] == pytest.approx(1.05 * 2.1, abs=0.05)


def test_case_21_the_kiosks_are_ninety_centimetres_square(cases, borough, entities):
    assert shapely.area(site_of(cases["21"][2], borough)) == pytest.approx(0.81, abs=0.01)
    assert shared(cases, "21", 3, "listed-building-outline/LBO9901001", borough, entities)[0] == pytest.approx(0.81, abs=0.01)


def test_case_22_the_point_is_inside_and_the_outline_outside(cases, borough, entities):
    site = site_of(cases["22"][1], borough)

    assert shapely.contains(site, entities["listed-building/9901003"])
    assert 1.0 < shapely.distance(site, entities["listed-building-outline/LBO9901003"]) < 50.0


def test_case_23_the_twins_cover_nine_tenths_of_each_other_but_are_not_equal(entities):
    first, second = entities["conservation-area/CA01"], entities["conservation-area/9910"]
    both = shapely.area(shapely.intersection(first, second))

    assert 0.9 < both / shapely.area(first) < 1.0
    assert 0.9 < both / shapely.area(second) < 1.0


def test_case_28_both_flood_zones_take_a_part_of_the_site(cases, borough, entities):
    for reference in ("993001/3", "992001/2"):
        assert 5.0 < shared(cases, "28", 0, f"flood-risk-zone/{reference}", borough, entities)[1] < 95.0


def test_case_30_the_site_lies_in_the_buffer_alone(cases, borough, entities):
    site = site_of(cases["30"][0], borough)

    assert shapely.covers(entities["world-heritage-site-buffer-zone/9920-B"], site)
    assert shapely.distance(site, entities["world-heritage-site/9920"]) > 1.0


def test_case_31_two_per_cent_at_the_end_of_the_garden_are_green_belt(cases, borough, entities):
    assert shared(cases, "31", 0, "green-belt/E61999999", borough, entities)[1] == pytest.approx(2.0, abs=0.05)


def test_case_40_the_address_lies_thirty_five_metres_outside(cases, borough):
    document = json.loads((borough / cases["40"][0]["file"]).read_text(encoding="utf-8"))
    address = document["data"]["property"]["address"]
    site = site_of(cases["40"][0], borough)
    by_degrees = Transformer().to_national_grid(shapely.Point(address["longitude"], address["latitude"]), SourceCrs.WGS84)

    assert shapely.distance(site, shapely.Point(address["x"], address["y"])) == pytest.approx(35.0, abs=0.2)
    assert shapely.distance(site, by_degrees) == pytest.approx(35.0, abs=0.2)


def test_some_entities_are_invalid_or_have_no_geometry(borough):
    areas = json.loads((borough / "constraints" / "conservation-area.geojson").read_text(encoding="utf-8"))["features"]
    shapes = [feature["geometry"] and shapely.from_geojson(json.dumps(feature["geometry"])) for feature in areas]

    assert None in shapes
    assert any(shape is not None and not shapely.is_valid(shape) for shape in shapes)


def test_the_borough_lies_in_the_sea_off_lincolnshire(entities):
    west, south, east, north = entities["local-authority-district/E07999999"].bounds

    assert shapely.covers(shapely.box(565000.0, 363000.0, 575000.0, 374000.0), shapely.box(west, south, east, north))
