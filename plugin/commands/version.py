"""The version, from the one place where it stands."""

from __future__ import annotations

from configparser import ConfigParser

from ..resources_path import metadata_path


def version() -> str:
    """As metadata.txt says it."""
    metadata = ConfigParser(interpolation=None)
    metadata.read_string(metadata_path().read_text(encoding="utf-8"))
    return metadata.get("general", "version")
