"""An entry held to the whole of its schema, of which the authority keeps a copy: every value, and nothing that the schema does not know.

Source: JSON Schema, draft 7, of which this knows what the schemas of Open Digital Planning use.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from ...domain.errors import RedlineError

_SAID = frozenset({"description", "title", "$id", "$schema", "definitions", "default", "examples", "$comment"})
_KNOWN = _SAID | frozenset(
    {"$ref", "anyOf", "allOf", "const", "enum", "type", "format", "pattern", "maxLength", "minLength", "required", "properties"}
    | {"additionalProperties", "items", "minItems", "maxItems", "uniqueItems"}
)
_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "number": (int, float),
    "boolean": (bool,),
    "object": (Mapping,),
    "array": (list,),
    "null": (type(None),),
}
_DAY = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_FORMATS = {
    "date": _DAY,
    "date-time": rf"{_DAY}[Tt ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)",
    "email": r"[^@\s]+@[^@\s]+",
    "uri": r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*",
    "uuid": r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
}
_FORMAT_WORDS = {"date": "a day", "date-time": "a moment", "email": "an e-mail address", "uri": "an address", "uuid": "a UUID"}


class Fault(NamedTuple):
    """``place`` by its keys from the outermost, ``words`` what is wrong there."""

    place: tuple[str, ...]
    words: str

    @property
    def sentence(self) -> str:
        return f"“{', '.join(self.place) or 'The whole'}” {self.words}."


class SchemaCheck:
    """``schema`` is the document of the schema. RedlineError where it uses what this does not know."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._schema = schema
        self._definitions = {f"#/definitions/{name}": each for name, each in schema.get("definitions", {}).items()}

    @classmethod
    def load(cls, path: Path) -> SchemaCheck:
        """RedlineError where the file is not there, or is no schema."""
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise RedlineError(f"The register's schema {path} can't be read ({error}). Mend it, or name another in the profile.") from error
        if not isinstance(told, dict) or not {"anyOf", "properties", "$ref"} & told.keys():
            raise RedlineError(f"{path} is no schema that an entry of the register could be held to. Name another in the profile.")
        return cls(told)

    def faults(self, document: Mapping[str, Any]) -> tuple[Fault, ...]:
        """What is wrong in a document; nothing where it is valid."""
        return tuple(self._faults(self._schema, document, ()))

    def _faults(self, node: Mapping[str, Any], value: Any, place: tuple[str, ...]) -> Iterator[Fault]:
        while "$ref" in node:
            node = self._named(str(node["$ref"]))
        unknown = node.keys() - _KNOWN
        if unknown:
            raise RedlineError(f"The register's schema uses {min(unknown)!r}, which Redline does not know: it can't be checked by it.")
        if "anyOf" in node:
            yield from self._any_of(node["anyOf"], value, place)
        for each in node.get("allOf", ()):
            yield from self._faults(each, value, place)
        wrong = _wrong(node, value)
        if wrong:
            yield Fault(place, wrong)
        elif isinstance(value, Mapping):
            yield from self._object(node, value, place)
        elif isinstance(value, list):
            yield from self._list(node, value, place)

    def _object(self, node: Mapping[str, Any], value: Mapping[str, Any], place: tuple[str, ...]) -> Iterator[Fault]:
        properties, further = node.get("properties", {}), node.get("additionalProperties", True)
        for name in node.get("required", ()):
            if name not in value:
                yield Fault((*place, name), "is missing")
        for name, each in value.items():
            if name in properties:
                yield from self._faults(properties[name], each, (*place, name))
            elif further is False:
                yield Fault((*place, name), "has no place in the schema")
            elif isinstance(further, Mapping):
                yield from self._faults(further, each, (*place, name))

    def _list(self, node: Mapping[str, Any], value: Sequence[Any], place: tuple[str, ...]) -> Iterator[Fault]:
        items = node.get("items")
        for number, each in enumerate(value):
            of = (items[number] if number < len(items) else {}) if isinstance(items, list) else items or {}
            yield from self._faults(of, each, (*place, str(number + 1)))

    def _any_of(self, forms: Sequence[Mapping[str, Any]], value: Any, place: tuple[str, ...]) -> Iterator[Fault]:
        """The faults by the form that fits best; forms of another kind than the value says it is are not tried."""
        best: list[Fault] | None = None
        for form in [form for form in forms if self._may_be(form, value)] or forms:
            found = list(self._faults(form, value, place))
            best = found if best is None or len(found) < len(best) else best
            if not best:
                return
        yield from best or ()

    def _may_be(self, form: Mapping[str, Any], value: Any) -> bool:
        while "$ref" in form:
            form = self._named(str(form["$ref"]))
        if "const" in form:
            return bool(form["const"] == value)
        told = value if isinstance(value, Mapping) else {}
        consts = ((name, each["const"]) for name, each in form.get("properties", {}).items() if "const" in each)
        return all(told.get(name, const) == const for name, const in consts)

    def _named(self, reference: str) -> Mapping[str, Any]:
        found = self._definitions.get(reference) or self._definitions.get(unquote(reference))
        if not isinstance(found, Mapping):
            raise RedlineError(f"The register's schema names {reference} and does not have it: it can't be checked by it.")
        return found


def _wrong(node: Mapping[str, Any], value: Any) -> str:
    """What is wrong with a value by itself, "" where nothing is."""
    kinds = node.get("type", ())
    if kinds and not any(_is(value, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
        return f"is no {kinds if isinstance(kinds, str) else ' or '.join(kinds)}"
    allowed = [node["const"]] if "const" in node else node.get("enum")
    if allowed is not None and not any(_same(value, each) for each in allowed):
        return f"is “{value}”, which the schema does not have there"
    if isinstance(value, str):
        return _wrong_text(node, value)
    if isinstance(value, list):
        if not node.get("minItems", 0) <= len(value) <= node.get("maxItems", len(value)):
            return f"has {len(value)} values, which are too few or too many"
        if node.get("uniqueItems") and any(each in value[:number] for number, each in enumerate(value)):
            return "has the same value twice"
    return ""


def _wrong_text(node: Mapping[str, Any], value: str) -> str:
    form = str(node.get("format", ""))
    if form in _FORMATS and not re.fullmatch(_FORMATS[form], value):
        return f"is “{value}”, which is no {_FORMAT_WORDS[form].split(' ', 1)[1]}"
    if not node.get("minLength", 0) <= len(value) <= node.get("maxLength", len(value)):
        return f"is “{value}”, which is too short or too long"
    if "pattern" in node and not re.search(str(node["pattern"]), value):
        return f"is “{value}”, which is not written as the schema wants it"
    return ""


def _is(value: Any, kind: str) -> bool:
    of = _TYPES.get(kind, ())
    return isinstance(value, of) and (kind != "number" or not isinstance(value, bool))


def _same(one: Any, other: Any) -> bool:
    return bool(one == other) and isinstance(one, bool) is isinstance(other, bool)
