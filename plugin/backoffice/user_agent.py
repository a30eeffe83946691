"""How Redline introduces itself to a server."""

from __future__ import annotations

from configparser import ConfigParser
from functools import lru_cache

from ..resources_path import metadata_path


@lru_cache(maxsize=1)
def user_agent() -> str:
    """Redline and its version, as metadata.txt says it."""
    metadata = ConfigParser(interpolation=None)
    metadata.read_string(metadata_path().read_text(encoding="utf-8"))
    return f"Redline/{metadata.get('general', 'version')} (QGIS plugin)"
