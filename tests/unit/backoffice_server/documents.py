"""BOPS's own documents: JSON schemas by answer, and the OpenAPI document by path and status."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

import jsonschema
import yaml

from tests.shared import shared_path

_SCHEMAS = "vectors/bops/schemas/v0.7.7"
_APPLICATION = "/api/v2/planning_applications/{reference}"
_PUBLIC = "/api/v2/public/planning_applications"
#: The schema of each answer with status 200.
SCHEMA_BY_PATH = {
    "/api/v2/planning_applications/search": "search.json",
    _APPLICATION: "show.json",
    f"{_APPLICATION}/documents": "documents.json",
    f"{_APPLICATION}/submission": "applicationSubmission.json",
    f"{_APPLICATION}/validation_requests": "validationRequests.json",
    "/api/v2/validation_requests": "validationRequests.json",
    "/api/v2/neighbour_responses": "neighbourResponses.json",
    f"{_PUBLIC}/search": "public/search.json",
    f"{_PUBLIC}/{{reference}}": "public/show.json",
    f"{_PUBLIC}/{{reference}}/documents": "documents.json",
    f"{_PUBLIC}/{{reference}}/comments/public": "comments_public.json",
    f"{_PUBLIC}/{{reference}}/comments/specialist": "comments_specialist.json",
}


def template(path: str) -> str:
    """A request's path as the documents write it."""
    bare = path.partition("?")[0]
    return re.sub(r"(planning_applications)/(?!search)[^/]+", r"\1/{reference}", bare)


def breaches(method: str, path: str, status: int, body: Any) -> set[str]:
    """What an answer in JSON breaks, each as "document: place: keyword"; places have no numbers of records in them."""
    route = template(path)
    found = set(_openapi_breaches(method, route, status, body))
    if status == 200 and route in SCHEMA_BY_PATH:
        name = SCHEMA_BY_PATH[route]
        found |= {f"{name}: {breach}" for breach in _breaches(_schema(name), body)}
    return found


def _openapi_breaches(method: str, route: str, status: int, body: Any) -> Iterator[str]:
    document = _openapi()
    responses = document["paths"].get(route, {}).get(method.lower(), {}).get("responses")
    if responses is None or str(status) not in responses:
        yield f"OpenAPI: {method} {route}: no {status}"
        return
    schema = responses[str(status)].get("content", {}).get("application/json", {}).get("schema")
    if schema is not None:
        name = schema.get("$ref", route).rpartition("/")[2]
        yield from (f"OpenAPI {name}: {breach}" for breach in _breaches(_rooted(json.dumps(schema)), body))


def _breaches(validator: jsonschema.Draft7Validator, body: Any) -> Iterator[str]:
    for error in validator.iter_errors(body):
        place = "/".join("*" if isinstance(step, int) else step for step in error.absolute_path)
        yield f"{place}: {error.validator}"


@cache
def _schema(name: str) -> jsonschema.Draft7Validator:
    folder = shared_path(_SCHEMAS)
    schema = json.loads((folder / name).read_text(encoding="utf-8"))
    return jsonschema.Draft7Validator(_of_every_item({**schema, "definitions": {**_definitions(), **schema.get("definitions", {})}}))


@lru_cache(maxsize=1)
def _definitions() -> dict[str, Any]:
    """What BOPS puts together before it validates: the submission's definitions, and its own."""
    folder = shared_path(_SCHEMAS)
    definitions: dict[str, Any] = {}
    for name in ("submission.json", "shared/definitions.json"):
        definitions |= json.loads((folder / name).read_text(encoding="utf-8"))["definitions"]
    return definitions


def _of_every_item(schema: Any) -> Any:
    """BOPS writes ``"items": [{...}]``, which speaks of the first item alone; here it speaks of every one."""
    if isinstance(schema, list):
        return [_of_every_item(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    wider = {key: _of_every_item(value) for key, value in schema.items()}
    if isinstance(wider.get("items"), list) and len(wider["items"]) == 1:
        wider["items"] = wider["items"][0]
    return wider


@lru_cache(maxsize=1)
def _openapi() -> dict[str, Any]:
    document: dict[str, Any] = yaml.load(shared_path("vectors/bops/openapi-v2.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return document


@cache
def _rooted(schema: str) -> jsonschema.Draft7Validator:
    components = {"definitions": _definitions(), **_openapi()["components"]}
    whole = {"allOf": [json.loads(schema)], "components": components, "definitions": _definitions()}
    return jsonschema.Draft7Validator(_of_every_item(whole))
