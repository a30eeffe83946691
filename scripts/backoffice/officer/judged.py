"""Bodies judged by the document's own schemas: every field that is wrong, with the sentence that the document has for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Union, cast

from jsonschema.exceptions import ValidationError

from ..field_errors import Field, Invalid
from .document import parsed, schema

Step = Union[str, int]
_NO_SENTENCE = "This is missing, or not of the form that the document gives."


def judge(name: str, data: Mapping[str, Any], *more: Field) -> None:
    """Goes on only where ``data`` keeps to the schema ``name`` and there is no fault ``more``. Raises Invalid with all faults at once."""
    faults = [*faults_in(name, data), *more]
    if faults:
        raise Invalid(*faults)


def faults_in(name: str, data: Mapping[str, Any]) -> list[Field]:
    """What is wrong with ``data`` by the schema ``name``, each field once, in the order of the document."""
    found: dict[str, Field] = {}
    for error in schema(name).iter_errors(data):
        for path in _places(error):
            field = ".".join(["data", *map(str, path)])
            found.setdefault(field, Field(field, _sentence(name, path, error)))
    return list(found.values())


def _places(error: ValidationError) -> Iterator[Sequence[Step]]:
    """Where it is wrong: what is missing is a place of its own."""
    path = list(error.absolute_path)
    if error.validator == "required":
        needed, there = cast("list[str]", error.validator_value), cast("dict[str, Any]", error.instance)
        yield from ([*path, missing] for missing in needed if missing not in there)
    else:
        yield path


def _sentence(name: str, path: Sequence[Step], error: ValidationError) -> str:
    if error.validator == "maxLength":
        return f"Shorten this to {error.validator_value:,} characters or fewer."
    if error.validator == "pattern" and isinstance(error.instance, str) and error.instance.strip():
        return "Take out the control characters."
    said = _NO_SENTENCE
    node: Mapping[str, Any] = {"$ref": f"#/components/schemas/{name}"}
    for step in path:
        inner = _resolved(node)
        node = inner.get("items", {}) if isinstance(step, int) else inner.get("properties", {}).get(step, {})
        said = node.get("x-wrong", said)
    return str(said)


def _resolved(node: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in node:
        found: Any = parsed()
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        node = found
    return node
