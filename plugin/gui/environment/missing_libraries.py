"""Which Python libraries Redline needs beside QGIS, which of them are missing here, and what to do on this platform."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata

#: What the main job needs, with the oldest version that will do; imported late everywhere.
NEEDED = (("shapely", "2.0"), ("pyproj", "3.0"))
_BY_SCRIPTS = "start QGIS by scripts/qgis_with_redline of Redline's checkout, and qgis_process by scripts/qgis_process_with_redline"


@dataclass(frozen=True)
class MissingLibrary:
    """A library that is absent (``found`` is "") or older than ``needed``."""

    name: str
    found: str
    needed: str

    def sentence(self) -> str:
        if self.found:
            return f"{self.name}: found {self.found}, {self.needed} or newer is needed."
        return f"{self.name} is not installed; {self.needed} or newer is needed."


def installed_version(name: str) -> str:
    """The version that an import would give, "" where there is none; imports the library only if it bears no metadata."""
    if importlib.util.find_spec(name) is None:
        return ""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return str(getattr(importlib.import_module(name), "__version__", "0"))


def missing_libraries(version_of: Callable[[str], str] = installed_version) -> tuple[MissingLibrary, ...]:
    """What is absent or too old on this machine; empty when Redline can do its main job."""
    missing = []
    for name, needed in NEEDED:
        found = version_of(name)
        if not found or _numbers(found) < _numbers(needed):
            missing.append(MissingLibrary(name, found, needed))
    return tuple(missing)


def mixed_up() -> str:
    """A sentence where shapely can't be used although it is there, else "". Imports shapely, so it is asked before the first use only.

    On Linux the GEOS that QGIS is linked to can take the place of the one in shapely's wheel; the first sign is that no geometry can be
    written, the next would be a crash.
    """
    import shapely

    try:
        shapely.to_wkb(shapely.Point(0, 0))
    except shapely.GEOSException as error:
        return (
            f"Redline can't read or screen boundaries yet. shapely {shapely.__version__} is disturbed by QGIS's own GEOS ({error}). "
            f"Install python3-shapely 2 from your distribution in its place, or {_BY_SCRIPTS}."
        )
    return ""


def advice(missing: tuple[MissingLibrary, ...], platform: str = sys.platform) -> str:
    """Sentences for the officer: what is missing and how to get it on ``platform`` (a value of sys.platform); "" if nothing is."""
    if not missing:
        return ""
    found = " ".join(library.sentence() for library in missing)
    names = " and ".join(library.name for library in missing)
    return f"Redline can't read or screen boundaries yet. {found} {_remedy(names, platform)} Then start it again."


def _remedy(names: str, platform: str) -> str:
    packages = names.replace(" and ", " ")
    if platform.startswith("win"):
        wanted = " and ".join(f"python3-{name}" for name in packages.split())
        return f"On Windows, run the OSGeo4W setup (Start menu, beside QGIS), choose Advanced Install, search for {wanted} and install."
    if platform == "darwin":
        return (
            "On macOS, install the newest QGIS bundle, which carries them; or in Terminal run QGIS's own Python: "
            f'"/Applications/QGIS.app/Contents/MacOS/bin/python3 -m pip install --user --no-deps {packages}".'
        )
    return (
        f"On Debian 13 and Ubuntu 24.04 or newer, install {' and '.join(f'python3-{name}' for name in packages.split())} with apt; "
        f"on an older system {_BY_SCRIPTS}, which bring them."
    )


def _numbers(version: str) -> tuple[int, ...]:
    numbers = []
    for part in version.split(".")[:2]:
        digits = part[: len(part) - len(part.lstrip("0123456789"))]
        numbers.append(int(digits) if digits else 0)
    return tuple(numbers)
