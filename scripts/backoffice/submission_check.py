"""What BOPS takes and what it refuses: the schema is chosen by the address in the submission's own metadata."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema

from .errors import BadRequest

_HOST = "https://theopensystemslab.github.io/digital-planning-data-schemas/"
_ADDRESS = re.compile(re.escape(_HOST) + r"(?:@next|v\d+\.\d+\.\d+)/schemas/(application|preApplication|enforcement)\.json")


@lru_cache(maxsize=3)
def _validator(kind: str) -> jsonschema.Draft7Validator:
    schema = json.loads((Path(__file__).parent / "data" / "submission.schema.json").read_text(encoding="utf-8"))
    return jsonschema.Draft7Validator({**schema[kind], "definitions": schema["definitions"]})


def check(submission: Any) -> str:
    """The kind: application, preApplication or enforcement. Raises BadRequest for anything that is not a whole submission.

    A red line may be any GeoJSON: bow-ties, metres, swapped axes, two points, none at all. Null, text, lists and words for
    numbers are refused.
    """
    metadata = submission.get("metadata") if isinstance(submission, dict) else None
    address = metadata.get("schema") if isinstance(metadata, dict) else None
    match = _ADDRESS.fullmatch(address) if isinstance(address, str) else None
    if match is None or not _validator(match[1]).is_valid(submission):
        raise BadRequest
    return match[1]
