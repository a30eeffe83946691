"""A photograph as it is sent: whole, with its name and its digest."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..casefile.casework.photographs import digest_in, photograph_path
from .errors import OrderRefused, Trouble

#: The officer API takes no larger one (resources/api/officer-api.yaml).
LARGEST = 10 * 1024 * 1024
_KINDS = MappingProxyType({".jpg": "image/jpeg", ".png": "image/png", ".tif": "image/tiff", ".gif": "image/gif", ".webp": "image/webp"})


def photograph_body(folder: Path, name: str) -> dict[str, Any]:
    """Name, kind, SHA-256 and the picture in base64; raises OrderRefused with what is wrong with the file."""
    path = photograph_path(folder, name)
    if path is None:
        raise OrderRefused(Trouble.REFUSED, f"The photograph {name} is not beside the case file any more. Add it again, or take it out.")
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        raise OrderRefused(Trouble.REFUSED, f"The photograph {name} could not be read: {error.strerror or error}.") from error
    if size > LARGEST:
        words = f"The photograph {name} is larger than 10 MB, so it stays beside the case file. Add a smaller copy in its place."
        raise OrderRefused(Trouble.REFUSED, words)
    sha256 = hashlib.sha256(content).hexdigest()
    if not sha256.startswith(digest_in(name)):
        raise OrderRefused(Trouble.REFUSED, f"The photograph {name} was changed after it was added, so it was not sent. Add it again.")
    return {"name": name, "content_type": _KINDS[path.suffix], "sha256": sha256, "content": base64.b64encode(content).decode("ascii")}
