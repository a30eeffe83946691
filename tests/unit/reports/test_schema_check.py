"""An entry held to the whole schema: every fault that a validator of JSON Schema finds, and no other."""

from __future__ import annotations

import json

import pytest

from plugin.domain.errors import RedlineError
from plugin.reports.register.schema_check import SchemaCheck
from plugin.reports.register.submission import type_of
from tests.shared import shared_path
from tests.unit.casefile.examples import opened
from tests.unit.reports.registered import EXAMPLES, case, checker_of, entry, examples

SMALL = {
    "properties": {
        "name": {"type": "string", "maxLength": 4},
        "kind": {"enum": ["a", "b"]},
        "day": {"$ref": "#/definitions/Day"},
        "sizes": {"type": "array", "items": {"type": "number"}, "minItems": 1, "uniqueItems": True},
        "either": {
            "anyOf": [
                {"type": "object", "properties": {"is": {"const": "x"}, "by": {"type": "number"}}, "required": ["is", "by"]},
                {"type": "object", "properties": {"is": {"const": "y"}}, "required": ["is"], "additionalProperties": False},
            ]
        },
    },
    "required": ["name"],
    "additionalProperties": False,
    "definitions": {"Day": {"type": "string", "format": "date"}},
}


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ({}, "“name” is missing."),
        ({"name": 5}, "“name” is no string."),
        ({"name": "Longer"}, "“name” is “Longer”, which is too short or too long."),
        ({"name": "A", "kind": "c"}, "“kind” is “c”, which the schema does not have there."),
        ({"name": "A", "day": "2 November"}, "“day” is “2 November”, which is no day."),
        ({"name": "A", "sizes": []}, "“sizes” has 0 values, which are too few or too many."),
        ({"name": "A", "sizes": [1, 1]}, "“sizes” has the same value twice."),
        ({"name": "A", "sizes": [True]}, "“sizes, 1” is no number."),
        ({"name": "A", "either": {"is": "x"}}, "“either, by” is missing."),
        ({"name": "A", "either": {"is": "y", "by": 1}}, "“either, by” has no place in the schema."),
        ({"name": "A", "phone": "1"}, "“phone” has no place in the schema."),
    ],
)
def test_a_fault_is_said_where_it_is(document, sentence):
    assert [fault.sentence for fault in SchemaCheck(SMALL).faults(document)] == [sentence]


def test_what_is_valid_has_no_fault():
    document = {"name": "A", "kind": "a", "day": "2026-11-02", "sizes": [1, 2.5], "either": {"is": "y"}}

    assert SchemaCheck(SMALL).faults(document) == ()


@pytest.mark.parametrize("words", ["", "[]", '{"title": "nothing"}'])
def test_a_file_that_is_no_schema_is_told(tmp_path, words):
    (tmp_path / "schema.json").write_text(words, encoding="utf-8")
    with pytest.raises(RedlineError, match=r"schema\.json"):
        SchemaCheck.load(tmp_path / "schema.json")
    with pytest.raises(RedlineError, match="can't be read"):
        SchemaCheck.load(tmp_path / "elsewhere.json")


def test_a_schema_that_uses_what_is_not_known_judges_nothing():
    with pytest.raises(RedlineError, match="'if', which Redline does not know"):
        SchemaCheck({"properties": {"a": {"if": {}}}}).faults({"a": 1})


@pytest.mark.slow
@pytest.mark.parametrize("name", examples()[::3])
def test_it_agrees_with_a_validator_on_every_change_of_an_entry(tmp_path, name):
    check = SchemaCheck.load(shared_path("vectors/odp/schemas/postSubmissionPublishedApplication.json"))
    submission = json.loads(shared_path(f"{EXAMPLES}/{name}").read_text(encoding="utf-8"))
    with opened(tmp_path) as file:
        document = entry(case(file, type_code=type_of(submission)), submission).document
    peer = checker_of(document["applicationType"])
    assert check.faults(document) == ()

    changed = 0
    for number, place in enumerate(places(document)):
        if number % 20 and len(place) > 2:
            continue
        for change in ("delete", "text", "number", "beside"):
            other = json.loads(json.dumps(document))
            alter(other, place, change)
            if other.get("applicationType") != document["applicationType"]:
                continue
            changed += 1
            # Draft 7 has no UUIDs, and its validator lets anything pass for one
            found = [fault for fault in check.faults(other) if not fault.words.endswith("which is no UUID")]
            assert (found == []) is peer.is_valid(other), (place, change)
    assert changed > 60


def places(value, above=()):
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield (*above, key)
        if key not in ("coordinates", "designations"):
            yield from places(each, (*above, key))


def alter(document, place, change):
    *above, last = place
    for key in above:
        document = document[key]
    if change == "delete":
        del document[last]
    elif change == "beside" and isinstance(document, dict):
        document["nobody knows this"] = 1
    else:
        document[last] = 5 if change == "number" else "nobody knows this"
