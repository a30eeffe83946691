"""Photographs of site visits and site notices: what may be kept as one, and which belong to a record."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from typing import Any

from .back_office import BackOffice
from .field_errors import Field
from .storage.casework_records import Piece

PHOTOGRAPH = "photograph"
_LARGEST = 10 * 1024 * 1024
#: How pictures begin, by what they say that they are.
_BEGINNINGS = {
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/tiff": (b"II*\x00", b"MM\x00*"),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/webp": (b"RIFF",),
}


def photographs_of(office: BackOffice, application_id: int, kind: str, record_id: int) -> list[Piece]:
    """Those of one record."""
    every = office.pieces.of_kind(application_id, PHOTOGRAPH)
    return [each for each in every if (each.content["of"], each.content["record_id"]) == (kind, record_id)]


def picture(data: Mapping[str, Any]) -> tuple[bytes, list[Field]]:
    """The picture in ``data`` with its faults: not base64, too large, damaged, or none of the kind that it says."""
    try:
        content = base64.b64decode(data["content"], validate=True)
    except (binascii.Error, ValueError):
        return b"", [Field("data.content", "Send the whole picture in base64, 10 MB at most.")]
    faults = []
    if not content or len(content) > _LARGEST:
        faults.append(Field("data.content", "Send the whole picture in base64, 10 MB at most."))
    if not content.startswith(_BEGINNINGS[data["content_type"]]):
        faults.append(Field("data.content_type", "This is no picture of that kind."))
    if hashlib.sha256(content).hexdigest() != data["sha256"]:
        faults.append(Field("data.sha256", "The picture that came is another than this digest says. Send it again."))
    return content, faults
