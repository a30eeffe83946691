"""`redline enquire`: an answer about a place, a choice of places, or a sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import shapely

from plugin.boundary.transformer import Transformer
from plugin.cli import main
from plugin.commands.printers import Printers

from ..casefile.examples import SOURCE, opened, pulled
from ..casefile.examples import site as red_line
from .borough import SOUTH, WEST, collection, store, write
from .streams import CLOCK, Run

INSIDE = f"{WEST + 50:.0f} {SOUTH + 50:.0f}"


def address(east: float, north: float, **told: object) -> dict[str, Any]:
    place = Transformer().to_wgs84(shapely.Point(east, north))
    return {"type": "Feature", "properties": told, "geometry": {"type": "Point", "coordinates": [place.x, place.y]}}


def parcel(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {},
        "geometry": json.loads(shapely.to_geojson(Transformer().to_wgs84(shapely.box(west, south, east, north)))),
    }


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """A council with four addresses and two parcels."""
    write(
        tmp_path / "addresses.geojson",
        collection(
            address(WEST + 50, SOUTH + 50, uprn="000100001", address="1 High Street, Saltmere"),
            address(WEST + 300, SOUTH + 50, uprn="100002", address="2 High Street, Saltmere"),
            address(WEST + 301, SOUTH + 50, uprn="100003", address="Flat 1, 2 High Street, Saltmere"),
            address(WEST + 400, SOUTH + 50, uprn="100004", address="Nowhere \x1b[31m\u202eroad"),
        ),
    )
    write(
        tmp_path / "parcels.geojson",
        collection(parcel(WEST + 80, SOUTH, WEST + 120, SOUTH + 90), parcel(WEST + 40, SOUTH + 40, WEST + 60, SOUTH + 60)),
    )
    neighbours = {"addresses": "addresses.geojson", "parcels": "parcels.geojson"}
    return write(tmp_path / "profile.json", {"authority": {"name": "Borough of Saltmere"}, "neighbours": neighbours})


def test_a_place_that_is_none_is_a_sentence_and_nothing_on_the_output(tmp_path):
    for text, said in (
        ("", "Type a place"),
        ("TQ 300 80", "which is short?"),
        ("48.85, 2.29", "lies outside England"),
        ("xyzzy", "Nothing called"),
    ):
        run = Run("enquire", store(tmp_path), text)

        assert (run.code, run.out) == (2, "")
        assert said in run.error


def test_a_store_that_is_not_there_is_a_sentence(tmp_path):
    run = Run("enquire", tmp_path / "nowhere", INSIDE)

    assert run.code == 2
    assert "nowhere" in run.error


def test_coordinates_are_answered_with_what_applies_what_is_near_and_from_when_the_data_is(tmp_path):
    run = Run("enquire", store(tmp_path), INSIDE)

    assert run.code == 0
    assert "1 constraint applies here; all 2 datasets were checked." in run.out
    assert "1. Conservation area: Old Market (50.0 m inside its edge)" in run.out
    assert "Data loaded on 22 November 2026" in run.out
    assert "binds nobody" in run.out


def test_how_far_around_is_looked_can_be_told(tmp_path):
    near = Run("enquire", store(tmp_path), INSIDE, "--within", 100)

    assert "2. Tree preservation zone: The Limes (85.4 m away)" in near.out


def test_an_expected_dataset_that_is_missing_is_told_by_the_exit_code(tmp_path):
    profile = write(tmp_path / "profile.json", {"datasets": {"green-belt": "full"}})

    run = Run("enquire", store(tmp_path), INSIDE, "--profile", profile)

    assert run.code == 3
    assert "- Green belt: not in the store" in run.out


def test_an_address_and_a_uprn_are_found_in_the_councils_own_layer(tmp_path, profile):
    by_words = Run("enquire", store(tmp_path), "1 high st", "--profile", profile)
    by_number = Run("enquire", tmp_path / "store", "100001", "--profile", profile)

    for run in (by_words, by_number):
        assert run.code == 0
        assert "Planning constraints at 1 High Street, Saltmere" in run.out
        assert "Conservation area: Old Market" in run.out


def test_several_addresses_are_a_choice_and_one_is_chosen_by_its_number(tmp_path, profile):
    offered = Run("enquire", store(tmp_path), "high street", "--profile", profile)
    as_json = Run("enquire", tmp_path / "store", "high street", "--profile", profile, "--json")
    chosen = Run("enquire", tmp_path / "store", "high street", "--profile", profile, "--choose", 2)
    beyond = Run("enquire", tmp_path / "store", "high street", "--profile", profile, "--choose", 9)

    assert offered.code == as_json.code == 2
    assert "3 places fit these words" in offered.out
    assert [choice["words"] for choice in as_json.json["choices"]][1] == "2 High Street, Saltmere"
    assert "Planning constraints at 2 High Street, Saltmere" in chosen.out
    assert "There is no choice 9" in beyond.error


def test_the_parcel_at_the_place_is_looked_at_when_it_is_asked_for(tmp_path, profile):
    run = Run("enquire", store(tmp_path), f"{WEST + 110} {SOUTH + 50}", "--profile", profile, "--plot")
    none = Run("enquire", tmp_path / "store", f"{WEST + 500} {SOUTH + 50}", "--profile", profile, "--plot")
    nowhere = Run("enquire", tmp_path / "store", INSIDE, "--plot")

    assert "Conservation area: Old Market (50.0 % of the site)" in run.out
    assert "No parcel of" in none.error
    assert "names no layer of parcels" in nowhere.error


def test_an_outline_out_of_a_file_is_asked_about_as_the_site_that_it_is(tmp_path):
    site = write(tmp_path / "land.geojson", parcel(WEST + 80, SOUTH, WEST + 120, SOUTH + 90)["geometry"])

    run = Run("enquire", store(tmp_path), "--site", site)
    both = Run("enquire", tmp_path / "store", INSIDE, "--site", site)
    gone = Run("enquire", tmp_path / "store", "--site", tmp_path / "gone.wkt")
    nothing = Run("enquire", tmp_path / "store")

    assert run.code == 0
    assert "Planning constraints at the site of land.geojson" in run.out
    assert "Looked at: a site of 3,600 m², not a point" in run.out
    assert "Conservation area: Old Market (50.0 % of the site)" in run.out
    assert "not both" in both.error
    assert "gone.wkt" in gone.error
    assert "Type a place" in nothing.error
    assert both.code == gone.code == nothing.code == 2


def test_a_layer_of_addresses_that_is_no_file_is_a_sentence(tmp_path):
    profile = write(tmp_path / "profile.json", {"neighbours": {"addresses": "Our addresses"}})

    run = Run("enquire", store(tmp_path), "1 High Street", "--profile", profile)

    assert run.code == 2
    assert "Our addresses is no file here" in run.error


def test_a_layer_of_addresses_without_a_known_column_is_a_sentence(tmp_path):
    write(tmp_path / "a.geojson", collection(address(WEST, SOUTH, strasse="1 High Street")))
    profile = write(tmp_path / "profile.json", {"neighbours": {"addresses": "a.geojson"}})

    assert "name one of strasse" in Run("enquire", store(tmp_path), "1 High Street", "--profile", profile).error


def test_a_table_of_addresses_with_coordinates_of_its_own_is_read(tmp_path):
    rows = f"UPRN,ADDRESS,X_COORDINATE,Y_COORDINATE\n77,1 High Street,{WEST + 50},{SOUTH + 50}\n"
    (tmp_path / "a.csv").write_text(rows, encoding="utf-8")
    profile = write(tmp_path / "profile.json", {"neighbours": {"addresses": "a.csv"}})

    assert "Conservation area: Old Market" in Run("enquire", store(tmp_path), "77", "--profile", profile).out


def test_a_case_file_that_is_not_there_is_a_sentence(tmp_path):
    run = Run("enquire", store(tmp_path), "26-00001-HAPP", "--case-file", tmp_path / "cases.redline")

    assert run.code == 2
    assert "There is no case file" in run.error


def test_the_json_is_the_answer_with_its_figures(tmp_path):
    told = Run("enquire", store(tmp_path), INSIDE, "--json").json

    assert told["place"]["easting"] == WEST + 50
    assert [(each["dataset"], each["bearing"], each["edge_m"]) for each in told["findings"]] == [
        ("conservation-area", "applies here", 50.0)
    ]
    assert told["findings"][0]["means"][0]["rule"] == "what-it-means.conservation-area"


def test_what_was_applied_for_at_the_place_is_told_from_the_councils_layer_and_the_case_file(tmp_path):
    plot = parcel(WEST + 40, SOUTH + 40, WEST + 60, SOUTH + 60)
    told = {"refval": "19/AP/0417", "proposal": "A rear extension", "decsn": "Granted", "datedecisn": "03/06/2019"}
    write(tmp_path / "decided.geojson", collection({**plot, "properties": told}))
    profile = write(tmp_path / "profile.json", {"neighbours": {"history": "decided.geojson"}})
    with opened(tmp_path) as file:
        file.take_in([pulled(1, site=red_line(east=WEST + 90))], source=SOURCE)
    there = ("--profile", profile, "--case-file", tmp_path / "cases.redline")

    run = Run("enquire", store(tmp_path), INSIDE, *there)
    form = Run("enquire", tmp_path / "store", INSIDE, *there, "--json").json["history"]
    own = Run("enquire", tmp_path / "store", "26-00001-HAPP", *there)

    assert "- 19/AP/0417: granted, 3 June 2019 (at this place)" in run.out
    assert "Looked in the case file cases.redline (1 application) and the layer decided.geojson." in run.out
    assert {each["reference"]: each["decided_on"] for each in form["applications"]} == {"19/AP/0417": "2019-06-03", "26-00001-HAPP": None}
    assert "- 26-00001-HAPP:" in run.out
    assert "- 26-00001-HAPP:" not in own.out


def test_where_there_is_nothing_to_look_in_the_history_is_not_checked_and_the_datasets_keep_their_exit_code(tmp_path):
    run = Run("enquire", store(tmp_path), INSIDE)

    assert run.code == 0
    assert "Not checked: there was neither a case file nor a layer of earlier applications" in run.out


def test_a_layer_of_applications_that_has_gone_is_told_and_the_constraints_are_still_answered(tmp_path):
    profile = write(tmp_path / "profile.json", {"neighbours": {"history": "gone.gpkg"}})

    run = Run("enquire", store(tmp_path), INSIDE, "--profile", profile)

    assert run.code == 0
    assert "Not checked: The layer gone.gpkg could not be read." in run.out
    assert "gone.gpkg is no file here" in run.error
    assert "neighbours.history" in run.error
    assert "1. Conservation area" in run.out


def test_the_web_page_is_written_whole_or_not_at_all(tmp_path):
    page = tmp_path / "answer.html"
    Run("enquire", store(tmp_path), INSIDE, "--html", page)
    first = page.read_text(encoding="utf-8")
    refused = Run("enquire", tmp_path / "store", INSIDE, "--html", tmp_path / "nowhere" / "answer.html")

    assert "<h1>Planning constraints at" in first
    assert "is not there, so answer.html can't be written" in refused.error
    assert sorted(path.name for path in tmp_path.glob("*.html*")) == ["answer.html"]


def test_without_qgis_a_pdf_is_refused_with_a_sentence_before_anything_is_asked(tmp_path):
    run = Run("enquire", store(tmp_path), INSIDE, "--pdf", tmp_path / "answer.pdf")

    assert run.code == 2
    assert "A PDF is printed by QGIS" in run.error


def test_where_there_is_qgis_the_answer_is_handed_to_it(tmp_path):
    printed: list[tuple[str, Path]] = []
    arguments = ["enquire", str(store(tmp_path)), INSIDE, "--pdf", str(tmp_path / "answer.pdf")]

    code = main(arguments, clock=CLOCK, printers=Printers(answer=lambda answer, path, _base_map: printed.append((answer.place, path))))

    assert code == 0
    assert printed == [(INSIDE, tmp_path / "answer.pdf")]


def test_an_application_of_the_case_file_is_its_red_line(tmp_path):
    with opened(tmp_path) as file:
        file.take_in([pulled(1, site=red_line(east=WEST + 90))], source=SOURCE)

    run = Run("enquire", store(tmp_path), "26-00001-HAPP", "--case-file", tmp_path / "cases.redline")

    assert run.code == 0
    assert "The red line in force of this application." in run.out
    assert "Conservation area: Old Market (50.0 % of the site)" in run.out
