"""JSON is read object by object, wherever the chunks happen to end."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugin.constraints.records.json_stream import JsonStream

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
OBJECTS = st.dictionaries(st.text().filter(lambda name: name not in ("features", "entities")), VALUES, max_size=4)


def read(text: str, chunk: int = 1 << 18) -> list[object]:
    return [found for found, _ in JsonStream(io.StringIO(text), chunk).objects()]


@pytest.mark.parametrize(
    "text",
    [
        '{"features": [',
        '{"features": [{"a": 1}',
        '{"features": [{"a": 1},]}',
        '{"features": [{"a": 1} {"b": 2}]}',
        '{"features": [{"a": 1}]',
        '{"features" [{"a": 1}]}',
        "<html>The page cannot be found</html>",
        '{"a": 1},',
    ],
)
@pytest.mark.parametrize("chunk", [1, 7, 1 << 18])
def test_what_is_not_whole_json_is_refused(text: str, chunk: int):
    with pytest.raises(ValueError, match=r".+"):
        read(text, chunk)


@given(
    st.lists(OBJECTS, max_size=5),
    OBJECTS,
    OBJECTS,
    st.sampled_from(["features", "entities"]),
    st.integers(1, 60),
    st.sampled_from([None, 2]),
)
def test_chunks_of_any_size_give_the_same_objects(listed, before, after, member, chunk, indent):
    text = json.dumps({**before, member: listed, **{name: value for name, value in after.items() if name not in before}}, indent=indent)

    assert read(text, chunk) == listed


@given(st.lists(OBJECTS, min_size=1, max_size=4), st.integers(1, 40), st.sampled_from(["", " ", "\n", "\r\n"]))
def test_objects_one_after_another_are_read_as_a_list_is(objects, chunk, gap):
    assert read(gap.join(map(json.dumps, objects)), chunk) == objects
    assert read(json.dumps(objects), chunk) == objects


def test_members_beside_the_list_are_kept_as_the_header():
    stream = JsonStream(io.StringIO('{"count": 2, "entities": [{"entity": 1}], "links": {}}'), 3)

    assert [found for found, _ in stream.objects()] == [{"entity": 1}]
    assert stream.header == {"count": 2, "links": {}}


def test_an_empty_file_has_no_objects():
    assert read(" \n ") == []
