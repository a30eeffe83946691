"""The stand-in of the platform answers as the platform was seen to answer."""

from __future__ import annotations

import json
from typing import Any

import pytest
import requests

from tests.platform_stand_in import DISTRICT, Platform, StandIn, district, record
from tests.shared import shared_path

GROUND = "MULTIPOLYGON (((-0.12 51.42, -0.02 51.42, -0.02 51.51, -0.12 51.51, -0.12 51.42)))"
NAMES = ("ancient-woodland", "area-of-outstanding-natural-beauty", "article-4-direction-area", "battlefield", "conservation-area")
MORE = ("flood-risk-zone", "listed-building", "listed-building-outline", "local-authority-district", "tree-preservation-zone")


def recorded(name: str) -> dict[str, Any]:
    return dict(json.loads(shared_path(f"vectors/planning-data/recorded/{name}.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def address() -> Any:
    areas = [record(7000479 + number, "conservation-area", GROUND, entry_date="2026-11-01") for number in range(352)]
    for number in range(0, 352, 10):
        areas[number]["end-date"] = "2020-01-01"
    platform = Platform([district(GROUND), *areas], licences=dict.fromkeys((*NAMES, *MORE), "ogl3"), moved={1: 7000479}, gone={2})
    with StandIn(platform) as stand_in:
        yield stand_in.address


@pytest.mark.parametrize("name", ["search-limit-501", "search-unknown-dataset", "entity-gone", "entity-not-a-number"])
def test_what_is_refused_is_refused_in_the_same_words(address: str, name: str) -> None:
    exchange = recorded(name)

    answer = requests.get(address + exchange["request"]["path"], timeout=20, allow_redirects=False)

    assert (answer.status_code, answer.json()) == (exchange["status"], exchange["body"])


@pytest.mark.parametrize(
    "name", ["search-page-1", "search-page-2", "search-past-end", "dataset-one", "entry-date-since", "entries-current-ignored"]
)
def test_what_is_found_has_the_same_parts(address: str, name: str) -> None:
    exchange = recorded(name)

    answer = requests.get(address + exchange["request"]["path"], timeout=20).json()

    body = exchange["body"]
    if name == "dataset-one":
        assert {key: answer[key] for key in ("dataset", "licence", "entity-count")} == {
            key: body[key] for key in ("dataset", "licence", "entity-count")
        }
        return
    assert answer["count"] == body["count"]
    assert answer["links"].keys() == body["links"].keys()
    assert len(answer["entities"]) == len(body["entities"])
    for ours, theirs in zip(answer["entities"], body["entities"]):
        assert ours.keys() <= theirs.keys() | {"quality"}


def test_a_record_that_was_merged_redirects_with_an_empty_body(address: str) -> None:
    exchange = recorded("entity-moved")

    answer = requests.get(address + exchange["request"]["path"], timeout=20, allow_redirects=False)

    assert (answer.status_code, answer.content) == (exchange["status"], b"")
    assert answer.headers["Location"] == "/entity/7000479.json"


def test_only_what_stands_is_current(address: str) -> None:
    assert requests.get(f"{address}/entity.json?dataset=conservation-area&period=current&limit=1", timeout=20).json()["count"] == 316


def test_a_page_of_nothing_is_html_even_where_json_was_asked(address: str) -> None:
    answer = requests.get(f"{address}/entity/12345.json", timeout=20)

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "text/html; charset=utf-8")


def test_a_shape_that_is_invalid_is_never_found_by_place_and_is_by_organisation() -> None:
    bow_tie = "MULTIPOLYGON (((-0.08 51.47, -0.07 51.48, -0.07 51.47, -0.08 51.48, -0.08 51.47)))"
    with StandIn(Platform([district(GROUND), record(5, "article-4-direction-area", bow_tie)])) as stand_in:
        asked = f"{stand_in.address}/entity.json?dataset=article-4-direction-area"
        place = requests.get(f"{asked}&geometry_entity={DISTRICT}&geometry_relation=intersects", timeout=20).json()
        organisation = requests.get(f"{asked}&organisation_entity=329", timeout=20).json()

    assert (place["count"], organisation["count"]) == (0, 1)
