"""The officer API's document as a judge of requests and answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

import jsonschema
import yaml

from plugin.resources_path import resources_path

_METHODS = ("get", "post", "put", "patch", "delete")


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    """resources/api/officer-api.yaml."""
    text = resources_path("api", "officer-api.yaml").read_text(encoding="utf-8")
    whole: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return whole


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, path and operation of each."""
    for path, item in document()["paths"].items():
        for method in _METHODS:
            if method in item:
                yield method.upper(), path, item[method]


def resolved(value: dict[str, Any]) -> dict[str, Any]:
    """What a ``$ref`` points at, or the value itself."""
    while "$ref" in value:
        found: Any = document()
        for step in value["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        value = found
    return value


@cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    """For one of the document's schemas."""
    return _validator(f"#/components/schemas/{name}")


@cache
def _validator(pointer: str) -> jsonschema.Draft202012Validator:
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator({**document(), "$ref": pointer}, format_checker=checker)


def breaches(method: str, path: str, status: int, headers: Any, body: Any) -> list[str]:
    """What an answer breaks: a status that is not there, a header that is missing, a body of another form."""
    template, operation = operation_of(method, path)
    if operation is None:
        return [f"{method} {path} is in no document"]
    response = operation["responses"].get(str(status))
    if response is None:
        return [f"{method} {template}: no {status}"]
    found = [
        f"{method} {template} {status}: no header {name}"
        for name in resolved(response).get("headers", {})
        if name.lower() not in headers and name != "Idempotent-Replayed"
    ]
    content = resolved(response).get("content", {}).get("application/json")
    if content is not None:
        pointer = content["schema"]["$ref"]
        found.extend(
            f"{method} {template} {status}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
            for error in _validator(pointer).iter_errors(body)
        )
    return found


def operation_of(method: str, path: str) -> tuple[str, dict[str, Any] | None]:
    """The template that a request's path fits, and the operation."""
    bare = path.partition("?")[0]
    for candidate_method, template, operation in operations():
        pattern = re.sub(r"\\\{[a-z_]+\\\}", "[^/]+", re.escape(template))
        if candidate_method == method and re.fullmatch(pattern, bare):
            return template, operation
    return bare, None
