"""What a back office was last known to take is looked up by the window, which waits for no library."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[3]


def test_looking_up_what_is_known_loads_neither_the_clients_nor_the_geometry_library() -> None:
    loaded = "import sys, plugin.backoffice.known_capabilities; print(*sorted({'requests', 'shapely', 'pyproj'} & set(sys.modules)))"

    ran = subprocess.run([sys.executable, "-c", loaded], cwd=TOP, capture_output=True, text=True, timeout=60, check=True)

    assert ran.stdout.split() == []
