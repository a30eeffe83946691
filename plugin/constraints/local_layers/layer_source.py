"""Where a local layer comes from: a file, a folder, or what QGIS names by provider and address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Union

from ...domain.errors import RedlineError
from ..strict_json import JsonObject

_SECRET = re.compile(r"(?i)(?:^|[\s?&;'\"|])(?:password|passwd|pwd|token|access_token|api_?key|apikey|secret|sig)\s*=\s*['\"]?[^\s'\"&]")
_IN_ADDRESS = re.compile(r"(?i)\b[a-z][a-z0-9+.-]*://[^/\s'\"@]+:[^/\s'\"@]+@")


@dataclass(frozen=True)
class FileSource:
    """A file or a folder. ``layer`` names one layer of a file that has several, "" for all of it."""

    path: Path
    layer: str = ""

    @property
    def words(self) -> str:
        return f"{self.path.name}, layer {self.layer}" if self.layer else self.path.name

    @property
    def form(self) -> dict[str, str]:
        return {"file": str(self.path), **({"layer": self.layer} if self.layer else {})}


@dataclass(frozen=True)
class QgisSource:
    """A layer as QGIS names it: the provider's key and its address. ``title`` is what the layer was called in QGIS."""

    provider: str
    address: str
    title: str

    @property
    def words(self) -> str:
        return f"{self.title} ({self.provider})"

    @property
    def form(self) -> dict[str, str]:
        return {"provider": self.provider, "address": self.address, "title": self.title}


def is_folder(path: Path) -> bool:
    """Whether a path is a folder of files; a geodatabase, which is one too, counts as a file."""
    return path.is_dir() and path.suffix.lower() != ".gdb"


LayerSource = Union[FileSource, QgisSource]


def refuse_secrets(address: str, name: str) -> None:
    """Raises RedlineError where a layer's address holds a password or a key: a declaration is read by everybody who reads the store."""
    if _SECRET.search(address) or _IN_ADDRESS.search(address):
        raise RedlineError(
            f"“{name}” was not added: its address holds a password or a key, which Redline does not keep. Store it in QGIS (Settings > "
            "Options > Authentication), choose that configuration in the layer's connection, and add the layer again."
        )


def read_source(told: JsonObject, name: str) -> LayerSource:
    """Raises RedlineError where it is neither, or both, or holds a secret."""
    keys = set(told.keys)
    if "file" in keys and not keys & {"provider", "address"}:
        path = told.text("file").strip()
        if not path:
            raise RedlineError(f"{told.where}: file is empty; name the file or the folder.")
        return FileSource(Path(path), told.text("layer", ""))
    if {"provider", "address"} <= keys and "file" not in keys:
        address = told.text("address")
        refuse_secrets(address, name)
        return QgisSource(told.text("provider"), address, told.text("title", name))
    raise RedlineError(f"{told.where} must have either file, or provider and address.")
