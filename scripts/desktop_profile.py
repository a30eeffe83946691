"""The QGIS profile that scripts/run and the desktop tests start with: Redline on, its data set, QGIS's own noise off."""

from __future__ import annotations

import argparse
import struct
import sys
from pathlib import Path

from qgis.core import Qgis
from qgis.PyQt.QtCore import QByteArray, QSettings

#: Nothing may cover the map or ask for the network when QGIS starts, and nothing may hold it up when it closes.
_QUIET: dict[str, object] = {
    "qgis/checkVersion": False,
    "core/NewsFeed/httpsfeedqgisorg/disabled": True,
    "app/plugin_installer/checkOnStart": False,
    "plugin-manager/automatically-check-for-updates": False,
    "app/askToSaveMemoryLayers": False,
    "app/projections/promptWhenMultipleTransformsExist": False,
    "Projections/showDatumTransformDialog": False,
    "migration/firstRunVersionFlag": Qgis.versionInt(),
    "PythonPlugins/MetaSearch": False,
    "PythonPlugins/db_manager": False,
}

#: What QWidget.saveGeometry gives for a maximised window: magic, version 3.0; its rectangles (left, top, right, bottom) with the frame,
#: when not maximised, and without the frame; screen, maximised, full screen, and 0 for a screen width that fits any screen.
_RECTANGLE = (0, 0, 1279, 759)
_MAXIMISED = struct.pack(">IHH8iiBBi4i", 0x1D9D0CB, 3, 0, *_RECTANGLE, *_RECTANGLE, 0, 1, 0, 0, *_RECTANGLE)


def write_profile(
    folder: Path,
    *,
    store: Path | None = None,
    applications: Path | None = None,
    profile: Path | None = None,
    open_at_start: bool = True,
) -> Path:
    """Write the settings below ``folder`` (QGIS's --profiles-path) and return the file; what a person set there stays.

    ``store``, ``applications`` and ``profile`` are Redline's settings of those names; None takes a setting away.
    """
    path = folder.absolute() / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    path.parent.mkdir(parents=True, exist_ok=True)
    settings = QSettings(str(path), QSettings.Format.IniFormat)
    for key, value in _QUIET.items():
        settings.setValue(key, value)
    settings.setValue("PythonPlugins/redline", True)
    if not settings.contains("UI/geometry"):
        settings.setValue("UI/geometry", QByteArray(_MAXIMISED))
    settings.setValue("redline/open_at_start", open_at_start)
    for name, location in (("store", store), ("applications", applications), ("profile", profile)):
        if location is None:
            settings.remove(f"redline/{name}")
        else:
            settings.setValue(f"redline/{name}", str(location.absolute()))
    settings.sync()
    return path


def main(arguments: list[str]) -> int:
    """Write a profile as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="QGIS's --profiles-path")
    parser.add_argument("--store", type=Path)
    parser.add_argument("--applications", type=Path)
    parser.add_argument("--profile", type=Path)
    options = parser.parse_args(arguments)
    write_profile(options.folder, store=options.store, applications=options.applications, profile=options.profile)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
