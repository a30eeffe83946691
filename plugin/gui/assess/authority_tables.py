"""Where the authority keeps standard texts of its own: in the folder "casework" beside its profile."""

from __future__ import annotations

import shutil
from pathlib import Path

from ...domain.errors import RedlineError
from ...resources_path import resources_path
from ..settings import Settings

_FOLDER = "casework"


def tables_folder(settings: Settings) -> Path | None:
    """The folder beside the profile that the settings name, whether it is there or not; None without a profile."""
    return Path(settings.profile).resolve().parent / _FOLDER if settings.profile else None


def own_table(settings: Settings, name: str) -> Path:
    """The authority's own copy of a table, made from that of Redline where there is none yet.

    RedlineError without a profile, or where it can't be written.
    """
    folder = tables_folder(settings)
    if folder is None:
        raise RedlineError(
            "Standard texts of your own lie in a folder “casework” beside the authority's profile. Name a profile in Settings > Options > "
            "Redline first."
        )
    path = folder / f"{name}.csv"
    if not path.is_file():
        try:
            folder.mkdir(exist_ok=True)
            shutil.copyfile(resources_path("casework", f"{name}.csv"), path)
        except OSError as error:
            raise RedlineError(f"The table {path} could not be made: {error.strerror or error}.") from error
    return path
