"""What the sample borough promises: plainly fictional, the same for the same seed, every kind of document in every state."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import fiona
import pytest

from plugin.constraints.catalogue import Catalogue
from plugin.constraints.profile import Profile
from scripts.sample.generate import generate
from tests.shared import shared_path

STATES = {
    "pending",
    "not_started",
    "invalidated",
    "in_assessment",
    "assessment_in_progress",
    "awaiting_determination",
    "in_committee",
    "to_be_reviewed",
    "determined",
    "returned",
    "withdrawn",
    "closed",
}


def submissions(applications: dict[str, Any], schema: str) -> list[dict[str, Any]]:
    named = [document for document in applications.values() if "metadata" in document]
    return [document for document in named if document["metadata"]["schema"].endswith(f"/{schema}.json")]


@pytest.mark.slow
def test_the_same_seed_gives_the_same_borough_and_another_seed_another(borough, other_borough, tmp_path):
    generate(tmp_path / "again")
    files = [path.relative_to(borough) for path in sorted(borough.rglob("*")) if path.is_file()]

    assert [path for path in files if (borough / path).read_bytes() != (tmp_path / "again" / path).read_bytes()] == []
    assert (borough / "basemap.gpkg").read_bytes() != (other_borough / "basemap.gpkg").read_bytes()


def test_another_seed_shows_the_same_cases(cases, other_borough):
    other = json.loads((other_borough / "cases.json").read_text(encoding="utf-8"))["cases"]

    assert {case: [entry["shows"] for entry in entries] for case, entries in other.items()} == {
        case: [entry["shows"] for entry in entries] for case, entries in cases.items()
    }


def test_every_document_says_that_it_is_a_sample(applications):
    unmarked = {name for name, document in applications.items() if "SAMPLE - not a real place" not in json.dumps(document)}

    assert {name for name in unmarked if not name.endswith(".geojson")} == set()


def test_every_constraint_says_that_it_is_a_sample(borough):
    for path in sorted((borough / "constraints").glob("*.geojson")):
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
            assert feature["properties"]["sample"] == "SAMPLE - not a real place", path.name


def test_nobody_can_be_reached_and_nothing_can_be_looked_up(applications):
    text = json.dumps(list(applications.values()))

    assert set(re.findall(r"[\w.-]+@([\w.-]+)", text)) == {"sample.example"}
    assert all(number.startswith("01632 960") for number in re.findall(r'"(?:primary|applicant_phone)": "([^"]+)"', text))
    assert all(uprn.startswith("9990000") for uprn in re.findall(r'"uprn": "(\d+)"', text))
    assert all(postcode.startswith("ZZ99") for postcode in re.findall(r'"postcode": "([^"]+)"', text))


def test_there_are_some_sixty_applications_of_at_least_eight_types(applications):
    types = {document["data"]["application"]["type"]["value"] for document in submissions(applications, "application")}
    types |= {document["applicationType"] for document in applications.values() if "applicationType" in document}

    assert 58 <= len(applications) <= 66
    assert len(types) >= 8


def test_every_state_of_a_back_office_occurs(applications):
    assert {document["status"] for document in applications.values() if "boundary_geojson" in document} >= STATES


def test_every_form_of_document_occurs(applications):
    for schema in ("application", "prototypeApplication", "preApplication", "postSubmissionApplication"):
        assert submissions(applications, schema), schema
    assert any("polygon" in document for document in applications.values())
    assert any(name.endswith(".geojson") for name in applications)


def test_submissions_hold_to_the_odp_schema(applications):
    jsonschema = pytest.importorskip(
        "jsonschema", reason="jsonschema is not installed: the sample's submissions were not held to their schema"
    )
    schema = json.loads(shared_path("vectors/odp/schemas/application.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft7Validator(schema)
    regular = [
        document for document in submissions(applications, "application") if isinstance(document["data"]["proposal"].get("boundary"), dict)
    ]

    assert [error.message for document in regular[::4][:8] for error in validator.iter_errors(document)] == []


def test_the_profile_can_be_loaded_and_leads_to_the_base_map(borough):
    profile = Profile.load(borough / "profile.json")

    assert profile.sample
    assert Path(profile.base_map.source).is_file()
    assert "not a real place" in profile.base_map.attribution


def test_the_profile_names_the_gazetteer_and_the_base_map_s_parcels_and_roads(borough):
    sources = Profile.load(borough / "profile.json").neighbours

    assert sources.addresses == str(borough / "addresses.gpkg")
    assert sources.parcels == f"{borough / 'basemap.gpkg'}|layername=parcel"
    with fiona.open(sources.addresses) as layer:
        assert layer.crs.to_epsg() == 27700
        numbers = [record["properties"]["uprn"] for record in layer]
    assert len(numbers) == len(set(numbers)) > 1000
    assert all(number.startswith("9990000") for number in numbers)


def test_the_base_map_has_its_layers_in_the_national_grid(borough):
    path = borough / "basemap.gpkg"

    assert set(fiona.listlayers(path)) == {"land", "water", "park", "road", "railway", "building", "parcel"}
    with fiona.open(path, layer="building") as layer:
        assert (layer.crs.to_epsg(), len(layer) > 5000, set(layer.schema["properties"])) == (27700, True, {"name", "kind"})


def test_constraints_come_in_every_form_that_is_published(borough):
    folder = borough / "constraints"

    assert {path.suffix for path in folder.iterdir()} == {".geojson", ".json", ".csv", ".gpkg"}
    assert len(list(folder.iterdir())) >= 16
    assert json.loads((folder / "battlefield.geojson").read_text(encoding="utf-8"))["features"] == []
    assert {path.stem for path in folder.iterdir()} <= {dataset.slug for dataset in Catalogue.load().datasets}


def test_case_26_one_dataset_is_expected_and_not_supplied(borough):
    supplied = {path.stem for path in (borough / "constraints").iterdir()}

    assert set(Profile.load(borough / "profile.json").datasets) - supplied == {"special-protection-area"}


def test_numbers_are_larger_than_a_floating_point_number_holds(borough):
    with (borough / "constraints" / "tree.csv").open(encoding="utf-8", newline="") as file:
        numbers = {int(row["entity"]) for row in csv.DictReader(file)}

    assert 9_007_199_254_740_993 in numbers
    assert min(numbers) > 2**32


def test_every_case_of_reading_and_screening_has_its_application(cases, applications):
    wanted = {"01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "20", "21", "22", "23", "24", "26", "28", "29", "30", "31", "40"}

    assert set(cases) >= wanted
    assert {Path(entry["file"]).name for entries in cases.values() for entry in entries} <= set(applications)
