"""The QGIS profile that scripts/run and the desktop tests start with: Redline on, its data set, QGIS's own noise off."""

from __future__ import annotations

import argparse
import os
import secrets
import struct
import sys
from pathlib import Path

from qgis.core import Qgis, QgsApplication, QgsAuthMethodConfig
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
    back_office: dict[str, str] | None = None,
    case_file: Path | None = None,
    sample: tuple[Path, Path] | None = None,
    platform: tuple[str, str] | None = None,
) -> Path:
    """Write the settings below ``folder`` (QGIS's --profiles-path) and return the file; what a person set there stays.

    ``store``, ``applications``, ``profile`` and ``case_file`` are Redline's settings of those names; None takes a setting away.
    ``back_office`` holds "url", "authcfg" (see store_token) and "officer". ``sample`` are the profile and the store that the first steps
    offer. ``platform`` is the address of a Planning Data platform, and the authority whose data is fetched from it.
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
    for name, location in (("store", store), ("applications", applications), ("profile", profile), ("case_file", case_file)):
        if location is None:
            settings.remove(f"redline/{name}")
        else:
            settings.setValue(f"redline/{name}", str(location.absolute()))
    for name, location in zip(("profile", "store"), sample or ()):
        settings.setValue(f"redline/sample/{name}", str(location.absolute()))
    for name in ("url", "authcfg", "officer"):
        settings.remove(f"redline/back_office/{name}")
        if back_office is not None and name in back_office:
            settings.setValue(f"redline/back_office/{name}", back_office[name])
    for name, value in zip(("url", "authority"), platform or ()):
        settings.setValue(f"redline/platform/{name}", value)
    settings.sync()
    return path


def master_password_file(folder: Path) -> Path:
    """The file that QGIS reads its master password from (QGIS_AUTH_PASSWORD_FILE); made once, with a password that nobody knows."""
    path = folder.absolute() / "master-password"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(24), encoding="utf-8")
    return path


def store_token(folder: Path, token: str) -> str:
    """Put a token into the authentication store of the profile and return the id under which it lies there."""
    database = folder.absolute() / "profiles" / "default"
    database.mkdir(parents=True, exist_ok=True)
    os.environ["QGIS_AUTH_DB_DIR_PATH"] = str(database)
    application = QgsApplication([], False)
    application.initQgis()
    manager = QgsApplication.authManager()
    manager.setMasterPassword(master_password_file(folder).read_text(encoding="utf-8"), True)
    for identifier in manager.configIds():
        manager.removeAuthenticationConfig(identifier)
    config = QgsAuthMethodConfig("APIHeader")
    config.setName("Redline, local back office")
    config.setConfigMap({"Authorization": f"Bearer {token}"})
    manager.storeAuthenticationConfig(config)
    identifier = str(config.id())
    application.exitQgis()
    if not identifier:
        raise SystemExit("QGIS did not store the token of the local back office; is its authentication system on?")
    return identifier


def main(arguments: list[str]) -> int:
    """Write a profile as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="QGIS's --profiles-path")
    parser.add_argument("--store", type=Path)
    parser.add_argument("--applications", type=Path)
    parser.add_argument("--profile", type=Path)
    parser.add_argument("--case-file", type=Path)
    parser.add_argument("--back-office", default="", help="the address of a back office whose token is on standard input")
    parser.add_argument("--officer", default="", help="the officer's name as the back office writes it")
    parser.add_argument("--sample", type=Path, nargs=2, metavar=("PROFILE", "STORE"), help="what the first steps offer for a first look")
    parser.add_argument("--platform", nargs=2, metavar=("URL", "AUTHORITY"), help="where constraint data is fetched, and whose")
    parser.add_argument("--wait", action="store_true", help="open nothing at start")
    options = parser.parse_args(arguments)
    back_office = None
    if options.back_office:
        authcfg = store_token(options.folder, sys.stdin.readline().strip())
        back_office = {"url": options.back_office, "authcfg": authcfg, "officer": options.officer}
    write_profile(
        options.folder,
        store=options.store,
        applications=options.applications,
        profile=options.profile,
        open_at_start=not options.wait,
        back_office=back_office,
        case_file=options.case_file,
        sample=tuple(options.sample) if options.sample else None,
        platform=tuple(options.platform) if options.platform else None,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
