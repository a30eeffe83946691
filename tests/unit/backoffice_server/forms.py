"""Whether two JSON answers have one form: the same keys and types, and values that are written alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

_FORMS = (
    ("moment in a zone", re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d")),
    ("moment in UTC", re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")),
    ("date", re.compile(r"\d{4}-\d\d-\d\d")),
    ("reference", re.compile(r"\d{2}-\d{5}-[A-Z0-9]+")),
    ("full reference", re.compile(r"[A-Z]+-\d{2}-\d{5}-[A-Z0-9]+")),
    ("uuid", re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")),
    ("number as text", re.compile(r"-?\d+(\.\d+)?")),
)
#: Where these end a path, the hour, the host, or chance decide the value: its form has to agree.
OF_THE_MOMENT = {
    "byteSize",
    "cancelled_at",
    "closed_at",
    "createdAt",
    "created_at",
    "detail",
    "determinedAt",
    "determined_at",
    "awaiting_determination_at",
    "first",
    "in_assessment_at",
    "invalidated_at",
    "last",
    "next",
    "notified_at",
    "prev",
    "request-id",
    "publicUrl",
    "publishedAt",
    "timestamp",
    "updated_at",
    "url",
    "validAt",
}

#: Keys that BOPS leaves out where an application has none of it: only an answer about the same application can tell.
#: What an applicant gave, stored as it came: two applications need not have it alike.
_AS_GIVEN = {"boundary", "boundary_geojson", "ownership", "agent"}
_VANISHING = {"constraints", "ownership_certificate", "consultation", "published_comments", "consultee_comments"}


def form(value: Any) -> str:
    """What kind of value it is, in a word; an address by its path, with what varies taken out."""
    if not isinstance(value, str):
        return type(value).__name__
    for name, pattern in _FORMS:
        if pattern.fullmatch(value):
            return name
    if re.match(r"https?://", value):
        parts = urlsplit(value)
        path = re.sub(r"\d{2}-\d{5}-[A-Z0-9]+", "REFERENCE", re.sub(r"/[a-z0-9]{28}$", "/KEY", parts.path))
        return f"address {path} {parse_qsl(parts.query)}"
    return "text"


def differences(recorded: Any, ours: Any, path: str = "", *, same: bool = True) -> Iterator[str]:
    """Where they differ. ``same``: both speak of one application, so that what does not hang on the moment is equal, not only alike."""
    if isinstance(recorded, dict) and isinstance(ours, dict):
        same = same and recorded.get("reference") == ours.get("reference")
        if "application" in recorded and isinstance(recorded["application"], dict):
            same = same and recorded["application"].get("reference") == ours.get("application", {}).get("reference")
        for key in sorted(set(recorded) ^ set(ours)):
            if same or key not in _VANISHING:
                yield f"{path}/{key}: {'missing' if key in recorded else 'too many'}"
        for key in sorted(set(recorded) & set(ours)):
            if not same and key in _AS_GIVEN:
                continue
            yield from differences(recorded[key], ours[key], f"{path}/{key}", same=same)
    elif isinstance(recorded, list) and isinstance(ours, list):
        if same and len(recorded) != len(ours):
            yield f"{path}: {len(recorded)} recorded, {len(ours)} here"
        if bool(recorded) != bool(ours):
            yield f"{path}: empty on one side"
        for number, (one, other) in enumerate(zip(recorded, ours)):
            yield from differences(one, other, f"{path}/{number}", same=same)
    else:
        yield from _scalar_differences(recorded, ours, path, same=same)


def _scalar_differences(recorded: Any, ours: Any, path: str, *, same: bool) -> Iterator[str]:
    one, other = form(recorded), form(ours)
    if one != other:
        # Another application may lack what this one has, or have a red line of another kind.
        if same or not ({one, other} & {"NoneType", "dict", "list", "float", "int"}):
            yield f"{path}: {one} recorded, {other} here"
    elif same and recorded != ours and path.rpartition("/")[2] not in OF_THE_MOMENT:
        yield f"{path}: {recorded!r} recorded, {ours!r} here"
