"""What schemathesis cannot make up by itself: a key for each act, and the version that is there."""

from __future__ import annotations

import json
import os
import uuid
from typing import Any

import schemathesis


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    """A key that is one becomes another, and a version the present one; what is missing or no key at all stays so."""
    headers = case.headers or {}
    key = headers.get("Idempotency-Key")
    if isinstance(key, str) and 0 < len(key) <= 255 and all("!" <= letter <= "~" for letter in key):
        headers["Idempotency-Key"] = str(uuid.uuid4())
    versions: dict[str, str] = json.loads(os.environ["ETAGS"])
    version = versions.get(case.operation.definition.raw.get("operationId", ""))
    if version is not None and headers.get("If-Match"):
        headers["If-Match"] = version
