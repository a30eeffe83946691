"""What helps whoever helps: versions, settings and Redline's log, without anything of a case or a person."""

from __future__ import annotations

import json
import re
import sqlite3
import sys
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from qgis.core import Qgis, QgsApplication, QgsProjUtils
from qgis.PyQt.QtCore import PYQT_VERSION_STR, QT_VERSION_STR
from qgis.PyQt.QtWidgets import QFileDialog, QWidget

from ...domain.clock import Clock, timestamp
from ...domain.personal_patterns import EMAIL, POSTCODE, TELEPHONE
from ..environment.missing_libraries import NEEDED, installed_version
from ..messages import Messages
from ..network.credentials import has_credentials
from ..settings import Settings, StoredSettings

_ENDINGS = "pdf|docx?|xlsx?|odt|png|jpe?g|gif|tiff?|webp|bmp|txt|csv|zip|geojson|json|gpkg|shp|gml|kml|tab|mif|dxf|dwg|redline"
_STREETS = (
    "street|st|road|rd|lane|ln|avenue|ave|close|drive|way|court|crescent|gardens?|grove|hill|place|square|terrace|walk|mews|park|row|"
    "rise|green|parade|yard|passage|view|wharf|quay|broadway|embankment|villas?|cottages?|house|farm"
)
#: What a sentence of the log may hold that points at a person or a case, and what stands in its place.
_REMOVED = (
    (re.compile(r"\b(bearer|basic)\s+[\w.~+/=-]{8,}", re.IGNORECASE), "[token]"),
    (re.compile(r"""\b([\w-]*token|api[_-]?key|secret|password)(["']?\s*[=:]\s*["']?)[^\s"',;]+""", re.IGNORECASE), r"\1\2[token]"),
    (re.compile(r"bops_[\w-]+"), "[token]"),
    (re.compile(r"\b(https?://[^\s/?#]+)[^\s]*"), r"\1/[...]"),
    (EMAIL, "[e-mail]"),
    (TELEPHONE, "[telephone]"),
    (re.compile(r"[“\"][^”\"]*[”\"]"), "[quoted]"),
    (re.compile(rf"(?:[A-Za-z]:[\\/]|\\\\|(?<![\w/])/(?=\w))[^:*?\"<>|\n]*?\.(?:{_ENDINGS})\b", re.IGNORECASE), "[file]"),
    (re.compile(rf"(?:[\w()&'-]+ ){{0,6}}[\w()&'.-]+\.(?:{_ENDINGS})\b", re.IGNORECASE), "[file]"),
    (re.compile(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE), "[id]"),
    (re.compile(r"\b(?:[A-Z]{2,4}[-/])?(?:\d{2}|\d{4})[-/](?:[A-Z]{1,4}[-/])?\d{3,6}(?:[-/][A-Z0-9]+)*\b", re.IGNORECASE), "[reference]"),
    (POSTCODE, "[postcode]"),
    (
        re.compile(
            rf"(?:\b(?:flat|unit|apartment|plot) \w+,? )?\b\d+[a-z]?(?:-\d+[a-z]?)?,?"
            rf" (?:[\w.'\u2019-]+ ){{1,4}}?(?:{_STREETS})\b",
            re.IGNORECASE,
        ),
        "[address]",
    ),
)


def choose_and_save(parent: QWidget, stored: StoredSettings, clock: Clock, messages: Messages) -> str:
    """Asks where to and writes the bundle; its path, "" where the officer thinks better of it or it can't be written."""
    name, _chosen = QFileDialog.getSaveFileName(parent, "Save a support bundle", str(Path.home() / "redline-support.zip"), "Zip (*.zip)")
    if not name:
        return ""
    try:
        save(Path(name), stored.load(), clock, messages.said)
    except OSError as error:
        messages.warning(f"The support bundle could not be written: {error.strerror or error}. Choose another folder.")
        return ""
    return name


def save(path: Path, settings: Settings, clock: Clock, log: list[str]) -> None:
    """Writes the three files into a zip. OSError where that fails."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("versions.json", json.dumps({"written": timestamp(clock), **versions()}, indent=2))
        bundle.writestr("settings.json", json.dumps({key: _homeless(value) for key, value in told_settings(settings).items()}, indent=2))
        bundle.writestr("log.txt", "\n".join(without_persons(_homeless(line)) for line in log))


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
    # A tile address may carry the council's key
    told["base_map_source"] = re.sub(r"\?.*", "?[...]", re.sub(r"//[^/@]*@", "//[...]@", settings.base_map_source), flags=re.DOTALL)
    told["authcfg"] = "stored" if has_credentials(settings.authcfg) else "named, but not in the store" if settings.authcfg else ""
    told["profile_of_qgis"] = Path(QgsApplication.qgisSettingsDirPath()).name
    return told


def _homeless(value: Any) -> Any:
    """A text without the folder of the person whose computer this is, however its path is written."""
    if not isinstance(value, str):
        return value
    either = r"[\\/]+".join(re.escape(part) for part in re.split(r"[\\/]+", str(Path.home())))
    return re.sub(either, "~", value, flags=re.IGNORECASE)


def without_persons(line: str) -> str:
    """A line of the log without what points at a person or a case."""
    for pattern, word in _REMOVED:
        line = pattern.sub(word, line)
    return line
