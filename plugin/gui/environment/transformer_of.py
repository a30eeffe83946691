"""The transformer of the settings: made once for the folders and the grid that it uses, because making one takes most of a second."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from .grid_folders import find_grid, grid_folders
from .profile_of import profile_of

if TYPE_CHECKING:
    from ...boundary.transformer import Transformer
    from ..settings import Settings


def transformer_of(settings: Settings) -> Transformer:
    """Brings red lines to the British National Grid, with the grids that the settings and the profile name; for any thread.

    RedlineError where the profile can't be read: it may name a grid, and without it every line would lie somewhat elsewhere.
    """
    from ...domain.errors import RedlineError

    read = profile_of(settings)
    if read.problem:
        raise RedlineError(read.problem)
    return transformer_in(grid_folders(settings, read.profile))


def transformer_in(folders: Sequence[Path]) -> Transformer:
    """The transformer that looks for grids in these folders."""
    return _made(tuple(folders), find_grid(folders))


@lru_cache(maxsize=4)
def _made(folders: tuple[Path, ...], _grid: Path | None) -> Transformer:
    from ...boundary.transformer import Transformer

    return Transformer(folders)
