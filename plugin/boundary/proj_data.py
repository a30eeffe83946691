"""Where PROJ's own data and the transformation grids lie, and how pyproj is told for a moment."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

from ..domain.errors import MissingLibrary, RedlineError

_LOCK = RLock()


@contextmanager
def proj_folders(extra: Sequence[Path]) -> Iterator[tuple[Path, ...]]:
    """Look for grids in ``extra`` too while the block runs; gives all folders searched, in order.

    pyproj's folders are one setting for the whole process, so they are put back afterwards: what one Transformer was given must not
    leak into the next.
    """
    datadir = import_pyproj().datadir
    with _LOCK:
        base = _proj_folder(datadir)
        datadir.set_data_dir(os.pathsep.join([base, *(str(folder) for folder in extra)]))
        try:
            searched = [*extra, *(Path(folder) for folder in base.split(os.pathsep)), Path(datadir.get_user_data_dir())]
            yield tuple(searched)
        finally:
            datadir.set_data_dir(base)


def import_pyproj() -> Any:
    """Pyproj itself; MissingLibrary says what to do without it."""
    try:
        with warnings.catch_warnings():
            # inside a virtual environment pyproj doesn't find the system's PROJ data and says so; _proj_folder finds it
            warnings.simplefilter("ignore", UserWarning)
            import pyproj
            import pyproj.datadir
    except ImportError as error:
        raise MissingLibrary(
            "The Python library pyproj is missing, so positions can't be brought to the British National Grid. "
            "Install it for the Python that QGIS uses (Debian and Ubuntu: python3-pyproj), then start again."
        ) from error
    return pyproj


def _proj_folder(datadir: Any) -> str:
    from pyproj.exceptions import DataDirError

    try:
        return str(datadir.get_data_dir())
    except DataDirError as error:
        for prefix in (Path(sys.base_prefix), Path("/usr"), Path("/usr/local")):
            folder = prefix / "share" / "proj"
            if (folder / "proj.db").is_file():
                return str(folder)
        raise RedlineError(
            "PROJ's own data (proj.db) was not found, so positions can't be brought to the British National Grid. "
            "Set the environment variable PROJ_DATA to the folder that holds proj.db."
        ) from error
