"""The officer API's document, resources/api/officer-api.yaml."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import jsonschema
import yaml

from plugin.resources_path import resources_path


@lru_cache(maxsize=1)
def text() -> str:
    """As it stands in the file."""
    return resources_path("api", "officer-api.yaml").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def parsed() -> dict[str, Any]:
    """As data."""
    document: dict[str, Any] = yaml.load(text(), Loader=yaml.CSafeLoader)
    return document


def version() -> str:
    """Its own version."""
    return str(parsed()["info"]["version"])


@lru_cache(maxsize=8)
def schema(name: str) -> jsonschema.Draft202012Validator:
    """A validator for one of its schemas."""
    return jsonschema.Draft202012Validator({**parsed(), "$ref": f"#/components/schemas/{name}"})
