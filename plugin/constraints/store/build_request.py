"""What a store is to be built of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from .local_files import LocalFiles
from .prune import Keeping


@dataclass(frozen=True)
class BuildRequest:
    """``folder`` is the store's, ``files`` are loaded into it; a dataset that they bring replaces what the store had of it, all others are
    carried over.

    ``dataset`` names everything in the files, else each record's own ``dataset``, else the layer's or the file's name. ``coverage`` is
    "full", or a file with the area where the files' data is complete. ``authority`` is the reference or the exact name of the authority's
    own district; it is kept for later builds, and "" takes it back. ``allow_fewer`` lets a dataset lose more than half of its records.

    ``local`` are layers that the council has declared, each with terms of its own; the datasets ``without`` are left behind. ``declared``
    is what the generation keeps of their declarations, "" where that stays as it was.

    What is built is put into use, unless ``publish`` is False. ``keeping`` says how many older generations stay, the usual number for None.
    With more than one of ``workers`` geometries are prepared in as many processes: on the command line, never inside QGIS. A piece of a
    geometry has ``most_vertices`` at most.
    """

    folder: Path
    files: Sequence[Path]
    dataset: str | None = None
    coverage: Path | str | None = None
    authority: str | None = None
    allow_fewer: bool = False
    local: Sequence[LocalFiles] = ()
    without: Collection[str] = ()
    declared: str = ""
    publish: bool = True
    keeping: Keeping | None = None
    workers: int = 1
    most_vertices: int = 256
