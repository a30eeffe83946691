"""Acceptance case 27: an answer in pages is taken only when all of its pages are there, and as many records as the platform counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plugin.constraints.records.answer_page import AnswerPage, answer_page
from plugin.constraints.store.local_store import LocalStore
from plugin.domain.errors import UnreadableFile
from tests.shared import shared_path

from .making import build, built_alone, collection, entities, feature, square

ASKED = "https://platform.example/entity{form}?dataset=tree-preservation-zone&limit=2"


def links(form: str, last: int, following: int | None = None) -> dict[str, str]:
    address = ASKED.format(form=form)
    told = {"first": address, "last": f"{address}&offset={last}"}
    return told if following is None else {**told, "next": f"{address}&offset={following}"}


def page(folder: Path, name: str, numbers: range, **told) -> Path:
    features = [
        feature(square(530_000 + 500 * number, 180_000), entity=7_000_000 + number, dataset="tree-preservation-zone") for number in numbers
    ]
    return collection(folder / name, *features, **told)


def test_case_27_one_page_of_several_is_refused_and_nothing_of_it_is_taken(tmp_path: Path):
    first = page(tmp_path, "tree-preservation-zone.geojson", range(2), links=links(".geojson", 4, 2))

    with pytest.raises(UnreadableFile, match=r"one page of a longer answer: 2 of at least 5 records") as refused:
        build(tmp_path / "store", first)

    assert str(first) in str(refused.value)
    assert not (tmp_path / "store" / "current.json").exists()


def test_case_27_a_page_in_the_middle_that_is_missing_is_noticed(tmp_path: Path):
    first = page(tmp_path, "one.geojson", range(2), links=links(".geojson", 4, 2))
    third = page(tmp_path, "three.geojson", range(4, 5), links=links(".geojson", 4))

    with pytest.raises(UnreadableFile, match=r"are pages of a longer answer: 3 of at least 5"):
        build(tmp_path / "store", first, third)


def test_case_27_all_pages_together_are_taken_whole(tmp_path: Path):
    pages = [
        page(tmp_path, "one.geojson", range(2), links=links(".geojson", 4, 2)),
        page(tmp_path, "two.geojson", range(2, 4), links=links(".geojson", 4, 4)),
        page(tmp_path, "three.geojson", range(4, 5), links=links(".geojson", 4)),
    ]
    build(tmp_path / "store", *pages)

    assert [entity.number for entity in entities(LocalStore(tmp_path / "store"))] == [7_000_000 + number for number in range(5)]


def test_case_27_more_than_a_hundred_records_in_one_whole_answer_are_all_taken(tmp_path: Path):
    whole = page(tmp_path, "tree-preservation-zone.geojson", range(137), links=links(".geojson", 0))

    assert built_alone(tmp_path / "store", whole).snapshot.count == 137


def test_case_27_the_platforms_count_is_what_has_to_be_there(tmp_path: Path):
    rows = [{"entity": 7_000_000 + number, "dataset": "tree", "geometry": "", "point": f"POINT (-0.1 51.{number})"} for number in range(3)]
    answer = tmp_path / "tree.json"
    answer.write_text(json.dumps({"entities": rows, "links": links(".json", 2), "count": 4}))

    with pytest.raises(UnreadableFile, match=r"3 of at least 4 records"):
        build(tmp_path / "store", answer)


def test_a_file_without_links_is_whole_by_itself(tmp_path: Path):
    rows = [feature(square(530_000, 180_000), links="see the order", count=12)]

    assert built_alone(tmp_path / "store", collection(tmp_path / "tree-preservation-zone.geojson", *rows)).snapshot.count == 1


@pytest.mark.parametrize("outside", ['"links": {"last": 3}', '"links": {"first": "x"', '"links": []', "", '"links": {"next": "x"}'])
def test_links_that_tell_of_no_last_page_tell_of_no_page(outside: str):
    assert answer_page(outside) is None


def test_what_the_platform_answered_is_recognised():
    pages = {}
    for name in ("geojson-page", "search-page-1", "search-page-2"):
        body = json.loads(shared_path(f"vectors/planning-data/recorded/{name}.json").read_text(encoding="utf-8"))["body"]
        pages[name] = answer_page(json.dumps({key: value for key, value in body.items() if key not in ("features", "entities")}))

    assert pages["geojson-page"] == AnswerPage("/entity.geojson?dataset=tree-preservation-zone", 595)
    assert pages["search-page-1"] == pages["search-page-2"] == AnswerPage("/entity.json?dataset=conservation-area", 352)
