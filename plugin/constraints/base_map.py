"""The map that lies under the red lines, as a council chooses it."""

from __future__ import annotations

from dataclasses import dataclass

from .secure_address import not_encrypted

#: "project": whatever the officer's QGIS project shows; the others name a source of their own.
BASE_MAP_KINDS = ("project", "xyz", "wmts", "file")


@dataclass(frozen=True)
class BaseMap:
    """Where the base map comes from and what must be printed with it.

    ``source`` is a tile address with {z}, {x}, {y} ("xyz"), the address of the capabilities ("wmts") or a file's full path ("file").
    ``layer`` names one layer of a WMTS or of a file that has several; "" means the first, or all of a file.
    """

    kind: str = "project"
    source: str = ""
    layer: str = ""
    attribution: str = ""
    licence_line: str = ""

    @property
    def trouble(self) -> str:
        """Why it can't be asked for, "" where it can: which tiles are fetched says where the sites lie, to whoever listens."""
        open_address = not_encrypted(self.source) if self.kind in ("xyz", "wmts") else ""
        if not open_address:
            return ""
        return f"{open_address} is not encrypted, so Redline asks nothing there. Use the address of the base map that begins with https://."
