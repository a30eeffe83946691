"""An act is done once, however often it is sent."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from ..access import Caller
from ..field_errors import Field, KeyMissing, KeyUsed
from ..storage.act_records import Act
from .bodies import data_of
from .versions import named_versions, tagged, written

_KEY = re.compile(r"[!-~]{1,255}")


@dataclass(frozen=True)
class Done:
    """What an act is answered with; ``location`` is the address of what it made."""

    body: Any
    status: int = 200
    location: str | None = None


def act_once(
    caller: Caller, request: Request, content: bytes, act: Callable[[dict[str, Any]], Done], *, on_what_was_seen: bool = True
) -> Response:
    """Do ``act`` with what stands under ``data``, in one transaction with its key; a key that is known gives the first answer again.

    ``on_what_was_seen`` is off for what is new and hangs on nothing; a DELETE has no body. What is refused is not kept.
    Raises KeyMissing, VersionMissing, KeyUsed, Unreadable, and whatever ``act`` raises.
    """
    key = request.headers.get("idempotency-key", "")
    if not _KEY.fullmatch(key):
        missing = "Give the act a key of its own in Idempotency-Key (a UUID is best), so that it is done once however often it is sent."
        raise KeyMissing(missing, Field("Idempotency-Key", missing, "header"))
    if on_what_was_seen:
        named_versions(request)
    data = {} if request.method == "DELETE" else data_of(content)
    fingerprint = _fingerprint(request, data)
    office = caller.office
    with office.database.act():
        before = office.acts.find(caller.name, key)
        if before is not None:
            return _again(request, before, fingerprint)
        done = act(data)
        kept = Act(fingerprint, done.status, done.location, written(done.body))
        office.acts.add(caller.name, key, kept, office.now())
    return _answer(request, kept)


def _again(request: Request, before: Act, fingerprint: str) -> Response:
    if before.fingerprint != fingerprint:
        used = "This Idempotency-Key was used for something else. Give each act a key of its own."
        raise KeyUsed(used, Field("Idempotency-Key", used, "header"))
    return _answer(request, before, **{"Idempotent-Replayed": "true"})


def _answer(request: Request, act: Act, **headers: str) -> Response:
    if act.location is not None:
        headers["location"] = act.location
    return tagged(request, act.body, act.status, **headers)


def _fingerprint(request: Request, data: dict[str, Any]) -> str:
    """Of what is asked, not of how its JSON is written."""
    asked = json.dumps([request.method, request.url.path, data], sort_keys=True)
    return hashlib.sha256(asked.encode()).hexdigest()
