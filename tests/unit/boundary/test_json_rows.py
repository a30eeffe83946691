"""A long list of a JSON text is gone through item by item, and what is no JSON is refused as json.loads refuses it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from plugin.boundary.json_text import without_rows

WHOLE = [
    '{"data": [], "metadata": {"page": 1}}',
    '{"metadata":{"page":1},"data":[{"a":[1,{"b":"]},"}]},{"c":"\\"data\\": ["}]}',
    ' { "data" : [ 1 , "two" , null , [ 3 ] ] } ',
    '{"data": [1], "data": [2, 3]}',
    '{"data": "none"}',
    '{"data": {"data": [1]}}',
    "{}",
]
BROKEN = [
    "",
    "{",
    '{"data": [1',
    '{"data": [1]',
    '{"data": [1,]}',
    '{"data": [1 2]}',
    '{"data": [1]]}',
    '{"data": [1],}',
    '{"data" [1]}',
    "{data: [1]}",
    "{1: [1]}",
    '{"data": [1]} more',
    '{"data": [{"a": ]}',
    '{"data": [1], "metadata"}',
    '{"data": [01]}',
    "[1,",
]


def looked_at(text: str) -> tuple[Any, list[Any], list[str] | None]:
    seen: list[Any] = []
    rest, rows = without_rows(text, "data", seen.append)
    return rest, seen, None if rows is None else [text[start:end] for start, end in rows]


@pytest.mark.parametrize("text", WHOLE)
def test_the_rest_and_the_items_make_the_whole(text: str) -> None:
    rest, seen, rows = looked_at(text)

    items = json.loads(text).get("data")
    assert {**rest, **({} if rows is None else {"data": [json.loads(row) for row in rows]})} == json.loads(text)
    assert rows is None or [json.loads(row) for row in rows] == items
    assert rows is None or seen[-len(items) :] == items or not items


def test_each_item_is_kept_to_the_letter() -> None:
    assert looked_at('{"data": [ {"a" : 1.50} ,"\\u00e9" ]}')[2] == ['{"a" : 1.50}', '"\\u00e9"']


@pytest.mark.parametrize("text", BROKEN)
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        json.loads(text)
    with pytest.raises(ValueError, match=r".*"):
        looked_at(text)


def test_a_text_that_is_no_object_has_no_rows() -> None:
    assert looked_at("[1, 2]") == ([1, 2], [], None)


def test_what_is_nested_without_end_is_refused_as_json_refuses_it() -> None:
    with pytest.raises(RecursionError):
        looked_at('{"data": [' + "[" * 100_000)
