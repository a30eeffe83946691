"""What is wanted of the platform for a store."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class RefreshRequest:
    """``folder`` is the store's, ``authority`` whose data is wanted: its name, reference (SWK) or code (E09000028), "" for nobody's.

    ``datasets`` are slugs, None for every constraint. Those of ``allow_fewer`` may be emptied or shrink. ``afresh`` asks for everything,
    not only for what is new; ``from_files`` takes each dataset out of the file of the whole of it, not page by page.
    """

    folder: Path
    authority: str = ""
    datasets: Sequence[str] | None = None
    allow_fewer: Collection[str] = ()
    afresh: bool = False
    from_files: bool = False
