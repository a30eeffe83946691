"""What helps whoever helps: versions, settings and Redline's log, without anything of a case or a person."""

from __future__ import annotations

import json
import re
import sqlite3
import sys
import zipfile
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from qgis.core import Qgis, QgsApplication, QgsProjUtils
from qgis.PyQt.QtCore import PYQT_VERSION_STR, QT_VERSION_STR
from qgis.PyQt.QtWidgets import QFileDialog, QWidget

from ...casefile.personal.persons import NOBODY, Persons
from ...domain.clock import Clock, timestamp
from ...domain.errors import RedlineError
from ..environment.missing_libraries import NEEDED, installed_version
from ..messages import Messages
from ..network.credentials import has_credentials
from ..settings import Settings, StoredSettings
from ..without_persons import without_persons


def choose_and_save(parent: QWidget, stored: StoredSettings, clock: Clock, messages: Messages) -> str:
    """Asks where to and writes the bundle; its path, "" where the officer thinks better of it or it can't be written."""
    name, _chosen = QFileDialog.getSaveFileName(parent, "Save a support bundle", str(Path.home() / "redline-support.zip"), "Zip (*.zip)")
    if not name:
        return ""
    try:
        settings = stored.load()
        people, problem = known_people(settings.case_file_path())
        save(Path(name), settings, clock, [*messages.said, *([problem] if problem else [])], people)
    except OSError as error:
        messages.warning(f"The support bundle could not be written: {error.strerror or error}. Choose another folder.")
        return ""
    return name


def save(path: Path, settings: Settings, clock: Clock, log: list[str], people: Persons = NOBODY) -> None:
    """Writes the three files into a zip, without the words of ``people`` whatever form they have. OSError where that fails."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("versions.json", json.dumps({"written": timestamp(clock), **versions()}, indent=2))
        bundle.writestr("settings.json", json.dumps({key: _homeless(value) for key, value in told_settings(settings).items()}, indent=2))
        bundle.writestr("log.txt", "\n".join(without_persons(_homeless(line), people) for line in log))


def known_people(case_file: Path) -> tuple[Persons, str]:
    """Everybody and every place that a case file names, to be kept out of a log; a sentence where it could not be asked."""
    from ...casefile.file.connection import PATIENCE, connected_for_reading
    from ...casefile.file.transaction import sentences
    from ...casefile.personal.persons import persons_of_all

    if not case_file.is_file():
        return NOBODY, ""
    try:
        with sentences(case_file), closing(connected_for_reading(case_file, PATIENCE)) as connection:
            return persons_of_all(connection), ""
    except RedlineError:
        return NOBODY, "The case file could not be asked for names when this bundle was written: names were told by their form alone."


def versions() -> dict[str, str]:
    """Of everything that Redline stands on."""
    from ...backoffice.user_agent import user_agent

    found = {
        "redline": user_agent(),
        "qgis": Qgis.version(),
        "qt": QT_VERSION_STR,
        "pyqt": PYQT_VERSION_STR,
        "python": sys.version.split()[0],
        "platform": sys.platform,
        "sqlite": sqlite3.sqlite_version,
        "proj": ".".join(str(part) for part in (QgsProjUtils.projVersionMajor(), QgsProjUtils.projVersionMinor())),
    }
    return {**found, **{name: installed_version(name) or "missing" for name, _oldest in NEEDED}}


def told_settings(settings: Settings) -> dict[str, object]:
    """The settings without the officer's name; of the credentials only whether there are any."""
    told: dict[str, object] = asdict(settings)
    told["officer"] = "set" if settings.officer else ""
    told = {name: _without_passwords(value) for name, value in told.items()}
    # A tile address may carry the council's key
    told["base_map_source"] = re.sub(r"\?.*", "?[...]", str(told["base_map_source"]), flags=re.DOTALL)
    for name in ("store_authcfg", "push_authcfg"):
        told[name] = "named" if told[name] else ""
    told["authcfg"] = "stored" if has_credentials(settings.authcfg) else "named, but not in the store" if settings.authcfg else ""
    told["profile_of_qgis"] = Path(QgsApplication.qgisSettingsDirPath()).name
    return told


def _without_passwords(value: Any) -> Any:
    """A setting without what an address or a data source may say of who asks."""
    if not isinstance(value, str):
        return value
    return re.sub(r"\b(user|password|authcfg)=('[^']*'|\S+)", r"\1=[...]", re.sub(r"//[^/@]*@", "//[...]@", value))


def _homeless(value: Any) -> Any:
    """A text without the folder of the person whose computer this is, however its path is written."""
    if not isinstance(value, str):
        return value
    either = r"[\\/]+".join(re.escape(part) for part in re.split(r"[\\/]+", str(Path.home())))
    return re.sub(either, "~", value, flags=re.IGNORECASE)
