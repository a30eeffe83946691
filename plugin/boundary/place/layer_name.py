"""What people call a layer that a setting names."""

from __future__ import annotations

import re
from pathlib import PurePath


def layer_name(source: str) -> str:
    """The layer's own name where the setting has one, else the file's without its folder, else the setting as it stands."""
    file, _, rest = source.partition("|")
    named = re.search(r"layername=([^|]+)", rest)
    return named[1] if named is not None else PurePath(file.replace("\\", "/")).name
