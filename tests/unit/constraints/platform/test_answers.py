"""Every answer that the platform was seen to give is data, or one sentence on why there is none."""

from __future__ import annotations

import json
from typing import Any

import pytest

from plugin.constraints.platform.answers import data_of, page_of
from plugin.constraints.platform.authority import find_authority, ground_of
from plugin.constraints.platform.web import PlatformError, WebAnswer
from tests.platform_stand_in import DISTRICT, Platform, district, record

from .asking import GROUND, asking

JSON = {"content-type": "application/json"}
HTML = {"content-type": "text/html; charset=utf-8"}
PAGE = b"<!DOCTYPE html><html></html>"


def answer(status: int, body: Any = None, headers: dict[str, str] = JSON) -> WebAnswer:
    return WebAnswer(
        "https://platform.example/entity.json", status, headers, body if isinstance(body, bytes) else json.dumps(body).encode()
    )


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"detail": [{"type": "less_than_equal", "loc": ["query", "limit"], "msg": "Input should be less than 500"}]}, "less than 500"),
        ({"detail": [{"loc": ["geometry"], "msg": "Invalid geometry POINT"}, {"msg": "and more"}]}, "Invalid geometry POINT; and more"),
        ({"detail": "curie must be in form"}, "curie must be in form"),
        ({"detail": []}, "it does not say why"),
        ([1], "it does not say why"),
        (PAGE, "it does not say why"),
    ],
)
def test_what_is_wrong_with_a_question_is_told_in_the_platforms_words(body: Any, said: str) -> None:
    with pytest.raises(PlatformError, match=said) as told:
        data_of(answer(422, body))
    assert not told.value.passes


@pytest.mark.parametrize(
    ("given", "said", "passes"),
    [
        (answer(404, PAGE, HTML), "has nothing at", False),
        (answer(410, {"detail": "Entity 2 has been removed"}), "has taken this out", False),
        (answer(500, PAGE, HTML), r"failed \(status 500\)", True),
        (answer(504, PAGE, HTML), r"failed \(status 504\)", True),
        (answer(429, PAGE, HTML), "too busy", True),
        (answer(418, {}), "which Redline does not know", False),
        (answer(200, PAGE, HTML), "gave a page in place of data", True),
        (answer(200, b"{}", {"content-type": "text/plain"}), "gave a page in place of data", True),
        (answer(200, b'{"entities": ['), "cut off or damaged", True),
        (answer(200, b"\xff\xfe"), "cut off or damaged", True),
        (answer(200, [1]), "not what the platform gives", False),
    ],
)
def test_what_is_no_data_is_a_sentence_and_whether_it_may_pass(given: WebAnswer, said: str, passes: bool) -> None:
    with pytest.raises(PlatformError, match=said) as told:
        data_of(given)
    assert told.value.passes is passes


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("dataset/tree.json", "Check the name of the dataset, and the platform's address."),
        ("entity.json?dataset=tree&limit=500", "Check the name of the dataset, and the platform's address."),
        ("organisation.json", "Check the platform's address."),
    ],
)
def test_the_name_of_a_dataset_is_only_doubted_where_one_was_asked_for(path: str, what: str) -> None:
    with pytest.raises(PlatformError) as told:
        data_of(WebAnswer(f"https://platform.example/{path}", 404, HTML, PAGE))

    assert str(told.value).endswith(f"{path}. {what}")


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "Fri, 27 Nov 2026 09:00:30 GMT", "date": "Fri, 27 Nov 2026 09:00:00 GMT"}, 30.0),
        ({"retry-after": "Fri, 27 Nov 2026 08:00:00 GMT", "date": "Fri, 27 Nov 2026 09:00:00 GMT"}, 0.0),
        ({"retry-after": "Fri, 27 Nov 2026 09:00:30 GMT"}, None),
        ({"retry-after": "soon"}, None),
        ({}, None),
    ],
)
def test_a_wait_is_told_in_seconds_or_by_the_servers_own_clock(headers: dict[str, str], seconds: float | None) -> None:
    with pytest.raises(PlatformError) as told:
        data_of(answer(503, PAGE, {**HTML, **headers}))
    assert told.value.wait == seconds


@pytest.mark.parametrize("number", [0, -1, 1.5, True, None, "", "x", 2**63, "9" * 5000, "-1"])
def test_what_is_no_entity_number_is_no_record(number: Any) -> None:
    with pytest.raises(PlatformError, match="are none of tree"):
        page_of(answer(200, {"entities": [{"entity": number, "dataset": "tree"}], "count": 1}), "tree")


@pytest.mark.parametrize(
    "body", [{}, {"entities": []}, {"entities": {}, "count": 1}, {"entities": [], "count": "1"}, {"entities": [], "count": True}]
)
def test_an_answer_without_records_and_a_count_is_refused(body: Any) -> None:
    with pytest.raises(PlatformError, match="no records and no count"):
        page_of(answer(200, body), "tree")


@pytest.mark.parametrize("number", [2**31, 2**53 + 1, 2**63 - 1])
def test_numbers_of_64_bits_stay_what_they_are(number: int) -> None:
    (found,), _ = page_of(answer(200, {"entities": [{"entity": number, "dataset": "tree"}], "count": 1}), "tree")

    assert found["entity"] == number


def test_null_is_an_empty_text_and_an_organisation_is_text_however_it_comes() -> None:
    told = {"entity": 1, "dataset": "tree", "end-date": None, "name": "", "organisation-entity": 329}

    (found,), _ = page_of(answer(200, {"entities": [told], "count": 1}), "tree")

    assert found == {"entity": 1, "dataset": "tree", "end-date": "", "name": "", "organisation-entity": "329"}


def test_a_district_that_was_merged_is_followed_to_the_one_that_stands() -> None:
    new = record(8700000, "local-authority-district", GROUND)
    with asking(Platform([district(GROUND), new], moved={DISTRICT: 8700000})) as (asker, _):
        assert ground_of(asker, find_authority(asker, "SWK")).area > 0


def test_a_district_that_was_taken_out_or_has_no_shape_is_told() -> None:
    with asking(Platform([district(GROUND)], gone={DISTRICT})) as (asker, _), pytest.raises(PlatformError, match="has taken this out"):
        ground_of(asker, find_authority(asker, "SWK"))
    with asking(Platform([district("")])) as (asker, _), pytest.raises(PlatformError, match="does not say where"):
        ground_of(asker, find_authority(asker, "SWK"))
