"""Choosing the one coordinate operation that is used, and pinning it so that it can't change underneath."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..domain.accuracy import Accuracy
from ..domain.errors import RedlineError
from .proj_thread import on_proj_thread

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_GRIDS = re.compile(r"(?<=\bgrids=)[^\s\"]+")


@dataclass(frozen=True)
class Operation:
    """A concrete PROJ operation: how sure it is, and ``pipeline`` with its grid by full path, so that no setting matters any more."""

    accuracy: Accuracy
    pipeline: Any

    def apply(self, coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
        """Transform an array of shape (n, 2); places that the operation can't reach come out as infinities."""
        import numpy as np

        first, second = on_proj_thread(lambda: self.pipeline.transform(coordinates[:, 0], coordinates[:, 1]))
        return np.column_stack([first, second])


def best_operation(source: Any, target: Any, folders: Sequence[Path], *, with_grids: bool = True) -> Operation:
    """The most accurate operation that is available and no mere ballpark; RedlineError when there is none.

    ``source`` and ``target`` are whatever pyproj takes for a CRS; coordinates are x, y (longitude, latitude). Must be called inside
    ``proj_folders``. PROJ lists the ballpark operation beside the real ones and falls back to it silently: it is never taken.
    """
    from pyproj import Transformer as PyprojTransformer
    from pyproj.transformer import TransformerGroup

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # "best transformation is not available": said by our own check instead
        group = TransformerGroup(source, target, always_xy=True)
    usable = [one for one in group.transformers if one.accuracy >= 0 and "allpark" not in one.description]
    if not with_grids:
        usable = [one for one in usable if not _GRIDS.search(one.definition)]
    if not usable:
        raise RedlineError(f"PROJ knows no sound way from {source} to {target} here. Supply the file in EPSG:27700 or in WGS84.")
    chosen = min(usable, key=lambda one: (one.accuracy, one.description))
    found = _GRIDS.search(chosen.definition)
    definition = chosen.definition if found is None else _GRIDS.sub(f'"{_grid_path(found.group(), folders)}"', chosen.definition)
    accuracy = Accuracy(
        operation=chosen.description.replace("axis order change (2D) + ", "").replace(" + axis order change (2D)", ""),
        metres=float(chosen.accuracy),
        grid=found.group() if found else None,
    )
    return Operation(accuracy, PyprojTransformer.from_pipeline(definition))


def _grid_path(name: str, folders: Sequence[Path]) -> str:
    for folder in folders:
        path = folder / name
        # PROJ separates several grids by commas and has no way to quote one, so such a path must stay a bare name
        if path.is_file() and "," not in str(path):
            return path.as_posix()
    return name
