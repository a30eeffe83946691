"""Profiles of QGIS for the desktop tests: one is made for all that want the same, since storing a token needs QGIS's own libraries."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
#: What stands in a profile that was made for all, where each test has a place of its own.
_ADDRESS, _CASE_FILE = "http://back-office.invalid", "/where/no/case/file/is"


class Profiles:
    """Made ones, by what was asked of them; they go with the program."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, ...], Path] = {}
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def put(
        self, folder: Path, options: list[str], case_file: Path, office: tuple[str, str] | None, environment: Mapping[str, str]
    ) -> None:
        """Has the profile that ``scripts.desktop_profile`` writes of these options below ``folder``, beside what is there.

        ``office`` is the address of the back office and the token that lies in the profile's store.
        """
        address, token = office or ("", "")
        asked = (token, *options)
        if asked not in self._made:
            self._made[asked] = self._make(options, token, environment)
        shutil.copytree(self._made[asked], folder, dirs_exist_ok=True)
        settings = folder / "profiles" / "default" / "QGIS" / "QGIS3.ini"
        words = settings.read_text(encoding="utf-8")
        for stands, wanted in ((_CASE_FILE, str(case_file)), *([(_ADDRESS, address)] if token else [])):
            if words.count(stands) != 1:
                raise LookupError(f"{settings} says {stands} {words.count(stands)} times; it should be there once.")
            words = words.replace(stands, wanted)
        settings.write_text(words, encoding="utf-8")

    def _make(self, options: list[str], token: str, environment: Mapping[str, str]) -> Path:
        self._folder = self._folder or tempfile.TemporaryDirectory(prefix="profiles")
        made = Path(self._folder.name) / str(len(self._made))
        command = [sys.executable, "-m", "scripts.desktop_profile", str(made), "--case-file", _CASE_FILE, *options]
        command += ["--back-office", _ADDRESS] if token else []
        quiet = {**environment, "QT_QPA_PLATFORM": "offscreen"}
        subprocess.run(command, cwd=CHECKOUT, check=True, timeout=120, env=quiet, input=token.encode(), stdout=subprocess.DEVNULL)
        return made


#: Those of this program.
PROFILES = Profiles()
