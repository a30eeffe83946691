"""Photographs of sites and notices: copied into a folder beside the case file, under names that no system trips over."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from ..errors import CaseFileError

_FOLDER = "photographs"
_LARGEST = 60 * 1024 * 1024
#: How the kinds of picture that are kept begin; what a file is called does not count.
_BEGINNINGS = ((b"\xff\xd8\xff", ".jpg"), (b"\x89PNG\r\n\x1a\n", ".png"), (b"II*\x00", ".tif"), (b"MM\x00*", ".tif"), (b"GIF8", ".gif"))
_WEBP = (b"RIFF", b"WEBP")
_SAFE = re.compile(r"[^A-Za-z0-9]+")


def photographs_folder(case_file: Path) -> Path:
    """Where the photographs of a case file lie."""
    return case_file.parent / _FOLDER


def keep_photograph(folder: Path, source: Path, reference: str) -> str:
    """Copy a picture into the folder and give its name there: reference, its own name, and the beginning of its digest.

    The same picture twice is one file. CaseFileError for what is no picture, is larger than 60 MB, or can't be read or written.
    """
    try:
        if source.stat().st_size > _LARGEST:
            raise CaseFileError(f"{source.name} is larger than 60 MB. Make it smaller, then add it again.")
        content = source.read_bytes()
        ending = _ending(content)
        if not ending:
            raise CaseFileError(f"{source.name} is no photograph (JPEG, PNG, TIFF, GIF or WebP). Save it as one of these first.")
        digest = hashlib.sha256(content).hexdigest()[:12]
        stem = _SAFE.sub("-", source.stem).strip("-").lower()[:40] or "photograph"
        name = f"{_SAFE.sub('-', reference).strip('-')[:40]}-{stem}-{digest}{ending}"
        folder.mkdir(exist_ok=True)
        path = folder / name
        if not path.is_file():
            beside = path.with_name(f".{name}.part")
            beside.write_bytes(content)
            beside.replace(path)
    except OSError as error:
        raise CaseFileError(f"The photograph {source.name} could not be kept: {error.strerror or error}.") from error
    return name


def photograph_path(folder: Path, name: str) -> Path | None:
    """Where a photograph lies; None where it is not there, or where its name is none that was given here."""
    if not name or Path(name).name != name or name.startswith("."):
        return None
    path = folder / name
    return path if path.is_file() else None


def erase_photographs(folder: Path, names: Iterable[str]) -> None:
    """Delete pictures by their names; CaseFileError names those that could not be deleted."""
    left = []
    for name in names:
        path = photograph_path(folder, name)
        try:
            if path is not None:
                path.unlink()
        except OSError as error:
            left.append(f"{name} ({error.strerror or error})")
    if left:
        raise CaseFileError(f"The case was erased, but these photographs could not be deleted: {'; '.join(left)}. Delete them by hand.")


def digest_in(name: str) -> str:
    """The beginning of the picture's digest that its name bears."""
    return Path(name).stem.rpartition("-")[2]


def _ending(content: bytes) -> str:
    if content[:4] == _WEBP[0] and content[8:12] == _WEBP[1]:
        return ".webp"
    return next((ending for beginning, ending in _BEGINNINGS if content.startswith(beginning)), "")
