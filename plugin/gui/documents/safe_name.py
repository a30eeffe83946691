"""A file name for what came from outside: no path, nothing hidden, no name that a system reserves, no kind that could run."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

#: Kinds that are opened, by their content type; everything else is left to the back office's own pages.
_KINDS = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/tiff": ".tif",
    "image/webp": ".webp",
    "image/bmp": ".bmp",
    "text/plain": ".txt",
    "text/csv": ".csv",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.text": ".odt",
}
_IMAGES = frozenset({".png", ".jpg", ".gif", ".tif", ".webp", ".bmp"})
#: Names that Windows takes for devices, whatever stands after the dot.
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
_LONGEST = 80


def safe_name(name: str, content_type: str) -> str:
    """The name to save a document under; "" for a kind that is not opened. The ending follows what the server says the file is."""
    ending = _KINDS.get(content_type.partition(";")[0].strip().lower(), "")
    if not ending:
        return ""
    stem = PurePosixPath(name.replace("\\", "/")).name
    if stem.lower().endswith((ending, ".jpeg", ".tiff")):
        stem = stem.rpartition(".")[0]
    return f"{safe_stem(stem)}{ending}"


def safe_stem(words: str) -> str:
    """Words as the name of a file without its ending."""
    stem = re.sub(r"[^\w\- ]+", "_", words).strip(" _.")[:_LONGEST] or "document"
    return f"{'_' if _RESERVED.match(stem) else ''}{stem}"


def is_image(name: str) -> bool:
    """Whether a safe name is of a picture that Qt can show."""
    return PurePosixPath(name).suffix.lower() in _IMAGES


def is_pdf(name: str) -> bool:
    """Whether a safe name is of a PDF."""
    return PurePosixPath(name).suffix.lower() == ".pdf"
