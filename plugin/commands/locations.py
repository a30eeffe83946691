"""The names of files and folders on a command line, looked at before any work begins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.errors import RedlineError

if TYPE_CHECKING:
    from shapely import Geometry

    from ..boundary.transformer import Transformer


def transformer_for(grids: Sequence[Path]) -> Transformer:
    """A transformer that also looks for its grids in these folders. Raises RedlineError where one is not a folder."""
    _check_there(grids)
    from ..boundary.transformer import Transformer

    return Transformer(grids)


def degrees_by(grids: Sequence[Path]) -> Callable[[Geometry], Geometry]:
    """Its way to longitude and latitude, for work that may never need it: making one takes most of a second. Raises RedlineError too."""
    _check_there(grids)
    made = lru_cache(maxsize=1)(lambda: transformer_for(grids))
    return lambda shape: made().to_wgs84(shape)


def _check_there(grids: Sequence[Path]) -> None:
    for folder in grids:
        if not folder.is_dir():
            raise RedlineError(
                f"The grid folder {folder} is not there, so positions would be less accurate than you think. Correct its name."
            )
