"""Where the OSTN15 grid is looked for, and what to tell an officer who has not got it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsApplication, QgsProjUtils

from ..settings import Settings

if TYPE_CHECKING:
    from ...constraints.profile import Profile

OSTN15 = "uk_os_OSTN15_NTv2_OSGBtoETRS.tif"


def grid_folders(settings: Settings, profile: Profile | None = None) -> tuple[Path, ...]:
    """The folders that may hold grids: the one set in the options, the authority's, the QGIS profile's own, and where QGIS looks."""
    folders = [Path(settings.grid_folder)] if settings.grid_folder else []
    folders.extend(profile.grid_folders if profile is not None else ())
    folders.append(profile_grid_folder())
    folders.extend(Path(folder) for folder in QgsProjUtils.searchPaths())
    unique = dict.fromkeys(folder for folder in folders if folder.is_dir())
    return tuple(unique)


def profile_grid_folder() -> Path:
    """The proj folder of the QGIS profile, which QGIS itself reads too."""
    return Path(QgsApplication.qgisSettingsDirPath()) / "proj"


def find_ostn15(settings: Settings, profile: Profile | None = None) -> Path | None:
    """The grid file that will be used, None where no folder has it."""
    return find_grid(grid_folders(settings, profile))


def find_grid(folders: Iterable[Path]) -> Path | None:
    """The grid file in the first of the folders that has it."""
    return next((folder / OSTN15 for folder in folders if (folder / OSTN15).is_file()), None)


def how_to_get_ostn15() -> str:
    """What being without the grid means and where to put it."""
    return (
        f"OSTN15 was not found: positions from WGS84 are up to 4 m out. Put {OSTN15} into {profile_grid_folder()} and start QGIS again. "
        "On Windows the installer QGIS-Grids brings it, elsewhere the command projsync --file uk_os_OSTN15."
    )
