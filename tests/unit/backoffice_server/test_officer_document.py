"""resources/api/officer-api.yaml: sound in itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from .officer_document import document, operations, resolved, validator


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for item in value.values():
            yield from references(item)
    elif isinstance(value, list):
        for item in value:
            yield from references(item)


def test_every_reference_leads_somewhere() -> None:
    for reference in set(references(document())):
        assert resolved({"$ref": reference})


@pytest.mark.parametrize("name", document()["components"]["schemas"])
def test_every_schema_is_one(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(document()["components"]["schemas"][name])


def test_every_operation_has_a_name_of_its_own_and_says_what_it_does() -> None:
    found = [operation for _, _, operation in operations()]

    assert len({operation["operationId"] for operation in found}) == len(found)
    assert all(operation["summary"] for operation in found)


#: What these make is new and hangs on nothing that was seen.
NEW = {
    "create_constraint",
    "create_consideration",
    "create_condition",
    "create_informative",
    "create_head_of_terms",
    "create_site_visit",
    "create_site_history",
    "create_consultee",
    "create_site_notice",
    "create_press_notice",
    "create_photograph",
}


def test_every_act_is_done_once_and_on_what_was_seen() -> None:
    for method, path, operation in operations():
        if method == "GET":
            continue
        names = {resolved(parameter)["name"] for parameter in operation["parameters"]}
        needed = {"Idempotency-Key"} if operation["operationId"] in NEW else {"Idempotency-Key", "If-Match"}
        assert names == needed, path
        statuses = {"400", "401", "404", "409"} | ({"412", "428"} if "If-Match" in needed else set())
        assert statuses | ({"422"} if method != "DELETE" else set()) <= set(operation["responses"]), path


def test_the_examples_keep_to_the_schemas() -> None:
    checked = 0
    for _, _, operation in operations():
        for content in operation.get("requestBody", {}).get("content", {}).values():
            for example in content["examples"].values():
                jsonschema.Draft202012Validator({**document(), **content["schema"]}).validate(example["value"])
                checked += 1

    assert checked


def polygon(*rings: list[list[float]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


RING = [[-0.1, 51.5], [-0.09, 51.5], [-0.09, 51.51], [-0.1, 51.5]]


@pytest.mark.parametrize(
    "value",
    [
        polygon(RING, RING),
        {"type": "MultiPolygon", "coordinates": [[RING], [RING, RING]]},
        {"type": "Feature", "properties": None, "geometry": polygon(RING)},
        {"type": "Feature", "geometry": polygon(RING)},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": polygon(RING)}] * 2},
    ],
)
def test_a_red_line_has_parts_and_holes_in_each_form_that_bops_takes(value: dict[str, Any]) -> None:
    assert validator("RedLine").is_valid(value)


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        {"type": "Feature", "geometry": None},
        {"type": "Point", "coordinates": [-0.1, 51.5]},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [RING[:2]]},
        {"type": "FeatureCollection", "features": []},
        {"type": "Polygon", "coordinates": [[["-0.1", 51.5]] * 4]},
    ],
)
def test_what_is_no_red_line_is_refused_by_the_schema(value: Any) -> None:
    assert not validator("RedLine").is_valid(value)
