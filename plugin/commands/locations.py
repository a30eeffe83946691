"""The names of files and folders on a command line, looked at before any work begins."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.errors import RedlineError

if TYPE_CHECKING:
    from ..boundary.transformer import Transformer


def transformer_for(grids: Sequence[Path]) -> Transformer:
    """A transformer that also looks for its grids in these folders. Raises RedlineError where one is not a folder."""
    for folder in grids:
        if not folder.is_dir():
            raise RedlineError(
                f"The grid folder {folder} is not there, so positions would be less accurate than you think. Correct its name."
            )
    from ..boundary.transformer import Transformer

    return Transformer(grids)
