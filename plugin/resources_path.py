"""Where the data that comes with Redline lies, in a checkout and in an installed plugin alike."""

from __future__ import annotations

from pathlib import Path

_TOP = Path(__file__).resolve().parent.parent


def resources_path(*parts: str) -> Path:
    """The path of a file under resources/."""
    return _TOP.joinpath("resources", *parts)


def form_path(name: str) -> Path:
    """The path of a Qt Designer form under ui/."""
    return _TOP / "ui" / name


def metadata_path() -> Path:
    """The plugin's metadata, the one place of the version."""
    return _TOP / "metadata.txt"
