"""Where a case file lies unless the officer, or the council's profile, says otherwise."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

FILE_NAME = "cases.redline"


def default_path(platform: str = sys.platform, environment: Mapping[str, str] = os.environ, home: Path | None = None) -> Path:
    """The file in the user's local application data: never the roaming profile, which is copied over the network."""
    base = home or Path.home()
    if platform == "win32":
        local = environment.get("LOCALAPPDATA")
        return (Path(local) if local else base / "AppData" / "Local") / "Redline" / FILE_NAME
    if platform == "darwin":
        return base / "Library" / "Application Support" / "Redline" / FILE_NAME
    data = environment.get("XDG_DATA_HOME", "")
    return (Path(data) if data.startswith("/") else base / ".local" / "share") / "redline" / FILE_NAME
