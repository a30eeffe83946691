"""A Python for every peer: the project's, the system's with QGIS, or a virtual environment that holds nothing but the peer."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .field import FIELD, Entry

_HERE = Path(__file__).parent
_SYSTEM_PYTHON = "/usr/bin/python3"


@dataclass(frozen=True)
class Environments:
    """The peers' environments in ``folder``."""

    folder: Path

    def python(self, entry: Entry) -> str:
        """The interpreter of a peer, "" where its environment is not there."""
        if entry.environment in ("project", "qgis"):
            return sys.executable if entry.environment == "project" else _SYSTEM_PYTHON
        python = self.folder / entry.environment / "bin" / "python"
        return str(python) if self._mark(entry.environment).exists() and self._mark(entry.environment).read_text() == _pins(entry) else ""

    def install(self) -> None:
        """Make every environment that is missing or has other pins, with pip. Raises CalledProcessError."""
        for entry in FIELD:
            if self.python(entry):
                continue
            folder = self.folder / entry.environment
            print(f"Installing {entry.environment} in {folder}.", file=sys.stderr)
            subprocess.run([_SYSTEM_PYTHON, "-m", "venv", "--clear", str(folder)], check=True)
            subprocess.run(
                [
                    *(str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"),
                    *("--only-binary", ":all:", "--requirement", str(_requirements(entry.environment))),
                ],
                check=True,
            )
            self._mark(entry.environment).write_text(_pins(entry))

    def _mark(self, environment: str) -> Path:
        return self.folder / environment / "made-from"


def _requirements(environment: str) -> Path:
    return _HERE / f"requirements-{environment}.txt"


def _pins(entry: Entry) -> str:
    return hashlib.sha256(_requirements(entry.environment).read_bytes()).hexdigest()
